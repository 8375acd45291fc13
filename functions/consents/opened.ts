import { Access } from "../../shared/auth/access.ts";
import { systemActor } from "../../shared/auth/actor.ts";
import { clock } from "../../shared/config.ts";
import { Fault } from "../../shared/fault.ts";
import { spend } from "../../shared/http/limits.ts";
import type { Call, Caller } from "../../shared/http/route.ts";
import { openedLink, type PersonLink, tenantOfToken } from "../../shared/notify/person-link.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { tenantTable } from "../../shared/table/table.ts";
import { tenant } from "../tenants/table.ts";
import { tenantContext } from "../users/context.ts";
import { type Person, recordsOf } from "./people.ts";
import { consent, reachPolicy } from "./table.ts";
import type { ConsentRow } from "./writing.ts";

/** What a person's own address opens. */
export type Opened = {
  caller: Caller;
  link: PersonLink;
  person: Person;
  /** Of everything that was recorded of them the newest, besides what the address itself is about. */
  held: readonly Pick<ConsentRow, "channel" | "purpose" | "state">[];
  /** The consent that they are to confirm. */
  asked?: ConsentRow;
  tenantName: string;
};

/** What one address may be used for a second. */
const LINK_PER_SECOND_MAX = 5;

/** The same answer for a forged address, a revoked one and one that has ended. */
const closed = (): Fault => new Fault("not_found", "There is nothing at this address, or the address has ended.");

async function callerFor(call: Call<unknown, unknown>, tenantId: string): Promise<Caller> {
  const stamp = { actor: "link:preferences", from: call.sourceIp, requestId: call.requestId, unattended: true };
  const table = await tenantTable(tenantId, stamp);
  const context = await tenantContext(tenantId, table).catch((error) => {
    throw error instanceof Fault && error.code === "unauthorized" ? closed() : error;
  });
  const actor = systemActor(tenantId, "preferences");
  return { actor, access: new Access(actor, context), tenant: context, table, now: call.now, newId: call.newId };
}

/** What holds of a person in every respect that anything is recorded of, the address's own first. */
async function heldBy({ table }: Caller, people: readonly Person[], link: PersonLink): Promise<Opened["held"]> {
  const rows = await Promise.all(
    people.map(({ id }) =>
      Array.fromAsync(table.each(consent, { sources: [sourceOf(consent, "parent", { personId: id })] })),
    ),
  );
  const all = rows.flat().filter(({ archived }) => !archived);
  const key = ({ channel, purpose }: Pick<ConsentRow, "channel" | "purpose">): string => `${channel}\n${purpose}`;
  const newest = new Map<string, Opened["held"][number]>([[key(link), { ...link, state: "withdrawn" }]]);
  for (const row of all.sort((a, b) => (a.evidence.at < b.evidence.at ? -1 : 1))) newest.set(key(row), row);
  return [...newest.values()];
}

/** Opens a person's own address: what holds of them, and a caller for what they say, in the address's name. */
export async function opened(call: Call<unknown, unknown>): Promise<Opened> {
  const token = call.params.token ?? "";
  const tenantId = tenantOfToken(token);
  if (!tenantId) throw closed();
  const caller = await callerFor(call, tenantId);
  const { table } = caller;
  const { linksFrom } = await reachPolicy.held(table);
  const link = openedLink(caller.tenant.sealingKey, token, { now: call.now, issuedFrom: linksFrom });
  if (!link) throw closed();
  await spend({ table, kind: `person ${link.personId}`, perSecond: LINK_PER_SECOND_MAX }, clock.now());
  const [people, asked, { name }] = await Promise.all([
    recordsOf(table, link.personId),
    link.consentId ? table.find(consent, link.consentId) : undefined,
    table.get(tenant, tenantId),
  ]);
  const [person] = people;
  if (!person || (link.consentId && !asked)) throw closed();
  return {
    caller,
    link,
    person,
    held: await heldBy(caller, people, link),
    ...(asked && { asked }),
    tenantName: name,
  };
}
