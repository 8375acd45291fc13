import type { Block } from "../../shared/notify/blocks.ts";
import type { Locale } from "../../shared/notify/format.ts";
import type { ClaimableFacts, ReceiptFacts, UndoneFacts } from "./facts.ts";
import {
  buttonTo,
  clearingBlocks,
  creditBlocks,
  customerName,
  primaryCredit,
  receiptRows,
  restBlocks,
  SUGGESTIONS_SHOWN_MAX,
  suggestionBlocks,
  totalMinor,
  type Voice,
  voiceOf,
} from "./parts.ts";
import { receiptSms } from "./sms.ts";

/** One message for one reader: the mail's parts, and the text message for those who chose to get one. */
export type MessageText = { subject: string; preheader: string; blocks: Block[]; sms: string };

/** "Money came in": what came, what it cleared, what is still open, the reader's credit. */
export function receiptMessage(locale: Locale, facts: ReceiptFacts): MessageText {
  const { reader, receipt, clearings } = facts;
  const voice = voiceOf(locale, receipt.currency);
  const { words } = voice;
  const clearedMinor = totalMinor(clearings);
  const amount = voice.amount(reader === "partner" ? clearedMinor : receipt.amountMinor);
  const who = customerName(reader, receipt);
  const outcome = outcomeOf(voice, facts, clearedMinor);
  const credit = primaryCredit(voice, facts.ownCredits);
  return {
    subject: words.subject(amount, who),
    preheader: credit ? `${outcome}${words.stop}${words.creditInLine(credit)}` : outcome,
    blocks: [
      { kind: "figure", label: words.receivedLabel[reader], value: amount, note: outcome, tone: "good" },
      { kind: "facts", rows: receiptRows(voice, reader, receipt) },
      ...clearingBlocks(voice, words.clearedHeading, clearings),
      ...restBlocks(voice, facts),
      ...creditBlocks(voice, words.creditHeading, facts.ownCredits),
      ...buttonTo(words.open, facts.url),
    ],
    sms: receiptSms[locale].received({ amount, who, references: clearings.map((c) => c.reference), credit }),
  };
}

/** In one line, what became of the money. */
function outcomeOf({ words, amount }: Voice, facts: ReceiptFacts, clearedMinor: number): string {
  const count = facts.clearings.length;
  if (facts.reader === "partner") return words.outcomePartner(count);
  const left = facts.unappliedMinor + facts.prepaymentMinor;
  return count === 0 || left === 0 ? words.outcomeCleared(count) : words.outcomePartly(amount(clearedMinor));
}

/** "Whose money is this?": for those who may claim the receipt, with what the matcher thought possible. */
export function claimableMessage(locale: Locale, facts: ClaimableFacts): MessageText {
  const { receipt, suggestions } = facts;
  const voice = voiceOf(locale, receipt.currency);
  const { words } = voice;
  const amount = voice.amount(receipt.amountMinor);
  const shown = Math.min(suggestions.length, SUGGESTIONS_SHOWN_MAX);
  return {
    subject: words.claimSubject(amount, receipt.payerName),
    preheader: shown > 0 ? words.claimPreheader(shown) : words.noSuggestions,
    blocks: [
      { kind: "figure", label: words.claimLabel, value: amount, note: words.claimNote, tone: "attention" },
      { kind: "facts", rows: receiptRows(voice, "owner", receipt) },
      ...suggestionBlocks(voice, suggestions),
      ...buttonTo(words.claim, facts.url),
    ],
    sms: receiptSms[locale].claimable({ amount, who: receipt.payerName }),
  };
}

/** "It was taken back": which clearings were reversed, what is open again, the credit that went with them. */
export function undoneMessage(locale: Locale, facts: UndoneFacts): MessageText {
  const { reader, receipt, clearings, cause } = facts;
  const voice = voiceOf(locale, receipt.currency);
  const { words } = voice;
  const amount = voice.amount(totalMinor(clearings));
  const who = customerName(reader, receipt);
  const reason = facts.reason && reader !== "partner" ? [{ label: words.reason, value: facts.reason }] : [];
  return {
    subject: words.undoneSubject[cause](amount, who),
    preheader: words.undoneNote[cause],
    blocks: [
      {
        kind: "figure",
        label: words.undoneLabel[cause],
        value: amount,
        note: words.undoneNote[cause],
        tone: "attention",
      },
      { kind: "facts", rows: [...receiptRows(voice, reader, receipt), ...reason] },
      ...clearingBlocks(voice, words.reopenedHeading, clearings),
      ...creditBlocks(voice, words.creditReversedHeading, facts.ownCredits),
      ...buttonTo(words.open, facts.url),
    ],
    sms: receiptSms[locale].undone({
      cause,
      amount,
      who,
      references: clearings.map((clearing) => clearing.reference),
      credit: primaryCredit(voice, facts.ownCredits)?.replace("-", ""),
    }),
  };
}
