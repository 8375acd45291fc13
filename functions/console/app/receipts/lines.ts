import { receiptReasons } from "../../../messages/reasons.ts";
import type { BankTransaction } from "../lib/api.ts";
import type { Language, Say, WordKey } from "../words/index.ts";
import { DOUBTS, STEPS } from "./proof.ts";

export type BankLine = BankTransaction;
export type Allocation = BankLine["allocations"][number];
export type Suggestion = BankLine["suggestions"][number];

/** What the engine says of its decision. */
export type Explanation = {
  state: string;
  step?: string;
  why?: string;
  rule?: string;
  policy?: number;
  claimed?: boolean;
  undone?: boolean;
  undoReason?: string;
  signals?: string[];
  rivals?: string[];
  unread?: string[];
  suggestions?: Suggestion[];
};

export const KIND_WORDS: Readonly<Record<Allocation["kind"], WordKey>> = {
  payment: "kind.payment",
  discount: "kind.discount",
  tolerance: "kind.tolerance",
  charges: "kind.charges",
  netting: "kind.netting",
  deduction: "kind.deduction",
  prepayment: "kind.prepayment",
  returned: "kind.returned",
  refund: "kind.refund",
  creditNotePaidOut: "kind.creditNotePaidOut",
  fee: "kind.fee",
  excluded: "kind.excluded",
};

export const whoPaid = (line: BankLine): string =>
  line.payer?.name ?? line.ultimatePayer ?? line.virtualAccountNo ?? line.remittance ?? "";

/** Why a suggestion is one, in the words that the mails have for it. */
export const reasonOf = (reason: string, language: Language): string => receiptReasons[language].get(reason) ?? reason;

/** What was decided, by which evidence and why not otherwise, as a sentence. */
export function inWords({ step, why, state }: Explanation, t: Say): { step: string; why: string } {
  const isApplied = state === "applied" || state === "partlyApplied";
  return {
    step: t(STEPS[step ?? "none"] ?? "step.other"),
    why: DOUBTS[why ?? ""] ? t(DOUBTS[why ?? ""] as WordKey) : t(isApplied ? "why.one" : "why.other"),
  };
}

/** A proof tells each part with what is the matter with it: `its text: unread`. */
const UNREAD_WHY = /: (?:unknown|unread|more|count)$/;

/** The places of a text that could not be read, so that they stand out where the payer wrote them. */
export function markedText(text: string, unread: readonly string[]): { text: string; marked: boolean; at: number }[] {
  const parts: { text: string; marked: boolean; at: number }[] = [];
  const words = unread.map((told) => told.replace(UNREAD_WHY, "")).filter((word) => word !== "");
  let at = 0;
  while (at < text.length) {
    const found = words
      .map((word) => ({ word, from: text.indexOf(word, at) }))
      .filter(({ from }) => from >= 0)
      .sort((a, b) => a.from - b.from || b.word.length - a.word.length)[0];
    const from = found?.from ?? text.length;
    if (from > at) parts.push({ text: text.slice(at, from), marked: false, at });
    if (found) parts.push({ text: found.word, marked: true, at: from });
    at = from + (found?.word.length ?? 0);
  }
  return parts;
}
