import type { OpenItem } from "../schema.ts";
import { saysPart } from "./advice.ts";
import {
  type Explanation,
  type Explanations,
  explanationKinds,
  explanationsOf,
  kindOf,
  type Piece,
  toleratedSums,
  waysOf,
  withinTolerance,
} from "./amount.ts";
import { paysForAnother } from "./behalf.ts";
import { oldestFirst } from "./book.ts";
import { saysAny, saysNotYetOwed, saysOtherMoney, saysTakenBack } from "./classify.ts";
import type { Context } from "./context.ts";
import { citesUnknown, isRepeat } from "./guards.ts";
import { withoutSkipping } from "./inturn.ts";
import { NAMED_IN_TEXT } from "./payer.ts";
import { bySlip } from "./slip.ts";
import { abstain, book, type Verdict, wordsOf } from "./verdict.ts";

/**
 * Whose receivables may be booked, whose only raise doubt, and whether the payer carries the name of an account in scope. A scope of
 * accounts whose names are but alike (`isLikely`) books what one open amount among all of them explains, if it is the likeliest's.
 */
export type Scope = { accountIds: string[]; rivalIds: string[]; inPerson: boolean; isLikely?: boolean };

/** Step 5's result as a scope; a payer who is not the account itself is believed less in step 6. */
export function scopeOfPayer({ identity, policy }: Context): Scope {
  const inPerson = identity.accountIds.length === 1 && identity.accountIds[0] === identity.namedId;
  if (policy.relatedParties === "unique")
    return { accountIds: [...identity.accountIds, ...identity.rivalIds], rivalIds: [], inPerson };
  return { accountIds: identity.accountIds, rivalIds: identity.rivalIds, inPerson };
}

/** Steps 6 to 9 by payer and amount: books only the one explanation that exists among all receivables the payer may mean. */
export function byPayer(context: Context, scope: Scope): Verdict {
  const { transaction, policy, items } = context;
  const everyone = [...scope.accountIds, ...scope.rivalIds];
  const isSetAside = saysAny(transaction.remittance, policy.setAsideWords) || saysOtherMoney(context);
  if (isSetAside || saysTakenBack(context) || saysNotYetOwed(context)) return abstain("setAside", scope.accountIds);
  if (paysForAnother(context, everyone)) return abstain("paysForAnother", scope.accountIds);
  if (isRepeat(context, everyone)) return abstain("suspectedDuplicate", scope.accountIds);
  const slip = bySlip(context, everyone, []);
  if (slip) return slip;

  const exact = exactAmount(context, scope, transaction.amountMinor);
  if (scope.isLikely) return exact ?? abstain("noExactAmount", scope.accountIds);
  const charges = policy.statedCharges ? (transaction.chargesMinor ?? 0) : 0;
  const gross = charges > 0 ? exactAmount(context, scope, transaction.amountMinor + charges) : undefined;
  if (exact && gross) return abstain("ambiguous", scope.accountIds);
  if (exact ?? gross) return (exact ?? gross) as Verdict;
  const tolerated = toleratedAmount(context, scope);
  if (tolerated) return tolerated;
  const rivalsOpen = items.some((item) => scope.rivalIds.includes(item.accountId));
  if (scope.accountIds.length !== 1 || rivalsOpen) return abstain("noExactAmount", scope.accountIds);
  return unevenAmount(
    context,
    items.filter((item) => item.accountId === scope.accountIds[0]),
  );
}

/** All explanations of an account range, account by account: a payment is never spread over two accounts by amount alone. */
function searchEach(context: Context, accountIds: string[], low: number, high: number): Explanations {
  const ways = waysOf(context.policy, context.transaction.bookedOn);
  const results = accountIds.map((id) =>
    explanationsOf(
      context.items.filter((item) => item.accountId === id),
      low,
      high,
      ways,
    ),
  );
  return {
    count: results.reduce((sum, result) => sum + result.count, 0),
    complete: !context.truncated && results.every((result) => result.complete),
    found: results.flatMap((result) => result.found),
  };
}

