import type * as z from "zod";
import { monthAfter, zonedInstant } from "../../shared/clock.ts";
import { Fault } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { making, replacement } from "../../shared/records/write.ts";
import type { Action } from "../../shared/table/action.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { todayOf } from "../../shared/today.ts";
import { partnerStatementNoun } from "./noun.ts";
import { sumOf } from "./rules.ts";
import type { RebateEntry } from "./schema.ts";
import { partnerStatement, rebateEntry, statementId } from "./table.ts";
import { whoseIs } from "./whose.ts";

export type StatementRow = RowOf<typeof partnerStatement>;

/** An entry as it is handed to the ledger, which puts it into a statement. */
export type Draft = Pick<z.output<typeof RebateEntry>, "id" | "kind" | "amountMinor"> &
  Partial<z.output<typeof RebateEntry>>;

/** Whose the entries are, and in which currency. */
export type Side = { partnerId: string; currency: string };

/** A statement is closed at the end of its month, so that the next one but one is open, whatever the clocks say. */
const MONTHS_LOOKED_AT = 3;

/** The statement that is open now: that of this month, or the next one, where this is closed already. */
async function openStatement(call: Caller, { partnerId, currency }: Side) {
  const first = todayOf(call).slice(0, 7);
  for (let n = 0; n < MONTHS_LOOKED_AT; n++) {
    const month = monthAfter(first, n);
    const id = statementId(partnerId, currency, month);
    const row = await call.table.find(partnerStatement, id);
    if (row === undefined || row.state === "open") return { id, month, row };
  }
  throw new Fault("conflict", `No statement of ${partnerId} is open for ${first}.`);
}

/**
 * What writes entries into the open statement of a partner: the statement with its sums, and the entries. The statement is
 * replaced under its version, so that no entry comes into one that was closed meanwhile; whoever loses does it anew.
 */
export async function posting(call: Caller, side: Side, drafts: readonly Draft[]): Promise<Action[]> {
  const [{ id, month, row }, whose] = await Promise.all([openStatement(call, side), whoseIs(call, side.partnerId)]);
  const sums = {
    entries: (row?.entries ?? 0) + drafts.length,
    totalMinor: (row?.totalMinor ?? 0) + sumOf(drafts.map(({ amountMinor }) => amountMinor)),
  };
  const closesAt = zonedInstant(`${monthAfter(month, 1)}-01`, "00:00", call.tenant.timeZone).toISOString();
  const head = { ...side, ...whose, month, state: "open", closesAt, disputes: [], ...sums };
  const change = row
    ? await replacement(call, partnerStatementNoun, row, sums)
    : await making(call, partnerStatementNoun, head, id);
  const base = { version: 1, createdAt: call.now, updatedAt: call.now, ...side, ...whose, statementId: id };
  return [...change.actions, ...drafts.map((draft) => write.create(rebateEntry, { ...base, ...draft }))];
}
