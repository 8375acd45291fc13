import type { Block, ListItem } from "../../shared/notify/blocks.ts";
import { formatAmount, formatDate, type Locale } from "../../shared/notify/format.ts";
import type { Clearing, OwnCredit, Receipt, ReceiptFacts, ReceiptReader, Suggestion } from "./facts.ts";
import { type ReceiptWords, receiptWords } from "./words.ts";

/** Suggestions and clearings beyond these stay in the console. */
export const SUGGESTIONS_SHOWN_MAX = 5;
export const CLEARINGS_SHOWN_MAX = 20;

/** How one message speaks: its words, and its amounts (minor units of the receipt's currency) and dates as text. */
export type Voice = { words: ReceiptWords; amount: (minor: number) => string; date: (on: string) => string };

export const voiceOf = (locale: Locale, currency: string): Voice => ({
  words: receiptWords[locale],
  amount: (minor) => formatAmount(locale, minor, currency),
  date: (on) => formatDate(locale, on),
});

export const totalMinor = (parts: readonly { amountMinor: number }[]): number =>
  parts.reduce((total, part) => total + part.amountMinor, 0);

/** Whom the receipt is from, as this reader may know it; empty where it may not. */
export const customerName = (reader: ReceiptReader, receipt: Receipt): string =>
  receipt.accountName ?? (reader === "partner" ? "" : receipt.payerName);

/** What identifies the receipt, as much of it as this reader may see. */
export function receiptRows({ words, date }: Voice, reader: ReceiptReader, receipt: Receipt) {
  const whole = reader === "owner" || reader === "finance";
  const rows: [string, string | undefined][] = [
    [words.account, receipt.accountName],
    [words.payer, reader === "partner" || receipt.payerName === receipt.accountName ? undefined : receipt.payerName],
    [words.bookedOn, date(receipt.bookedOn)],
    [words.remittance, whole ? receipt.remittance : undefined],
    [words.department, reader === "partner" ? undefined : receipt.departmentName],
    [words.bankConnection, whole ? receipt.bankConnectionName : undefined],
  ];
  return rows.filter(([, value]) => value).map(([label, value]) => ({ label, value: value as string }));
}

function clearingItem({ words, amount, date }: Voice, clearing: Clearing): ListItem {
  const { reference, contractNo, openMinor } = clearing;
  const contract = contractNo && !reference.includes(contractNo) ? [words.contract(contractNo)] : [];
  const booked = (clearing.differences ?? []).map((d) => words.difference[d.kind](amount(d.amountMinor)));
  return {
    title: reference,
    detail: [...contract, words.due(date(clearing.dueOn)), ...booked].join(" · "),
    value: amount(clearing.amountMinor),
    note: openMinor === 0 ? words.fullyPaid : words.stillOpen(amount(openMinor)),
  };
}

/** The clearings under a heading, with their sum where there are several. */
export function clearingBlocks(voice: Voice, heading: string, clearings: readonly Clearing[]): Block[] {
  if (clearings.length === 0) return [];
  const shown = clearings.slice(0, CLEARINGS_SHOWN_MAX);
  const total = { title: voice.words.clearedTotal, value: voice.amount(totalMinor(clearings)) };
  const more = clearings.length - shown.length;
  return [
    { kind: "heading", text: heading },
    {
      kind: "list",
      items: shown.map((clearing) => clearingItem(voice, clearing)),
      ...(clearings.length > 1 ? { total } : {}),
    },
    ...(more > 0 ? [{ kind: "note" as const, text: voice.words.more(more) }] : []),
  ];
}

/** What of the receipt cleared nothing; a partner is not told, because it is not its money. */
export function restBlocks({ words, amount }: Voice, facts: ReceiptFacts): Block[] {
  if (facts.reader === "partner") return [];
  const rest: [number, (amount: string) => string][] = [
    [facts.prepaymentMinor, words.keptAsPrepayment],
    [facts.unappliedMinor, words.leftToClaim],
  ];
  return rest
    .filter(([minor]) => minor > 0)
    .map(([minor, say]) => ({ kind: "note" as const, text: say(amount(minor)) }));
}

/** The reader's own credit, a line per ledger. */
export function creditBlocks({ words, amount }: Voice, heading: string, credits: readonly OwnCredit[]): Block[] {
  const items = credits
    .filter((credit) => credit.amountMinor !== 0)
    .map((credit) => ({
      title: words.ledger[credit.ledger],
      value: amount(credit.amountMinor),
      tone: credit.amountMinor > 0 ? ("good" as const) : ("attention" as const),
    }));
  if (items.length === 0) return [];
  return [
    { kind: "heading", text: heading },
    { kind: "list", items },
  ];
}

/** The credit of the primary ledger as text; the overlay one counts double and would mislead in a short line. */
export function primaryCredit({ amount }: Voice, credits: readonly OwnCredit[]): string | undefined {
  const minor = totalMinor(credits.filter((credit) => credit.ledger === "primary"));
  return minor === 0 ? undefined : amount(minor);
}

/** What may explain the receipt, or the sentence that nothing does. */
export function suggestionBlocks(
  { words, amount }: Voice,
  suggestions: readonly Suggestion[],
  nothing: string,
): Block[] {
  if (suggestions.length === 0) return [{ kind: "paragraph", text: nothing }];
  const items = suggestions.slice(0, SUGGESTIONS_SHOWN_MAX).map((suggestion) => {
    const detail = [words.references(suggestion.references), words.reasons.get(suggestion.reason)]
      .filter(Boolean)
      .join(" · ");
    return { title: suggestion.accountName, detail, value: amount(suggestion.amountMinor) };
  });
  return [
    { kind: "heading", text: words.suggestionsHeading },
    { kind: "list", items },
    { kind: "note", text: words.suggestionsNote },
  ];
}

/** The link to the record, where the caller knows one. */
export const buttonTo = (label: string, url: string | undefined): Block[] =>
  url ? [{ kind: "button", label, url }] : [];
