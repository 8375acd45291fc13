import type { Block } from "../../shared/notify/blocks.ts";
import type { Locale } from "../../shared/notify/format.ts";
import type { ClaimableFacts, PaidOutFacts, ReceiptFacts, UndoneFacts } from "./facts.ts";
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
import { returnReasonText } from "./return-reasons.ts";
import { fitSms, receiptSms } from "./sms.ts";

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
  const [subject, label, note, nothing, button] = facts.outgoing
    ? [words.closeSubject, words.closeLabel, words.closeNote, words.noCloseSuggestions, words.close]
    : [words.claimSubject, words.claimLabel, words.claimNote, words.noSuggestions, words.claim];
  const told = facts.returnReason && returnReasonText(locale, facts.returnReason);
  return {
    subject: subject(amount, receipt.payerName),
    preheader: shown > 0 ? words.claimPreheader(shown) : nothing,
    blocks: [
      { kind: "figure", label, value: amount, note, tone: "attention" },
      {
        kind: "facts",
        rows: [...receiptRows(voice, "owner", receipt), ...(told ? [{ label: words.returnReason, value: told }] : [])],
      },
      ...suggestionBlocks(voice, suggestions, nothing),
      ...buttonTo(button, facts.url),
    ],
    sms: facts.outgoing
      ? fitSms(receipt.payerName, [(name) => subject(amount, name)])
      : receiptSms[locale].claimable({ amount, who: receipt.payerName }),
  };
}

/** "We paid it out": a refund or a credit note, or that this is undone, and the reader's credit that went or came with it. */
export function paidOutMessage(locale: Locale, facts: PaidOutFacts): MessageText {
  const { reader, receipt, ownCredits } = facts;
  const voice = voiceOf(locale, receipt.currency);
  const { words } = voice;
  const kind = facts.undone ? (`${facts.kind}Undone` as const) : facts.kind;
  const isWhole = reader === "owner" || reader === "finance";
  const credit = primaryCredit(voice, ownCredits);
  const amount = reader === "partner" ? (credit ?? "") : voice.amount(facts.amountMinor);
  const rows = [
    ...(facts.reference ? [{ label: words.creditNote, value: facts.reference }] : []),
    ...(facts.reason && isWhole ? [{ label: words.reason, value: facts.reason }] : []),
  ];
  const subject = words.paidOutSubject[kind](amount, customerName(reader, receipt));
  const heading = facts.undone ? words.creditAgainHeading : words.creditReversedHeading;
  return {
    subject,
    preheader: words.paidOutNote[kind],
    blocks: [
      {
        kind: "figure",
        label: words.paidOutLabel[kind],
        value: amount,
        note: words.paidOutNote[kind],
        tone: "attention",
      },
      { kind: "facts", rows: [...receiptRows(voice, reader, receipt), ...rows] },
      ...creditBlocks(voice, heading, ownCredits),
      ...buttonTo(words.open, facts.url),
    ],
    sms: fitSms(customerName(reader, receipt), [(name) => words.paidOutSubject[kind](amount, name)]),
  };
}

/** "It was taken back": which clearings were reversed, what is open again, the credit that went with them. */
export function undoneMessage(locale: Locale, facts: UndoneFacts): MessageText {
  const { reader, receipt, clearings, cause } = facts;
  const voice = voiceOf(locale, receipt.currency);
  const { words } = voice;
  const amount = voice.amount(facts.amountMinor ?? totalMinor(clearings));
  const who = customerName(reader, receipt);
  const told = facts.returnReason && returnReasonText(locale, facts.returnReason);
  const reason = [
    ...(told && reader !== "partner" ? [{ label: words.returnReason, value: told }] : []),
    ...(facts.reason && reader !== "partner" ? [{ label: words.reason, value: facts.reason }] : []),
  ];
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
