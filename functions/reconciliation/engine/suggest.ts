import type { OpenItem, Suggestion } from "../schema.ts";
import { explanationsOf, type Piece, waysOf } from "./amount.ts";
import { bookingOf, oldestFirst } from "./book.ts";
import type { Context } from "./context.ts";
import { piecesNamed } from "./lines.ts";
import { byText, isNear } from "./normalise.ts";
import { likenessOf } from "./payer.ts";
import { namesOf } from "./references.ts";

/** Why something is suggested that the payer has told line by line. */
export const AS_LINES_SAY = "as the lines say";

/** So many suggestions are kept; a longer list helps nobody and is stored with the transaction. */
export const SUGGESTIONS_MAX = 5;
/** A guess over more receivables than this is not shown: nobody can judge it at a glance. */
export const SUGGESTION_ALLOCATIONS_MAX = 10;
/** What the payer names himself is shown up to so many: he has the list before him, too. */
export const CITED_ALLOCATIONS_MAX = 40;
/** So many accounts are searched for suggestions, the likeliest first. */
const ACCOUNTS_MAX = 8;
/** A single receivable within this share of the amount (basis points) is worth a look. */
const CLOSE_BASIS_POINTS = 500;

/** Ranked explanations for a person. Never booked by themselves; the same context gives the same list. */
export function suggestionsFor(context: Context): Suggestion[] {
  const accounts = rankedAccounts(context).slice(0, ACCOUNTS_MAX);
  const all = accounts.flatMap(({ id, trust }) => inAccount(context, id, trust));
  const ranked = all.sort((a, b) => b.score - a.score || byText(keyOf(a), keyOf(b)));
  return ranked
    .filter((s, i) => ranked.findIndex((other) => keyOf(other) === keyOf(s)) === i)
    .slice(0, SUGGESTIONS_MAX);
}

const keyOf = (suggestion: Suggestion): string => `${suggestion.accountId} ${JSON.stringify(suggestion.allocations)}`;

/** Accounts with something open, by how much speaks for them: 40 cited, 30 known payer, 20 tied name or group, else likeness. */
function rankedAccounts({
  items,
  matches,
  identity,
  virtualAccount,
  signals,
  accounts,
  papers,
}: Context): { id: string; trust: number }[] {
  const named = [...matches.targets, ...papers.flatMap((paper) => paper.targets)];
  const cited = new Set(named.flatMap((target) => target.open.map((item) => item.accountId)));
  const ids = [...new Set(items.map((item) => item.accountId))].sort(byText);
  const trustOf = (id: string): number => {
    if (cited.has(id)) return 40;
    if (identity.accountIds.includes(id) || virtualAccount?.accountId === id) return 30;
    const alike = identity.likely.find((likely) => likely.id === id);
    if (alike) return Math.round(alike.score / 3.3);
    if (identity.tiedIds.includes(id) || identity.rivalIds.includes(id)) return 20;
    const account = accounts.get(id);
    return account ? Math.round(likenessOf(signals, account) / 5) : 0;
  };
  return ids.map((id) => ({ id, trust: trustOf(id) })).sort((a, b) => b.trust - a.trust || byText(a.id, b.id));
}

function inAccount(context: Context, accountId: string, trust: number): Suggestion[] {
  const { transaction, policy, items, matches } = context;
  const amount = transaction.amountMinor;
  const open = items.filter((item) => item.accountId === accountId);
  const invoices = open.filter((item) => item.kind === "invoice");
  const suggestions: Suggestion[] = [];
  const add = (pieces: Piece[], weight: number, reason: string, most = SUGGESTION_ALLOCATIONS_MAX): void => {
    const allocations = bookingOf(pieces, amount, { short: "tolerance", surplus: "unapplied" }).allocations.filter(
      (a) => a.kind === "payment",
    );
    if (allocations.length === 0 || allocations.length > most) return;
    suggestions.push({
      accountId,
      allocations: allocations.map(({ receivableId, amountMinor }) => ({ receivableId, amountMinor })),
      score: trust + weight,
      reason,
    });
  };
  for (const { pieces, kind } of explanationsOf(open, amount, amount, waysOf(policy, transaction.bookedOn)).found) {
    add(pieces, kind === "single" ? 50 : kind === "subset" ? 35 : 45, `exact ${kind}`);
  }
  const cited = invoices.filter((item) => matches.targets.some((target) => target.open.includes(item)));
  if (cited.length > 0) add(oldestFirst(cited, amount), 40, "cited", CITED_ALLOCATIONS_MAX);
  if (cited.length > 0 && matches.advice) add(matches.advice.pieces, 48, "as the text says", CITED_ALLOCATIONS_MAX);
  const told = piecesNamed(context, accountId);
  if (told.length > 0) add(told, 52, AS_LINES_SAY, Number.POSITIVE_INFINITY);
  const written = [
    ...matches.unknown,
    ...matches.targets.map((target) => target.token),
    ...context.papers.flatMap((paper) => paper.reading.tokens),
  ].map((token) => token.key);
  const slips = invoices.filter(
    (item) => !cited.includes(item) && namesOf(item).some((name) => written.some((key) => isNear(name, key))),
  );
  for (const item of slips.slice(0, 2))
    add(oldestFirst([item], amount), item.openMinor === amount ? 55 : 28, "near number");
  const close = invoices.filter((item) => isClose(item, amount));
  for (const item of close.slice(0, 2)) add(oldestFirst([item], amount), 25, "close amount");
  if (trust >= 20) add(oldestFirst(invoices, amount), 10, "oldest first");
  return suggestions;
}

const isClose = (item: OpenItem, amount: number): boolean =>
  item.openMinor !== amount &&
  BigInt(Math.abs(item.openMinor - amount)) * 10_000n <= BigInt(item.openMinor) * BigInt(CLOSE_BASIS_POINTS);