function exactAmount(context: Context, scope: Scope, amountMinor: number): Verdict | undefined {
  const all = searchEach(context, scope.accountIds, amountMinor, amountMinor);
  const own = scope.isLikely ? all : withoutSkipping(context, all);
  const others = searchEach(context, scope.rivalIds, amountMinor, amountMinor);
  const rivals = [...own.found, ...others.found].slice(1).map((rival) => rivalText(rival, "also exact"));
  const [only] = own.found;
  const isOnly = own.complete && others.complete && own.count === 1 && others.count === 0;
  const chosen = isOnly
    ? only
    : context.policy.amountMatching === "strongest" && others.count === 0
      ? strongest(context, scope, amountMinor)
      : undefined;
  if (!chosen) {
    if (!own.complete || !others.complete) return abstain("tooManyCombinations", scope.accountIds, rivals);
    if (own.count > 0) return abstain("ambiguous", scope.accountIds, rivals);
    return others.count > 0 ? abstain("relatedParty", scope.accountIds, rivals) : undefined;
  }
  if (isChance(context, chosen)) return abstain("chanceSum", scope.accountIds, rivals);
  const isOwn = scope.inPerson || chosen.pieces[0]?.item.accountId === context.identity.namedId;
  if (chosen.kind === "subset" && !isOwn) return abstain("weakPayer", scope.accountIds, rivals);
  if (citesUnknown(context, chosen)) return abstain("unknownReference", scope.accountIds);
  if (leavesSome(context, chosen)) return abstain("amountDiffers", scope.accountIds, rivals);
  const likeliest = context.identity.likely.filter(({ score }, _, all) => score === all[0]?.score);
  const isLikeliest = likeliest.length === 1 && likeliest[0]?.id === chosen.pieces[0]?.item.accountId;
  if (scope.isLikely && !isLikeliest) return abstain("severalLikely", scope.accountIds, rivals);
  if (scope.isLikely && likeliest[0]?.saysMore) return abstain("saysMore", scope.accountIds, rivals);
  if (scope.isLikely && (chosen.kind !== "single" || !isOnly || chosen.pieces.some(isLessThanOpen)))
    return abstain("weakPayer", scope.accountIds, rivals);
  if (scope.isLikely && context.signals.payerName !== undefined && isOfTextAlone(context, chosen))
    return abstain("unreadText", scope.accountIds, rivals);
  const isReduced = amountMinor > context.transaction.amountMinor || chosen.pieces.some(isLessThanOpen);
  if (isReduced && context.matches.unread.length > 0) return abstain("unreadText", scope.accountIds);
  const isUntouched = chosen.pieces.some(({ item }) => item.openMinor === item.amountMinor);
  if ((isReduced || isUntouched) && saysPart(context.signals.reading, amountMinor, 0))
    return abstain("partOfSomething", scope.accountIds);
  const words = amountMinor > context.transaction.amountMinor ? `${wordsOf(chosen)}+charges` : wordsOf(chosen);
  return book(
    context,
    chosen,
    "charges",
    words,
    isOnly ? [] : rivals.map((text) => text.replace("also exact", "weaker kind")),
  );
}

/**
 * An amount that some of many receivables add up to, with nothing said of any, is as likely chance as meaning: of thirty there are a
 * thousand million choices. A choice of more than these is not booked, unless it is all, or all of one due date or contract; nor is
 * one receivable less a choice of credit notes.
 */
const SUBSET_ITEMS_MAX = 3;

function isChance({ items }: Context, { kind, pieces }: Explanation): boolean {
  const account = items.filter((item) => item.accountId === pieces[0]?.item.accountId);
  const isChoice = kind === "subset" || (kind === "single" && pieces.length < account.length);
  return isChoice && pieces.length > SUBSET_ITEMS_MAX;
}

/**
 * Somebody of another name names the account in a text that holds a number which nobody knows: a claim of an insurer, a file of a
 * lawyer. What they pay may be anything.
 */
const isOfTextAlone = ({ identity, matches }: Context, { pieces }: Explanation): boolean =>
  identity.likely.some(({ id, score }) => id === pieces[0]?.item.accountId && score === NAMED_IN_TEXT) &&
  matches.unread.some(({ text }) => /\d/.test(text));

/** The text says that all is paid, and something is left. */
const SAYS_ALL =
  /(?<!\p{L})(?:ALL|ALLE[NR]?|SÄMTLICHE|TOUTES|TODAS|TUTTE|ALLA|KAIKKI|WSZYSTKIE)\s+(?:\p{L}+\s+)?(?:INVOICES|BILLS|ITEMS|RECHNUNGEN|POSTEN|FACTURES|FACTURAS|FATTURE|FACTUREN|FAKTUROR|FAKTURAER|LASKUT|FAKTURY)(?!\p{L})|全部|所有|全額|すべて|전부|모든/u;
const leavesSome = ({ items, signals }: Context, { pieces }: Explanation): boolean =>
  SAYS_ALL.test(signals.reading.text) &&
  items.some(
    (item) =>
      item.kind === "invoice" &&
      item.accountId === pieces[0]?.item.accountId &&
      !pieces.some((piece) => piece.item === item),
  );

