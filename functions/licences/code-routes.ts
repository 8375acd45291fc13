import { addDays, addMonths, civilDate } from "../../shared/clock.ts";
import { Fault, invalidField } from "../../shared/fault.ts";
import { listRoute } from "../../shared/http/lists.ts";
import { changed, fresh, load } from "../../shared/http/record.ts";
import { type Call, type Route, route } from "../../shared/http/route.ts";
import { anew } from "../../shared/table/anew.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { systemTable, type Table } from "../../shared/table/table.ts";
import { todayOf } from "../../shared/today.ts";
import { tenant } from "../tenants/table.ts";
import { keyOf, read, textOf } from "./codes.ts";
import { grant, licenceOfCode, regrant } from "./granting.ts";
import {
  Activation,
  ActivationCode,
  ActivationCodeInput,
  CodeShown,
  Extension,
  LicenceView,
  PublicKey,
  REGISTRATIONS_MAX,
  Revocation,
} from "./schema.ts";
import { activationCode } from "./table.ts";
import { licenceShown } from "./used.ts";

type CodeRow = RowOf<typeof activationCode>;

const PATH = "/v1/activation-codes";
const CODE_MONTHS = 12;
const TRIES_MAX = 20;

const withText = async (table: Table, row: CodeRow, now: string) => ({
  ...row,
  code: textOf(row, await keyOf(table, now)),
});

const todayIn = ({ now }: { now: string }): string => civilDate(new Date(now), "UTC");

/** Refuses a last day that is earlier than one from which on it has a sense. */
function checkDay(validUntil: string, first: string): void {
  if (validUntil < first) throw invalidField("validUntil", `validUntil must not be before ${first}.`);
}

const issue = route({
  method: "POST",
  path: PATH,
  permission: "operator",
  summary: "Issues an activation code for a year. It can be checked without asking: the key that signed it is public.",
  body: ActivationCodeInput,
  reply: CodeShown,
  status: 201,
  example: { body: { name: "上海云帆软件有限公司", edition: "enterprise", seats: 20 } },
  run: async (call) => {
    const today = todayIn(call);
    const { validUntil = addDays(addMonths(today, CODE_MONTHS), -1) } = call.body;
    checkDay(validUntil, today);
    const row = { ...fresh(call, activationCode), ...call.body, validUntil, registrations: [] };
    await call.table.create(activationCode, row);
    return withText(call.table, row, call.now);
  },
});

const one = route({
  method: "GET",
  path: `${PATH}/{id}`,
  permission: "operator",
  summary: "Reads an activation code with its text and the tenants that it has registered.",
  reply: CodeShown,
  noun: activationCode.noun,
  example: { params: { id: "{id}" } },
  run: async (call) => withText(call.table, await load(call, activationCode), call.now),
});

const revokedFault = ({ id, reason }: CodeRow): Fault =>
  new Fault("invalid_state", `The activation code ${id} was revoked: ${reason}.`);

/** A code that is over would take away what a tenant has. */
const overFault = ({ id, validUntil }: CodeRow): Fault =>
  new Fault("invalid_state", `The activation code ${id} was valid until ${validUntil}; have it extended first.`);

const extend = route({
  method: "POST",
  path: `${PATH}/{id}/extend`,
  permission: "operator",
  summary: "Gives a code a later last day, and with it the tenants that it has registered. Its text changes.",
  body: Extension,
  reply: CodeShown,
  example: { params: { id: "{id}" }, body: { validUntil: "2099-12-31" } },
  run: async (call) => {
    const row = await load(call, activationCode);
    if (row.revokedAt) throw revokedFault(row);
    checkDay(call.body.validUntil, row.validUntil);
    const after = await call.table.replace(activationCode, row, changed(call, row, call.body));
    await regrant(call.table, call.now, after);
    return withText(call.table, after, call.now);
  },
});

const revoke = route({
  method: "POST",
  path: `${PATH}/{id}/revoke`,
  permission: "operator",
  summary: "Revokes a code: what it has registered expires at once, and it registers nobody any more.",
  body: Revocation,
  reply: ActivationCode,
  example: { params: { id: "{id}" }, body: { reason: "欠费" } },
  run: async (call) => {
    const row = await load(call, activationCode);
    // Wherever the tenant is, two days ago is over.
    const revokedOn = addDays(todayIn(call), -2);
    const gone = { revokedAt: call.now, revokedOn, reason: call.body.reason };
    const after = row.revokedAt ? row : await call.table.replace(activationCode, row, changed(call, row, gone));
    await regrant(call.table, call.now, after);
    return after;
  },
});

/** Notes that a code registers a tenant; the same tenant is counted once as long as it is registered by this code. */
async function registered(system: Table, id: string, call: Call<unknown, unknown>, isHeld: boolean): Promise<CodeRow> {
  return anew(TRIES_MAX, async () => {
    const row = await system.get(activationCode, id);
    if (row.revokedAt) throw revokedFault(row);
    if (row.validUntil < todayOf(call)) throw overFault(row);
    if (isHeld && row.registrations.some(({ tenantId }) => tenantId === call.tenant.id)) return row;
    if (row.registrations.length === REGISTRATIONS_MAX) {
      throw new Fault(
        "conflict",
        `This activation code has registered ${REGISTRATIONS_MAX} times, which is all it may.`,
      );
    }
    const registrations = [...row.registrations, { tenantId: call.tenant.id, at: call.now }];
    return system.replace(activationCode, row, changed(call, row, { registrations }));
  });
}

const activate = route({
  method: "POST",
  path: "/v1/licence/activate",
  permission: "licences.activate",
  beyondQuota: true,
  summary: `Registers the tenant with an activation code. One code does so ${REGISTRATIONS_MAX} times in all.`,
  body: Activation,
  reply: LicenceView,
  example: {
    body: {
      code: "CL1.eyJpZCI6ImFjdF8wMDAwMDAwMDAwREVNTzAwMDAwMSIsImtleSI6InNna18wMDAwMDAwMDAwREVNTzAwMDAwMSIsImVkaXRpb24iOiJlbnRlcnByaXNlIiwidmFsaWRVbnRpbCI6IjIwOTktMTItMzEifQ.mCWtXVZe4EN4GGWwutqOiMxwrR77Vq9igcA7gni3EbgkLJgI1xLpuSWNXjyoReHAnHnrgXhrBhxx068R-pM1DA",
    },
  },
  run: async (call) => {
    const system = systemTable(call.table.stamp);
    const said = await read(system, call.body.code);
    const before = await call.table.get(tenant, call.tenant.id);
    const code = await registered(system, said.id, call, before.licence?.activationCodeId === said.id);
    const after = await grant(call.table, call.now, licenceOfCode(code));
    return licenceShown(call, after);
  },
});

const publicKey = route({
  method: "GET",
  path: "/v1/licence/public-key",
  permission: "licences.read",
  summary: "The key by which anybody can check an activation code without asking.",
  reply: PublicKey,
  example: {},
  run: async (call) => {
    const key = await keyOf(systemTable(call.table.stamp), call.now);
    return { keyId: key.id, algorithm: "Ed25519", publicKey: key.publicKey };
  },
});

export const codeRoutes: Route[] = [
  issue,
  listRoute({ entity: activationCode, path: PATH, permission: "operator", view: ActivationCode }),
  one,
  extend,
  revoke,
  activate,
  publicKey,
];
