import type * as z from "zod";
import { later, MINUTE_MS } from "../../shared/duration.ts";
import { Fault, invalidField, notFound } from "../../shared/fault.ts";
import { hashedId } from "../../shared/hashed.ts";
import type { Call, Caller } from "../../shared/http/route.ts";
import { EVERY_PURPOSE, reachable } from "../../shared/notify/consent.ts";
import { zonesOfNumber } from "../../shared/phones.ts";
import { beside, commit, making } from "../../shared/records/write.ts";
import { e164 } from "../../shared/schema.ts";
import { isStale } from "../../shared/table/anew.ts";
import { type AnyRow, type Entity, nextVersion, timeKey } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { write } from "../../shared/table/table.ts";
import { activityNoun } from "../activities/noun.ts";
import { consent } from "../consents/table.ts";
import { withdrawn } from "../consents/withdraw.ts";
import { contact } from "../contacts/table.ts";
import { lead } from "../leads/table.ts";
import { openFrom } from "../reach/rules.ts";
import { peopleOf, standing } from "../segments/members.ts";
import { segment } from "../segments/table.ts";
import { systemCaller } from "../users/system.ts";
import { isCalling } from "./rules.ts";
import type { CallListInput, Claim, ResultInput } from "./schema.ts";
import { callListEntry, type EntryRow, type ListRow } from "./table.ts";

type Input = z.output<typeof CallListInput>;

/** People of one list: they are taken onto it in the call that makes it. */
const PEOPLE_MAX = 2_000;
const WRITTEN_TOGETHER = 50;
/** Entries that one claim looks at, and how often it looks anew where others were quicker. */
const LOOKED_AT = 20;
const LOOKS_MAX = 10;

async function* pagesOf(call: Caller, people: Input["people"]): AsyncGenerator<AnyRow[]> {
  if ("contactIds" in people) {
    const found = await standing(call, contact, people.contactIds);
    const there = new Set(found.map(({ id }) => id));
    const missing = people.contactIds.findIndex((id) => !there.has(id));
    if (missing < 0) return yield found;
    const id = people.contactIds[missing];
    throw invalidField(`people.contactIds.${missing}`, `There is no contact ${id}.`, "unknown_reference");
  }
  const row = await call.table.find(segment, people.segmentId);
  if (!row || row.archived) {
    throw invalidField("people.segmentId", `There is no segment ${people.segmentId}.`, "unknown_reference");
  }
  const read = peopleOf(call, row);
  let next: string | undefined;
  do {
    const page = await read(next);
    yield page.rows;
    next = page.next;
  } while (next !== undefined);
}

const numberOf = ({ phone }: AnyRow): string | undefined => e164(typeof phone === "string" ? phone : undefined);

/** Who of some people may be called, and how many may not. */
export async function callable(call: Caller, { people, purpose }: Pick<Input, "people" | "purpose">) {
  const sum = { ids: [] as string[], unreachable: 0, withheld: 0 };
  for await (const page of pagesOf(call, people)) {
    const withNumber = page.filter((one) => numberOf(one) !== undefined).map(({ id }) => id);
    const open = await reachable(call.table, { channel: "call", purpose }, withNumber);
    sum.ids.push(...withNumber.filter((id) => open.has(id)));
    sum.unreachable += page.length - withNumber.length;
    sum.withheld += withNumber.length - open.size;
    if (sum.ids.length > PEOPLE_MAX) {
      throw invalidField(
        "people",
        `A call list has at most ${PEOPLE_MAX} people; take a smaller segment, or a sample of it.`,
      );
    }
  }
  return sum;
}

/** Takes people onto a list, each once: a call that is sent again finds them there. */
export async function enlist({ table, now }: Caller, listId: string, ids: readonly string[]): Promise<void> {
  const base = {
    version: 1,
    createdAt: now,
    updatedAt: now,
    listId,
    state: "waiting" as const,
    attempts: 0,
    dueAt: now,
  };
  for (let at = 0; at < ids.length; at += WRITTEN_TOGETHER) {
    const some = ids.slice(at, at + WRITTEN_TOGETHER);
    await Promise.all(
      some.map((personId) => {
        const id = hashedId(callListEntry.prefix, `${listId}\n${personId}`);
        return table.createOnce(callListEntry, { ...base, id, personId });
      }),
    );
  }
}

const entityOf = (personId: string): Entity => (personId.startsWith(`${lead.prefix}_`) ? lead : contact);

/** The next of a list: those who wait and whose turn it is, and those whom somebody took and never told of. */
async function candidates({ table, now, actor }: Caller, row: ListRow): Promise<EntryRow[]> {
  const sources = (["waiting", "claimed"] as const).map((state) =>
    sourceOf(callListEntry, "parent", { listId: row.id, state }),
  );
  const { rows } = await table.list(callListEntry, {
    sources,
    range: { to: `${timeKey(now)}~` },
    limit: LOOKED_AT,
    keep: ({ dueAt, state, promisedBy }) =>
      dueAt <= now && (state === "claimed" || !promisedBy || promisedBy === actor.principalId),
  });
  return rows;
}

function checkCalls(call: Caller, row: ListRow): void {
  const { principalId } = call.actor;
  if (principalId === row.ownerId || row.agentIds.includes(principalId)) return;
  throw new Fault("forbidden", "You are not among the agents of this list; its owner adds you to agentIds.");
}