/** A discount is taken, or a credit note set off: the open amount alone does not explain the cash. */
const isLessThanOpen = ({ item, discountMinor }: Piece): boolean => discountMinor > 0 || item.kind === "creditNote";

export const rivalText = (rival: Explanation, reason: string): string =>
  `${rival.pieces
    .map((piece) => piece.item.id)
    .slice(0, 3)
    .join("+")}${rival.pieces.length > 3 ? "+…" : ""}: ${reason}`;

/** The policy's ladder: the first kind (one receivable, all open, one due date, one contract) with exactly one explanation. */
function strongest({ items }: Context, scope: Scope, amountMinor: number): Explanation | undefined {
  const explanations: Explanation[] = scope.accountIds.flatMap((id) => {
    const invoices = items.filter((item) => item.accountId === id && item.kind === "invoice");
    const sets = [
      ...invoices.map((item) => [item]),
      invoices,
      ...groups(invoices, (item) => item.dueOn),
      ...groups(invoices, (item) => item.contractNo ?? item.orderId ?? item.id),
    ];
    const fitting = sets.filter(
      (set) => set.length > 0 && set.reduce((sum, item) => sum + item.openMinor, 0) === amountMinor,
    );
    const distinct = [...new Map(fitting.map((set) => [set.map((item) => item.id).join(), set])).values()];
    return distinct.map((set) => {
      const pieces = set.map((item) => ({ item, valueMinor: item.openMinor, discountMinor: 0 }));
      return { pieces, sumMinor: amountMinor, kind: kindOf(pieces, invoices) };
    });
  });
  const kind = explanationKinds.find((candidate) => explanations.some((explanation) => explanation.kind === candidate));
  const strong = explanations.filter((explanation) => explanation.kind === kind);
  return strong.length === 1 ? strong[0] : undefined;
}

function groups(items: OpenItem[], key: (item: OpenItem) => string): OpenItem[][] {
  const keys = [...new Set(items.map(key))];
  return keys.map((wanted) => items.filter((item) => key(item) === wanted));
}

/** Step 7 by payer alone: the only explanation within tolerance, and a plain one. */
function toleratedAmount(context: Context, scope: Scope): Verdict | undefined {
  const { transaction, policy } = context;
  const { low, high } = toleratedSums(transaction.amountMinor, transaction.currency, policy);
  if (low === high) return undefined;
  const all = searchEach(context, [...scope.accountIds, ...scope.rivalIds], low, high);
  const [only] = all.found;
  if (all.complete && all.count === 0) return undefined;
  const rivals = all.found.slice(1).map((rival) => rivalText(rival, "also in tolerance"));
  if (!only || !all.complete || all.count > 1) return abstain("ambiguous", scope.accountIds, rivals);
  const owner = only.pieces[0]?.item.accountId;
  if (!owner || !scope.accountIds.includes(owner)) return abstain("relatedParty", scope.accountIds);
  if (only.kind === "subset" || !scope.inPerson) return abstain("weakPayer", scope.accountIds);
  if (citesUnknown(context, only)) return abstain("unknownReference", scope.accountIds);
  if (context.matches.unread.length > 0) return abstain("unreadText", scope.accountIds);
  const small = withinTolerance(only.sumMinor - transaction.amountMinor, only.sumMinor, transaction.currency, policy);
  return book(context, only, small ? "tolerance" : "charges", `${wordsOf(only)}+tolerance`);
}

/** Steps 8 and 9 by payer alone, each only by explicit policy: oldest first, or everything open with a surplus. */
function unevenAmount(context: Context, items: OpenItem[]): Verdict {
  const { transaction, policy } = context;
  const invoices = items.filter((item) => item.kind === "invoice");
  const accountIds = [...new Set(items.map((item) => item.accountId))];
  const open = invoices.reduce((sum, item) => sum + item.openMinor, 0);
  const may =
    transaction.amountMinor < open
      ? policy.partialPayments === "oldestFirst"
      : policy.surplusWithoutReference && open > 0;
  const pieces = oldestFirst(invoices, transaction.amountMinor);
  const explanation: Explanation = { pieces, sumMinor: Math.min(open, transaction.amountMinor), kind: "all" };
  if (!may || invoices.length < items.length) return abstain("noExactAmount", accountIds);
  if (citesUnknown(context, explanation)) return abstain("unknownReference", accountIds);
  if (context.matches.unread.length > 0) return abstain("unreadText", accountIds);
  return book(context, explanation, "tolerance", transaction.amountMinor < open ? "oldestFirst" : "surplus");
}
