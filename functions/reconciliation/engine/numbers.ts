import { plain } from "./normalise.ts";
import type { ReferenceToken } from "./reader/index.ts";
import { isSamePaper } from "./reader/tokens.ts";
import type { Named } from "./references.ts";

/** A number's letters, all of its digits, and the last run of them: `HT-2026-0117` is HT, 20260117 and 0117. */
type Numbering = { letters: string; digits: string; tail: string };

function numberingOf(text: string): Numbering | undefined {
  const runs = plain(text).match(/\d+/g);
  if (!runs) return undefined;
  return { letters: plain(text).replace(/[^\p{L}]/gu, ""), digits: runs.join(""), tail: runs.at(-1) as string };
}

/** Equal but for zeros before them; a number of nothing but zeros is none. */
const isSameNumber = (a: string, b: string): boolean => {
  const [left, right] = [a.replace(/^0+/, ""), b.replace(/^0+/, "")];
  return left !== "" && left === right;
};

/** A company's letters before the paper's are left out: `SINV-2026-00042` for ACC-SINV-2026-00042. */
const isEndOf = (head: string, letters: string): boolean => head.length >= HEAD_CHARS_MIN && letters.endsWith(head);
const HEAD_CHARS_MIN = 3;

/**
 * Which of the payer's own receivables or contracts a number means that leaves out zeros, the head, or all but the running
 * number: `INV-18` and `Invoice #18` for INV-00018, `合同0117` for HT-2026-0117. Only what a word or list beside it calls a
 * number is read so, and only if it means one thing. Money of others is never found this way.
 */
export function bearersByNumber(
  token: ReferenceToken,
  payers: Named[],
): { items: Named[]; isOwn: boolean } | undefined {
  const [, head = "", digits = ""] = /^(\D*)(\d+)$/.exec(token.key) ?? [];
  const isCalled = token.ground === "invoice" || token.ground === "paper" || token.ground === "list";
  if (digits === "" || token.padded || (!isCalled && head === "")) return undefined;
  const means = (text: string | undefined): boolean => {
    const numbering = text === undefined ? undefined : numberingOf(text);
    if (!numbering || !(isSamePaper(head, numbering.letters) || isEndOf(head, numbering.letters))) return false;
    return isSameNumber(digits, numbering.digits) || (isCalled && isSameNumber(digits, numbering.tail));
  };
  const own = payers.filter((item) => [item.reference, item.paymentReference].some(means));
  const contracts = payers.filter((item) => means(item.contractNo));
  const ids = new Set(own.map((item) => item.id));
  const numbers = new Set(contracts.map((item) => item.contractNo));
  if (ids.size === 1 && contracts.every((item) => ids.has(item.id))) return { items: own, isOwn: true };
  if (numbers.size === 1 && own.every((item) => contracts.includes(item))) return { items: contracts, isOwn: false };
  return undefined;
}
