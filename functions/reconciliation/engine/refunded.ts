import type { OpenItem, OpenPrepayment, Suggestion } from "../schema.ts";
import type { Classification } from "./classify.ts";
import type { Context } from "./context.ts";
import { byText } from "./normalise.ts";

const SUGGESTIONS_MAX = 5;

/** Accounts of what the text names, open or paid. */
export const namedAccounts = ({ matches }: Context): string[] => [
  ...new Set(matches.targets.flatMap((target) => [...target.open, ...target.paid].map((item) => item.accountId))),
];

function suggestionsFor(context: Context, advances: OpenPrepayment[], notes: OpenItem[]): Suggestion[] {
  const { amountMinor } = context.transaction;
  const score = (openMinor: number): number => (openMinor === amountMinor ? 80 : 50);
  const refunds = advances.map(
    ({ accountId, bankTransactionId, openMinor }): Suggestion => ({
      accountId,
      allocations: [],
      close: { as: "refund", bankTransactionId, amountMinor },
      score: score(openMinor),
      reason: openMinor === amountMinor ? "exact prepayment" : "open prepayment",
    }),
  );
  const payouts = notes.map(
    ({ id, accountId, openMinor }): Suggestion => ({
      accountId,
      allocations: [],
      close: { as: "creditNotePaidOut", receivableId: id, amountMinor },
      score: score(openMinor),
      reason: openMinor === amountMinor ? "exact credit note" : "open credit note",
    }),
  );
  const key = ({ close }: Suggestion): string => JSON.stringify(close);
  return [...refunds, ...payouts].sort((a, b) => b.score - a.score || byText(key(a), key(b))).slice(0, SUGGESTIONS_MAX);
}

/**
 * Money that we pay back. It books itself where the payee is one known account, exactly one prepayment of that account is
 * open at exactly this amount, no credit note is, and the text speaks of nothing else. Where the text names something of an
 * account or speaks of a refund to a known one, a person chooses; what names nothing of ours is `undefined`, whoever is
 * paid. `saysSo`: the policy's words for refunds stand in the text.
 */
export function refunded(context: Context, saysSo: boolean): Classification | undefined {
  const { transaction, identity, matches, prepayments, items, policy } = context;
  const named = namedAccounts(context);
  const accountIds = [...new Set([...identity.accountIds, ...named])];
  if (accountIds.length === 0) return undefined;
  const { amountMinor } = transaction;
  const own = prepayments.filter((p) => accountIds.includes(p.accountId) && p.openMinor >= amountMinor);
  const notes = items.filter(
    (item) => item.kind === "creditNote" && accountIds.includes(item.accountId) && item.openMinor >= amountMinor,
  );
  const exact = own.filter((p) => p.openMinor === amountMinor);
  const [payee, ...otherPayees] = identity.accountIds;
  const [advance, ...others] = exact;
  const isOne = payee && otherPayees.length === 0 && identity.tiedIds.length === 0 && named.every((id) => id === payee);
  const rival = notes.some((note) => note.openMinor === amountMinor);
  const clear = saysSo || named.length > 0 || matches.unknown.length === 0;
  const mayBook = policy.automatic === "all" || (policy.automatic === "referencesOnly" && named.length > 0);
  if (isOne && advance && others.length === 0 && advance.accountId === payee && !rival && clear && mayBook) {
    return { outcome: "refund", refunds: advance, why: "refund" };
  }
  const exactNotes = notes.filter((note) => note.openMinor === amountMinor);
  const speaks = saysSo || named.length > 0;
  const suggestions = speaks ? suggestionsFor(context, own, notes) : suggestionsFor(context, exact, exactNotes);
  if (suggestions.length > 0 || saysSo) return { outcome: "claimable", why: "mayBeRefund", suggestions };
  return undefined;
}
