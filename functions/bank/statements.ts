import { createHash } from "node:crypto";
import * as z from "zod";
import { addDays } from "../../shared/clock.ts";
import { Fault, invalidField } from "../../shared/fault.ts";
import { listRoute } from "../../shared/http/lists.ts";
import { load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { base32 } from "../../shared/ids.ts";
import { civilDay, text } from "../../shared/schema.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import type { Table } from "../../shared/table/table.ts";
import { todayOf } from "../../shared/today.ts";
import type { ParsedBody, ToldStatement } from "./intake/index.ts";
import { continuity } from "./ledger.ts";
import { BankStatement, Continuity } from "./statement-schema.ts";
import { bankConnection, bankStatement, bankTransaction } from "./table.ts";

/** Days of one answer. */
const DAYS_MAX = 92;
const DAYS_DEFAULT = 31;

type StatementRow = RowOf<typeof bankStatement>;

/** What is kept of a statement: from its first booking to the day on which it ends. Told again it is the same row. */
function rowOf(
  connectionId: string,
  told: ToldStatement,
  bookedOn: readonly string[],
  now: string,
): StatementRow | undefined {
  const days = bookedOn.toSorted();
  const closingOn = told.closing?.on ?? days.at(-1) ?? told.opening?.on;
  if (closingOn === undefined) return undefined;
  const [fromOn = closingOn] = [...days, closingOn].sort();
  const facts = {
    connectionId,
    subAccountNo: told.virtualAccountNo,
    currency: told.currency,
    fromOn,
    closingOn,
    openingMinor: told.opening?.amountMinor,
    closingMinor: told.closing?.amountMinor,
  };
  const hash = createHash("sha256")
    .update(JSON.stringify(Object.values(facts)))
    .digest();
  const id = `${bankStatement.prefix}_${base32(hash).slice(0, 20)}`;
  const base = { id, version: 1, createdAt: now, updatedAt: now };
  return { ...base, ...facts, statementId: told.statementId, state: "unchecked" };
}

/** Keeps the balances that a delivery's statements tell; whether the lines explain them is looked at a little later. */
export async function keepStatements(table: Table, connectionId: string, body: ParsedBody, now: string): Promise<void> {
  for (const told of body.statements ?? []) {
    const lines = body.lines.filter(({ statement }) => statement === told.statement);
    const row = rowOf(
      connectionId,
      told,
      lines.map(({ line }) => line.bookedOn),
      now,
    );
    if (row) await table.createOnce(bankStatement, row);
  }
}

const list = listRoute({
  entity: bankStatement,
  path: "/v1/bank-statements",
  permission: "reconciliation.undo",
  summary: "Lists the balances that statements told, and whether the lines explain them.",
  view: BankStatement,
  filters: ["connectionId", "state"],
  ranges: ["closingOn"],
});

const continuityRoute = route({
  method: "GET",
  path: "/v1/bank-connections/{id}/continuity",
  permission: "bank.read",
  summary:
    "By day: what the account began with, what was moved, what the bank says it ended with, and the gap between them, which is lines lost or doubled. Of 92 days at most.",
  query: z.strictObject({
    from: civilDay.optional(),
    to: civilDay.optional(),
    virtualAccountNo: text(64).optional(),
  }),
  reply: z.object({ items: z.array(Continuity) }),
  example: { params: { id: "{id}" }, query: { from: "2026-11-01", to: "2026-11-30" } },
  run: async (call) => {
    const { id } = await load(call, bankConnection);
    if (call.access.scope(bankTransaction) !== "all")
      throw new Fault("forbidden", "A balance is of the whole account; you see a part of its lines.");
    const { virtualAccountNo } = call.query;
    const to = call.query.to ?? todayOf(call);
    const from = call.query.from ?? addDays(to, 1 - DAYS_DEFAULT);
    if (from > to) throw invalidField("from", "from must not be later than to.");
    if (addDays(from, DAYS_MAX) <= to) throw invalidField("from", `Ask for ${DAYS_MAX} days at most.`);
    return { items: await continuity(call.table, { connectionId: id, subAccountNo: virtualAccountNo, from, to }) };
  },
});

export const statementRoutes: Route[] = [list, continuityRoute];
