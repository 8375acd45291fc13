import { type NoticeOptions, ownershipOf } from "../account.ts";
import { type BankLine, compact, type Direction, type EntryPart, payerOf, type RejectionCode } from "../line.ts";
import { cleanText, NAME_CHARS_MAX, REMITTANCE_CHARS_MAX, signal } from "../text.ts";
import { amountIn, type Cell, currencyIn, dayIn, isMasked, isRounded } from "./cells.ts";
import { type ColumnName, headerKey, type Places, type StatementMapping } from "./mapping.ts";

/** What a row needs to know of its table. */
export type RowContext = { mapping: StatementMapping; places: Places; options: NoticeOptions };

/** A line and, where the table has such a column, the balance after it. */
export type RowLine = { line: BankLine; balanceMinor?: number };

type Money = { amountMinor: number; direction: Direction; reversal: boolean };
type Wrong = { code: RejectionCode; detail: string };

const wrong = (code: RejectionCode, detail: string): Wrong => ({ code, detail });
const opposite = (direction: Direction): Direction => (direction === "credit" ? "debit" : "credit");

type Cells = (name: ColumnName) => string;

/** An amount in a column that tells its direction: what a minus means there, the mapping must say. */
function directed(amountMinor: number, direction: Direction, { negative }: StatementMapping): Cell<Money> {
  if (amountMinor > 0) return { value: { amountMinor, direction, reversal: false } };
  if (negative === undefined)
    return wrong(
      "ambiguous",
      "a negative amount in a column that tells the direction may take a line back, or only repeat it; say in the mapping by negative which",
    );
  const value = {
    amountMinor: -amountMinor,
    direction: negative === "takesBack" ? opposite(direction) : direction,
    reversal: negative === "takesBack",
  };
  return { value };
}

/** Which way a word in the direction column says. */
function directionIn(told: string, { creditWords = [], debitWords = [] }: StatementMapping): Cell<Direction> {
  const is = (words: string[]): boolean => words.some((word) => headerKey(word) === headerKey(told));
  if (is(creditWords) !== is(debitWords)) return { value: is(creditWords) ? "credit" : "debit" };
  return wrong(
    "invalid_direction",
    `the direction ${told || "in an empty cell"} is neither of creditWords nor of debitWords`,
  );
}

function moneyIn(cells: Cells, currency: string, mapping: StatementMapping): Cell<Money> {
  const { columns } = mapping;
  if (columns.amount === undefined) return twoColumns(cells, currency, mapping);
  const amount = amountIn(cells("amount"), currency, mapping);
  if (!("value" in amount)) return amount;
  if (amount.value === 0) return wrong("zero_amount", "the amount is zero or missing");
  if (columns.direction === undefined) {
    const direction = amount.value > 0 ? ("credit" as const) : ("debit" as const);
    return { value: { amountMinor: Math.abs(amount.value), direction, reversal: false } };
  }
  const direction = directionIn(cells("direction"), mapping);
  return "value" in direction ? directed(amount.value, direction.value, mapping) : direction;
}

function twoColumns(cells: Cells, currency: string, mapping: StatementMapping): Cell<Money> {
  const [credit, debit] = [amountIn(cells("credit"), currency, mapping), amountIn(cells("debit"), currency, mapping)];
  if (!("value" in credit)) return credit;
  if (!("value" in debit)) return debit;
  if (credit.value !== 0 && debit.value !== 0)
    return wrong("ambiguous", "both the credit and the debit column hold an amount");
  if (credit.value === 0 && debit.value === 0)
    return wrong("zero_amount", "neither the credit nor the debit column holds an amount");
  return credit.value !== 0 ? directed(credit.value, "credit", mapping) : directed(debit.value, "debit", mapping);
}

/** The other side of the line, and of an account that is masked what a person may see of it. */
function otherSide(cells: Cells, direction: Direction, { columns }: StatementMapping) {
  const isPayee = direction === "debit" && (columns.payeeName !== undefined || columns.payeeAccountNo !== undefined);
  const accountNo = signal(cells(isPayee ? "payeeAccountNo" : "payerAccountNo"));
  const masked = accountNo !== undefined && (isMasked(accountNo) || isRounded(accountNo));
  const payer = payerOf({
    name: cleanText(cells(isPayee ? "payeeName" : "payerName"), NAME_CHARS_MAX),
    accountNo: masked ? undefined : accountNo,
    bankCode: isPayee ? undefined : signal(cells("payerBankCode")),
  });
  return { payer, shownAccount: masked ? accountNo : undefined };
}

/** Reads one row into a line, or says which of its cells cannot be read for certain. */
export function readRow(row: readonly string[], { mapping, places, options }: RowContext): EntryPart | RowLine {
  const all = (name: ColumnName): string[] => (places.get(name) ?? []).map((at) => row[at] ?? "");
  const cells: Cells = (name) => all(name)[0] ?? "";
  const told: Cell<string> = places.has("currency") ? currencyIn(cells("currency")) : { value: options.currency ?? "" };
  if (!("value" in told)) return told;
  const currency = told.value;
  const bookedOn = dayIn(cells("bookedOn"), mapping);
  if (!("value" in bookedOn)) return bookedOn;
  const valueOn = cells("valueOn") === "" ? bookedOn : dayIn(cells("valueOn"), mapping);
  if (!("value" in valueOn)) return valueOn;
  const money = moneyIn(cells, currency, mapping);
  if (!("value" in money)) return money;
  const own = cells("accountNo");
  const { virtualAccountNo, foreign } = own === "" || isMasked(own) ? {} : ownershipOf([own], "The account", options);
  if (foreign !== undefined) return wrong("account_mismatch", foreign.replace(/\.$/, ""));
  const { payer, shownAccount } = otherSide(cells, money.value.direction, mapping);
  const reference = signal(cells("bankReference"));
  const balance = cells("balance") === "" ? undefined : amountIn(cells("balance"), currency, mapping);
  const info = [cells("additionalInfo"), shownAccount ?? ""].filter(Boolean).join(" ");
  const line: BankLine = compact({
    bankReference: reference === undefined || isRounded(reference) ? undefined : reference,
    bookedOn: bookedOn.value,
    valueOn: places.has("valueOn") ? valueOn.value : undefined,
    ...money.value,
    currency,
    virtualAccountNo: virtualAccountNo ?? signal(cells("virtualAccountNo")),
    subAccountNo: virtualAccountNo,
    endToEndId: signal(cells("endToEndId")),
    networkReference: signal(cells("networkReference")),
    payer,
    remittance: cleanText(all("remittance").join(" "), REMITTANCE_CHARS_MAX),
    references: [],
    bankTransactionCode: signal(cells("transactionCode")),
    additionalInfo: cleanText(info, NAME_CHARS_MAX),
  });
  return { line, balanceMinor: balance && "value" in balance ? balance.value : undefined };
}
