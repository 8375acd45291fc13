import { Fault } from "../../shared/fault.ts";
import { fresh, loaded } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Locale } from "../../shared/notify/format.ts";
import { checkSeen } from "../../shared/records/usable.ts";
import { anew, isOvertaken, isRaced } from "../../shared/table/anew.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { todayOf } from "../../shared/today.ts";
import { account } from "../accounts/table.ts";
import { bankTransaction } from "../bank/table.ts";
import { headOf } from "../documents/letterhead.ts";
import { nextNumber, taken } from "../documents/numbers.ts";
import type { Sheet } from "../documents/sheet.ts";
import { receivable } from "../receivables/table.ts";
import { receiptSheet } from "./papers.ts";
import { numberedReceipt } from "./table.ts";

type Line = RowOf<typeof bankTransaction>;
type Numbered = RowOf<typeof numberedReceipt>;

/** What a receipt tells of its bank line and of what that paid. */
const TOLD = ["amountMinor", "currency", "bookedOn", "allocations", "payer", "bankReference"];

/** True of money that came in and was used: a receipt is made for nothing else. */
export const isReceived = ({ direction, state }: Pick<Line, "direction" | "state">): boolean =>
  direction === "credit" && (state === "applied" || state === "partlyApplied");

/** A bank line of which a receipt can be made out to whoever sees all that it tells. */
export async function receivedLine(call: Caller, id: string): Promise<Line> {
  const row = await loaded(call, bankTransaction, id);
  checkSeen(call.access, bankTransaction.noun, TOLD, "A receipt");
  if (isReceived(row)) return row;
  throw new Fault("invalid_state", "A receipt is made for money that came in and is applied.");
}

/** The receipt that was made out for a bank line. */
export const numberedOf = async (
  { table }: Pick<Caller, "table">,
  bankTransactionId: string,
): Promise<Numbered | undefined> => (await table.collect(numberedReceipt, { bankTransactionId }, "receipt"))[0];

/** Tries at a number that others take at the same moment. */
const TRIES_MAX = 20;

/** Makes out the receipt of a bank line: its number is taken in the transaction that says so, once for the line. */
export const issuedReceipt = (call: Caller, id: string): Promise<Numbered> =>
  anew(
    TRIES_MAX,
    async () => {
      const line = await receivedLine(call, id);
      const known = await numberedOf(call, line.id);
      if (known) return known;
      const numbered = await nextNumber(call, "receipt");
      const of = { bankTransactionId: line.id, issuedOn: todayOf(call) };
      const row = { ...fresh(call, numberedReceipt), ...of, ...numbered };
      const actions = [write.create(numberedReceipt, row), ...taken("receipt", numbered)];
      await call.table.commit([...actions, write.check(bankTransaction, line)]);
      return row;
    },
    (error) => isRaced(error) || isOvertaken(error),
  );

/** A receipt for what a bank line brought and paid, as a document. */
export async function receiptSheetOf(call: Caller, id: string, language: Locale): Promise<{ row: Line; sheet: Sheet }> {
  const row = await receivedLine(call, id);
  const paid = (row.allocations ?? []).flatMap(({ receivableId }) => receivableId ?? []);
  const [numbered, found, about, head] = await Promise.all([
    numberedOf(call, row.id),
    call.table.getMany(receivable, paid, true),
    row.accountId ? call.table.find(account, row.accountId) : undefined,
    headOf(call, language),
  ]);
  const references = new Map([...found].map(([of, { reference }]) => [of, reference]));
  const isNamed = about && call.access.sees(account, about) && !call.access.isClosed(account.noun, "name");
  const sheet = receiptSheet({ row, references, numbered }, isNamed ? about.name : undefined, head, language);
  return { row, sheet };
}
