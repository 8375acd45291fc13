import * as z from "zod";
import { Fault, invalidField } from "../../shared/fault.ts";
import { listRoute, readRoute } from "../../shared/http/lists.ts";
import { changed, checkReferences, load } from "../../shared/http/record.ts";
import { type Call, type Route, route } from "../../shared/http/route.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { checkTransfer } from "../../shared/records/transfer.ts";
import { idOf, text } from "../../shared/schema.ts";
import type { Action } from "../../shared/table/action.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { type Entry, standing } from "../bank/rules.ts";
import { bankTransaction } from "../bank/table.ts";
import { receivable } from "../receivables/table.ts";
import { ownership } from "../users/ownership.ts";
import { user } from "../users/table.ts";
import { checkLock } from "./claim.ts";
import type { DeductionRow } from "./deducted.ts";
import { BY_RECEIVABLE } from "./deductions.ts";
import type { ReceivableRow, Transaction } from "./rows.ts";
import { appliedTo, entryId, reversing, takenBack } from "./rules.ts";
import { SETTLING } from "./schema.ts";
import { deduction } from "./table.ts";

type AnyCall = Call<never, never>;

const PATH = "/v1/deductions";
const one = { noun: deduction.noun, reply: deduction.schema, permission: "receivables.write" as const };
const example = { params: { id: "{id}" } };
const reason = text(500).describe("Why, in a few words; kept with the deduction.");

const REFERENCES = { ownerId: user };

const ResolveBody = z.strictObject({
  as: z
    .enum([...SETTLING, "recovered"])
    .describe(
      "Accepted as a credit to the payer, given up, or paid after all; only the last settles nothing by itself.",
    ),
  reason,
});

type Settling = { line: Transaction; owed: ReceivableRow };

/** The bank line that a deduction is of, and the receivable that it was taken off, as they stand. */
async function settlingOf(call: AnyCall, row: DeductionRow): Promise<Settling> {
  const [line, owed] = await Promise.all([
    call.table.get(bankTransaction, row.bankTransactionId),
    call.table.get(receivable, row.receivableId),
  ]);
  checkLock(line, call);
  return { line, owed };
}

/** The bank line with one entry more, which settles the receivable by what was deducted. */
function settle(row: DeductionRow, { line, owed }: Settling, now: string): { actions: Action[]; allocationId: string } {
  if (row.amountMinor > owed.openMinor) {
    const message = `Only ${owed.openMinor} of ${owed.reference} are open, and ${row.amountMinor} were deducted.`;
    throw new Fault("invalid_state", `${message} Say that it was recovered, or undo what settled the rest.`);
  }
  const run = line.deductions?.find(({ id }) => id === row.id)?.run ?? 0;
  const { receivableId, accountId, amountMinor } = row;
  const allocations = line.allocations ?? [];
  const id = entryId(line.id, -allocations.length, 0);
  const entry: Entry = { id, receivableId, accountId, amountMinor, kind: "deduction", run };
  const [settled] = appliedTo(new Map([[owed.id, owed]]), [entry], now);
  return {
    allocationId: id,
    actions: [
      write.replace(bankTransaction, line, nextVersion(line, now, { allocations: [...allocations, entry] })),
      write.replace(receivable, owed, settled?.after ?? owed),
    ],
  };
}

/** The entry that settled a deduction is taken back by its negative, and its receivable is open by as much again. */
function unsettle(row: DeductionRow, { line, owed }: Settling, now: string): Action[] {
  const undone = standing(line).filter(({ id }) => id === row.allocationId);
  const allocations = [...(line.allocations ?? []), ...reversing(line, undone)];
  return [
    write.replace(bankTransaction, line, nextVersion(line, now, { allocations })),
    ...takenBack(new Map([[owed.id, owed]]), undone, () => [], now).map((c) =>
      write.replace(receivable, c.before, c.after),
    ),
  ];
}

const isSettled = ({ state }: DeductionRow): boolean => (SETTLING as readonly string[]).includes(state);

const resolve = route({
  ...one,
  method: "POST",
  path: `${PATH}/{id}/resolve`,
  summary: "Closes an open deduction: accepted as a credit, written off, or recovered since it was paid after all.",
  body: ResolveBody,
  example: { ...example, body: { as: "credited", reason: "货损属实" } },
  run: async (call) => {
    const row = await load(call as never, deduction);
    if (row.state !== "open")
      throw new Fault("invalid_state", `The deduction is ${row.state}; only an open one is resolved.`);
    const { as, reason: why } = call.body;
    const closed = { state: as, reason: why, resolvedBy: call.actor.principalId, resolvedAt: call.now };
    const settling = as === "recovered" ? undefined : settle(row, await settlingOf(call as never, row), call.now);
    const after = changed(call, row, { ...closed, allocationId: settling?.allocationId });
    await call.table.commit([write.replace(deduction, row, after), ...(settling?.actions ?? [])]);
    return after;
  },
});

const undo = route({
  ...one,
  method: "POST",
  path: `${PATH}/{id}/undo`,
  summary: "Opens a resolved deduction again; what settled its receivable is taken back by a reversing entry.",
  body: z.strictObject({ reason }),
  example: { ...example, body: { reason: "误判" } },
  run: async (call) => {
    const row = await load(call as never, deduction);
    if (row.state === "open" || row.state === "reversed")
      throw new Fault("invalid_state", `The deduction is ${row.state}; there is no resolution to undo.`);
    if (row.resolvedBy === BY_RECEIVABLE)
      throw new Fault("invalid_state", `The deduction was closed with ${row.receivableId}; undo what settled that.`);
    const actions = isSettled(row) ? unsettle(row, await settlingOf(call as never, row), call.now) : [];
    const opened = { state: "open" as const, reason: call.body.reason };
    const after = changed(call, row, {
      ...opened,
      ...{ allocationId: undefined, resolvedBy: undefined, resolvedAt: undefined },
    });
    await call.table.commit([write.replace(deduction, row, after), ...actions]);
    return after;
  },
});

const assign = route({
  ...one,
  method: "PATCH",
  path: `${PATH}/{id}`,
  summary: "Gives a deduction to the person who is to work on it.",
  body: z.strictObject({ ownerId: idOf("usr").describe("Who is to work on it.") }),
  example: { ...example, body: { ownerId: "{userId}" } },
  run: async (call) => {
    const row = await load(call as never, deduction);
    if (row.state === "reversed") throw invalidField("ownerId", "The payment that it was of was taken back.");
    await checkReferences(call as never, REFERENCES, call.body);
    await checkTransfer(
      call as never,
      { entity: deduction, references: REFERENCES } as unknown as Noun,
      call.body,
      row,
    );
    const after = changed(call, row, await ownership(call, row, call.body));
    await call.table.commit([write.replace(deduction, row, after)]);
    return after;
  },
});

/** What payers have taken off receivables, and what becomes of it. */
export const deductionRoutes: Route[] = [
  listRoute({
    entity: deduction,
    path: PATH,
    permission: "receivables.read",
    view: deduction.schema,
    filters: ["state", "accountId", "receivableId", "bankTransactionId", "code", "currency", "ownerId"],
    ranges: ["createdAt", "bookedOn", "amountMinor"],
  }),
  readRoute({ entity: deduction, path: `${PATH}/{id}`, permission: "receivables.read", view: deduction.schema }),
  assign,
  resolve,
  undo,
];