/** Somebody of a list as they are now: whom nobody may call any more is put aside, and who is asleep comes later. */
async function looked(call: Caller, row: ListRow, entry: EntryRow) {
  const person = (await call.table.find(entityOf(entry.personId), entry.personId)) as AnyRow | undefined;
  const phone = person && !person.archived && !person.mergedInto ? numberOf(person) : undefined;
  if (!person || !phone) return { state: "unreachable" as const };
  const open = await reachable(call.table, { channel: "call", purpose: row.purpose }, [entry.personId]);
  if (!open.has(entry.personId)) return { state: "withheld" as const };
  const dueAt = openFrom(
    { from: row.hours.until, to: row.hours.from },
    new Date(call.now),
    zonesOf(call, person, phone),
  );
  if (dueAt.toISOString() > call.now) return { state: "waiting" as const, dueAt: dueAt.toISOString() };
  return { state: "claimed" as const, dueAt: later(call.now, row.claimMinutes * MINUTE_MS), person, phone };
}

/** The zones in which somebody may be whom a list calls: their own, else those of their number, else the tenant's. */
function zonesOf({ tenant }: Caller, { timeZone }: AnyRow, phone: string): readonly string[] {
  if (typeof timeZone === "string") return [timeZone];
  const zones = zonesOfNumber(phone);
  return zones.length > 0 ? zones : [tenant.timeZone];
}

/** Gives the caller the next of a list, whom nobody else gets; nobody at other times, or where nobody's turn it is. */
export async function claimed(call: Call<unknown, unknown>, row: ListRow): Promise<z.output<typeof Claim>> {
  checkCalls(call, row);
  if (row.status !== "open" || row.archived) throw new Fault("invalid_state", "The list is closed.");
  const { now, tenant, table, access } = call;
  if (!isCalling(row.hours, new Date(now), tenant.timeZone)) return { nobody: "outsideHours" };
  for (let looks = 0; looks < LOOKS_MAX; looks++) {
    const found = await candidates(call, row);
    if (found.length === 0) return { nobody: "nobodyDue" };
    for (const entry of found) {
      const nobody = { person: undefined, phone: undefined, dueAt: entry.dueAt };
      const { state, dueAt, person, phone } = { ...nobody, ...(await looked(call, row, entry)) };
      const fields = { state, dueAt, claimedBy: state === "claimed" ? call.actor.principalId : undefined };
      try {
        const taken = await table.replace(callListEntry, entry, nextVersion(entry, now, fields));
        if (!person) continue;
        // Whoever calls for a list is shown whom they call, and nothing that their roles hide.
        const { noun } = entityOf(entry.personId);
        const shown = {
          ...(!access.isClosed(noun, "name") && { name: String(person.name) }),
          ...(!access.isClosed(noun, "phone") && { phone }),
        };
        return { entry: { ...taken, ...shown } };
      } catch (error) {
        // Somebody else has taken them at this moment.
        if (!isStale(error)) throw error;
      }
    }
  }
  throw new Fault("conflict", "Others are taking the same people; try again.");
}

const AGAIN: readonly string[] = ["noAnswer", "busy"];

/** How somebody stands after a call. */
function afterResult(
  call: Caller,
  row: ListRow,
  entry: EntryRow,
  given: z.output<typeof ResultInput>,
): Partial<EntryRow> {
  const { result, callBackAt, note } = given;
  const attempts = entry.attempts + 1;
  const told = { attempts, result, note, resultAt: call.now, claimedBy: undefined, promisedBy: undefined };
  if (result === "callBack") {
    return { ...told, state: "waiting", dueAt: callBackAt ?? call.now, promisedBy: call.actor.principalId };
  }
  if (!AGAIN.includes(result)) return { ...told, state: "done" };
  if (attempts >= row.attemptsMax) return { ...told, state: "gaveUp" };
  return { ...told, state: "waiting", dueAt: later(call.now, row.retryMinutes * MINUTE_MS) };
}

const SUBJECT = { "zh-CN": "电话", en: "Call" } as const;

/** Notes what came of a call that the caller took from a list, as an activity of whom they called too. */
export async function resulted(
  call: Call<z.output<typeof ResultInput>, unknown>,
  row: ListRow,
  entryId: string,
): Promise<EntryRow> {
  checkCalls(call, row);
  const { result, callBackAt, note } = call.body;
  if ((result === "callBack") !== (callBackAt !== undefined)) {
    throw invalidField("callBackAt", "Say when they want to be called, with the result callBack and with no other.");
  }
  if (callBackAt && callBackAt <= call.now) throw invalidField("callBackAt", "callBackAt must be in the future.");
  const entry = await call.table.find(callListEntry, entryId);
  if (!entry || entry.listId !== row.id) throw notFound(callListEntry.noun, entryId);
  if (entry.state !== "claimed" || entry.claimedBy !== call.actor.principalId) {
    throw new Fault("invalid_state", "You have not taken this one, or too long ago; claim the next.");
  }
  // Whoever calls for a list need not see whom it has otherwise.
  const product = await systemCaller(call.table, "callLists", new Date(call.now));
  if (result === "refused") {
    const evidence = { textVersion: "call list", source: entry.id, at: call.now, ...(note && { text: note }) };
    const said = { channel: "call", purpose: EVERY_PURPOSE, state: "withdrawn", evidence } as const;
    await withdrawn(product, entry.personId, said, ({ id }) => hashedId(consent.prefix, `${entry.id}\n${id}`));
  }
  const { noun } = entityOf(entry.personId);
  const made = await making(product, activityNoun, {
    ...{ kind: "call", subject: `${SUBJECT[call.tenant.locale]} ${row.name}`, state: "done", doneAt: call.now },
    ...{ outcome: note ?? result, ownerId: call.actor.principalId, departmentId: call.actor.departmentId },
    relatedTo: [{ noun, id: entry.personId }],
  });
  const after = nextVersion(entry, call.now, afterResult(call, row, entry, call.body));
  await commit(call, beside(made, [write.replace(callListEntry, entry, after)]));
  return after;
}
