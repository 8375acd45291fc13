import type { Exclusion, Policy } from "../schema.ts";
import type { Context } from "./context.ts";
import { payerAccountKey, plain } from "./normalise.ts";

/** What kind of line this is, when it is no customer's payment; `undefined` sends it on to cash application. */
export type Classification =
  | { outcome: "exclude"; exclusion: Exclusion; why: string }
  | { outcome: "reverse"; reverses: string; why: string }
  | { outcome: "claimable"; why: string };

/** Step 1: reversals first, then money between own accounts, then the policy's rules; any other debit is outgoing. */
export function classify(context: Context): Classification | undefined {
  const { transaction, policy } = context;
  if (transaction.reversalOf) return reversal(context, transaction.reversalOf);
  const payer = payerAccountKey(transaction.payer?.accountNo);
  if (payer && policy.ownAccountNos.some((no) => payerAccountKey(no) === payer)) {
    return { outcome: "exclude", exclusion: "internalTransfer", why: "ownAccount" };
  }
  const rule = policy.classRules.find((candidate) => fits(candidate, context));
  if (rule) return { outcome: "exclude", exclusion: rule.exclusion, why: "classRule" };
  return transaction.direction === "debit" ? { outcome: "exclude", exclusion: "outgoing", why: "debit" } : undefined;
}

/** A taken-back credit undoes its booking; a returned payment of ours is a refund; what we cannot find goes to a person. */
function reversal({ transaction, earlier }: Context, reference: string): Classification {
  const original = earlier.find((line) => line.id === reference || line.bankReference === reference);
  if (!original) return { outcome: "claimable", why: "reversalOfUnknown" };
  if (original.direction === transaction.direction) return { outcome: "claimable", why: "reversalSameDirection" };
  if (original.amountMinor !== transaction.amountMinor || original.currency !== transaction.currency) {
    return { outcome: "claimable", why: "reversalOfOtherAmount" };
  }
  if (original.direction === "debit") return { outcome: "exclude", exclusion: "refund", why: "ownPaymentReturned" };
  return { outcome: "reverse", reverses: original.id, why: "reversal" };
}

function fits(rule: Policy["classRules"][number], { transaction, matches }: Context): boolean {
  if (rule.direction !== "any" && rule.direction !== transaction.direction) return false;
  const code = plain(transaction.bankTransactionCode ?? "").split(/[^A-Z0-9]+/);
  const byCode = rule.codes.some((part) => code.includes(plain(part)));
  const byWord = saysAny(transaction.remittance, rule.words);
  if (transaction.direction === "debit") return byCode || byWord;
  const fromBank = !transaction.payer?.name || /银行|BANK/.test(plain(transaction.payer.name));
  return matches.targets.length === 0 && (byCode || (byWord && fromBank));
}

/** Does the text say one of the words? Latin words must stand alone; Chinese ones may stand anywhere. */
export function saysAny(text: string | undefined, words: string[]): boolean {
  const upper = plain(text ?? "");
  const spaced = ` ${upper
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .replace(/(\p{Script=Han})/gu, " $1 ")
    .replace(/ +/g, " ")} `;
  return words.some((word) =>
    /\p{Script=Han}/u.test(word) ? upper.includes(plain(word)) : spaced.includes(` ${plain(word)} `),
  );
}
