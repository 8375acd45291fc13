import { decimalAmount } from "../../../shared/money.ts";
import { PARTNERS, USERS } from "./company.ts";
import { type Credit, cashOf, type Outcome, totalsOf } from "./outcome.ts";
import { COLUMN_GAP, type Column, tableText } from "./text.ts";

/** Yuan with grouped digits, without a fraction of nothing. */
function yuan(amountMinor: number): string {
  const [whole = "", fraction = ""] = decimalAmount(amountMinor, "CNY").split(".");
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ",")}${fraction === "00" ? "" : `.${fraction}`}`;
}

const EVIDENCE: Record<string, string> = {
  strictReference: "reference",
  reference: "reference",
  virtualAccount: "virtual account",
  payerName: "payer",
  payerAccount: "payer",
  payerMemory: "payer",
};

const REASONS: Record<string, string> = {
  single: "",
  partial: "part",
  surplus: "surplus",
  swappedReference: "digits swapped",
  tiedNames: "two of this name",
  unknownPayer: "payer unknown",
  partOfSeveral: "which of several?",
  suspectedDuplicate: "paid already?",
  ambiguous: "several ways",
  noExactAmount: "no such amount",
};

/** Why, in a few words. The whole proof is at `GET /v1/bank-transactions/{id}/explanation`. */
function explanationOf({ transaction, step, why }: Outcome): string {
  if (transaction.state === "excluded") return transaction.exclusion ?? "excluded";
  const [kind = "", ...extras] = why.split("+");
  return [EVIDENCE[step], REASONS[kind] ?? kind, ...extras].filter(Boolean).join(", ");
}

/** `HT-2026-0202-01, …3-01`: later references from where they begin to differ from the first. */
function referencesText([first, ...others]: readonly string[]): string {
  if (!first) return "";
  const rest = (other: string): string => {
    const from = [...other].findIndex((char, n) => char !== first[n]);
    const head = Math.max(first.lastIndexOf("-", from), first.lastIndexOf("-", from - 1)) + 1;
    return head > 0 && head <= from ? `…${other.slice(head)}` : other;
  };
  return [first, ...others.map(rest)].join(", ");
}

function clearedText({ transaction, cleared }: Outcome): string {
  const kept = cashOf(transaction, "prepayment");
  const left = transaction.state === "claimable" ? "waits for a person" : "";
  const parts = [referencesText(cleared), kept > 0 ? `${yuan(kept)} kept` : "", left];
  return parts.filter(Boolean).join(", ");
}

const nameOf = (credit: Credit, ids: ReadonlyMap<string, string>): string =>
  ids.get(credit.userId ?? credit.partnerId ?? "") ?? "nobody";

/** Who was credited with how much of the cash; overlay credits, which count it a second time, after a plus. */
function creditsText(credits: readonly Credit[], ids: ReadonlyMap<string, string>): string {
  const sums = new Map<string, number>();
  const primaryFirst = [...credits].sort((a, b) => Number(a.ledger === "overlay") - Number(b.ledger === "overlay"));
  for (const credit of primaryFirst) {
    const key = `${credit.ledger === "overlay" ? "+" : ""}${nameOf(credit, ids)}`;
    sums.set(key, (sums.get(key) ?? 0) + credit.amountMinor);
  }
  return [...sums].flatMap(([key, sum]) => (sum === 0 ? [] : [`${key} ${yuan(sum)}`])).join(", ");
}

const COLUMNS: readonly Column[] = [
  { head: "receipt", columns: 31 },
  { head: "payer", columns: 26 },
  { head: "CNY", columns: 10, side: "right" },
  { head: "explanation", columns: 28 },
  { head: "cleared", columns: 30 },
  { head: "credits", columns: 32 },
  { head: "messages", columns: 8, side: "right" },
];
const PAYER_COLUMN = 1;

/** Who pays is left out where the screen is too narrow for it. */
const shownIn = <T>(cells: readonly T[], screenColumns: number): T[] => {
  const needed = COLUMNS.reduce((sum, c) => sum + c.columns + COLUMN_GAP, 0);
  return cells.filter((_, n) => n !== PAYER_COLUMN || screenColumns >= needed);
};

/** The day as a table for a screen of so many columns, and its sums. */
export function dayText(outcomes: readonly Outcome[], ids: ReadonlyMap<string, string>, screenColumns: number): string {
  const rows = outcomes.map((outcome) => {
    const { notice, transaction, credits, messages } = outcome;
    const sign = transaction.direction === "debit" ? -1 : 1;
    return [
      notice.shows,
      notice.payer ?? "",
      yuan(sign * transaction.amountMinor),
      explanationOf(outcome),
      clearedText(outcome),
      creditsText(credits, ids),
      messages > 0 ? String(messages) : "",
    ];
  });
  const shown = rows.map((row) => shownIn(row, screenColumns));
  return `${tableText(shownIn(COLUMNS, screenColumns), shown)}\n\n${sumsText(outcomes)}`;
}

function sumsText(outcomes: readonly Outcome[]): string {
  const t = totalsOf(outcomes);
  const holds = (left: number, right: number): string => (left === right ? "=" : "≠");
  const parts = t.cleared + t.prepayment + t.unapplied + t.excluded;
  return [
    `receipts ${yuan(t.receipts)} ${holds(t.receipts, parts)} cleared ${yuan(t.cleared)} + kept in advance ` +
      `${yuan(t.prepayment)} + waiting ${yuan(t.unapplied)} + no receipts ${yuan(t.excluded)}`,
    `credits  ${yuan(t.primary)} ${holds(t.primary, t.cleared)} cleared ${yuan(t.cleared)}; overlay credits ` +
      `${yuan(t.overlay)} besides; ${t.messages} messages`,
  ].join("\n");
}

/** Names of those who are credited, by id. */
export function namesById(idOf: { user(name: string): string; partner(name: string): string }): Map<string, string> {
  return new Map([
    ...USERS.map(([name, called]): [string, string] => [idOf.user(name), called]),
    ...PARTNERS.map(([name, title]): [string, string] => [idOf.partner(name), title.replace(/（.*/, "")]),
  ]);
}
