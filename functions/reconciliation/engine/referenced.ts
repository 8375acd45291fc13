import type { OpenItem, PaidItem } from "../schema.ts";
import { saysPart } from "./advice.ts";
import {
  contractOf,
  type Explanation,
  explanationsOf,
  kindOf,
  toleratedSums,
  type Ways,
  waysOf,
  withinTolerance,
} from "./amount.ts";
import { oldestFirst } from "./book.ts";
import { saysTakenBack } from "./classify.ts";
import type { Context } from "./context.ts";
import {
  hasNearExact,
  hasNearWhole,
  hasSwappedTwin,
  inexactDoubt,
  isRepeatOnContract,
  payerFits,
  payerIsAnother,
  payersOwnFits,
} from "./guards.ts";
import { type Pool, piecesOf, poolOf, signedSum } from "./pool.ts";
import type { Target } from "./references.ts";
import { bySlip } from "./slip.ts";
import { partDoubt, statedOtherwise, surplusDoubt } from "./stated.ts";
import { abstain, book, type Verdict, wordsOf } from "./verdict.ts";
import { saysWhich } from "./which.ts";

/** Steps 2 and 3, with 7 to 9 on what is named. The reference decides; a payer known for other accounts does not matter. */
export function byReference(context: Context, targets: Target[]): Verdict {
  const { transaction, items, identity, virtualAccount } = context;
  const open = items.filter((item) => targets.some((target) => target.open.includes(item)));
  const accountIds = [...new Set(open.map((item) => item.accountId))];
  if (open.length === 0) return nothingOpen(context, targets);
  if (saysTakenBack(context)) return abstain("setAside", accountIds);
  if (accountIds.length === 1) return inAccount(context, targets, accountIds[0] as string);

  const everything = poolOf(context, targets, accountIds);
  const oneEach = targets.every((target) => new Set(target.open.map((item) => item.accountId)).size <= 1);
  if (oneEach && everything && signedSum(everything.items) === transaction.amountMinor) {
    // Nobody's credit note is set off against what somebody else owes.
    const owed = (id: string): number => signedSum(everything.items.filter((item) => item.accountId === id));
    if (accountIds.some((id) => owed(id) < 0)) return abstain("severalAccountsNamed", accountIds);
    return settled(context, everything, {
      pieces: piecesOf(everything.items),
      sumMinor: transaction.amountMinor,
      kind: "all",
    });
  }
  const likely = [...identity.accountIds, ...identity.likely.map(({ id }) => id), virtualAccount?.accountId].filter(
    (id) => id && accountIds.includes(id),
  ) as string[];
  const [first, ...others] = [...new Set(likely)];
  // What is named of somebody else alone is meant to be paid as well: without it, no account's amount is the whole.
  const whole = accountIds.filter((id) =>
    targets.every(({ open: named }) => named.length === 0 || named.some((item) => item.accountId === id)),
  );
  if (whole.length === 0) return abstain("severalAccountsNamed", accountIds);
  if (first && others.length === 0) {
    const plain = exactly(context, targets, first);
    // The same number at somebody else who owes just that: the payer's own account explains no part of it then.
    const isAnothers = whole.some((id) => id !== first && exactly(context, targets, id)?.booking);
    return plain ?? (isAnothers ? abstain("severalAccountsNamed", accountIds) : inAccount(context, targets, first));
  }
  const exact = whole.map((id) => exactly(context, targets, id)).filter((verdict) => verdict?.booking) as Verdict[];
  return exact.length === 1 ? (exact[0] as Verdict) : abstain("severalAccountsNamed", accountIds);
}

/** The references name only what is settled, or what is owed in another currency. */
function nothingOpen(context: Context, targets: Target[]): Verdict {
  const { transaction, paid, identity } = context;
  const named = targets.flatMap((target) => target.paid);
  const isRepeated = ({ id }: PaidItem): boolean =>
    paid.some((item) => item.id === id && item.amountMinor === transaction.amountMinor);
  const accountIds = [
    ...new Set([...targets.flatMap((target) => target.open), ...named].map((item) => item.accountId)),
  ];
  const slip = named.some(isRepeated) ? undefined : bySlip(context, identity.accountIds, targets);
  if (slip) return slip;
  if (targets.some((target) => target.open.length > 0)) return abstain("otherCurrency", accountIds);
  return abstain(named.some(isRepeated) ? "suspectedDuplicate" : "alreadyPaid", accountIds);
}

function inAccount(context: Context, targets: Target[], accountId: string): Verdict {
  return exactly(context, targets, accountId) ?? advised(context, accountId) ?? inexactly(context, targets, accountId);
}

/** Line by line as the text says what is paid on each; it is no exact payment of what is named, so nothing may speak against it. */
function advised(context: Context, accountId: string): Verdict | undefined {
  const { matches, transaction } = context;
  const isHere = matches.advice?.pieces.every((piece) => piece.item.accountId === accountId);
  if (!matches.advice || !isHere || inexactDoubt(context, accountId)) return undefined;
  const { pieces } = matches.advice;
  const isPartial = pieces.some(({ item, valueMinor }) => item.kind === "invoice" && valueMinor < item.openMinor);
  if (isPartial && context.policy.partialPayments === "never") return undefined;
  if (pieces.some((piece) => hasNearWhole(context, piece))) return abstain("nearReference", [accountId]);
  return book(context, { pieces, sumMinor: transaction.amountMinor, kind: "all" }, "tolerance", "advised");
}

/**
 * An exact explanation within what is named: plainly, by all or by a unique choice among a contract's instalments. Failing that, with
 * discounts, credit notes or the charges that the bank states: these may explain the same shortfall, so only one of them may fit,
 * and nothing may speak against it. Whatever is named one by one takes part.
 */
function exactly(context: Context, targets: Target[], accountId: string): Verdict | undefined {
  const { transaction, policy } = context;
  const pool = poolOf(context, targets, [accountId]);
  if (!pool) {
    const slip = payerFits(context, accountId) ? bySlip(context, [accountId], targets) : undefined;
    return slip ?? abstain("instalmentNotOpen", [accountId]);
  }
  if (context.truncated && !pool.precise) return abstain("tooManyCandidates", [accountId]);
  const ways: Ways = { ...waysOf(policy, transaction.bookedOn), interchangeable: !saysWhich(context) };
  const charges = policy.statedCharges ? (transaction.chargesMinor ?? 0) : 0;
  const plainly = uniqueIn(pool, transaction.amountMinor, { ...ways, discounts: false });
  const withNotes = [...pool.items, ...pool.notes];
  const { reading } = context.signals;
  // An instalment of what is no instalment itself is a part of it.
  const isInstalment = typeof reading.instalment === "number" && pool.items.every((item) => !item.instalmentNo);
  const isPart = isInstalment || saysPart(reading, transaction.amountMinor, signedSum(pool.items));
  const kinds = isPart ? [] : [...new Set([0, charges])];
  const reduced = kinds.map((kept) => onlyOne(withNotes, transaction.amountMinor + kept, ways));
  const paysNamed = (explanation: Explanation | "ambiguous" | undefined): boolean =>
    explanation === "ambiguous" || pool.named.every((item) => explanation?.pieces.some((piece) => piece.item === item));
  const found = (plainly && paysNamed(plainly) ? [plainly] : reduced).filter(
    (explanation) => explanation !== undefined && paysNamed(explanation),
  );
  const [only, ...others] = found;
  if (only === "ambiguous" || others.length > 0) return abstain("ambiguous", [accountId]);
  if (!only) return undefined;
  if (only === plainly) return settled(context, pool, only);
  const doubt = inexactDoubt(context, accountId);
  if (doubt) return abstain(doubt, [accountId]);
  const stated = statedOtherwise(context, only.pieces);
  // Amounts that are said line by line tell more than a combination that happens to fit.
  if (stated) return context.matches.advice ? undefined : abstain(stated, [accountId]);
  return settled(context, pool, only);
}

function onlyOne(items: OpenItem[], amountMinor: number, ways: Ways): Explanation | "ambiguous" | undefined {
  const { count, complete, found } = explanationsOf(items, amountMinor, amountMinor, ways);
  return complete && count <= 1 ? found[0] : "ambiguous";
}

/**
 * All that is named if that fits; otherwise the only combination that does. Of several combinations the one next instalment is meant:
 * whoever pays others of a contract together passes over it.
 */
function uniqueIn({ items }: Pool, amountMinor: number, ways: Ways): Explanation | "ambiguous" | undefined {
  if (signedSum(items) === amountMinor) return { pieces: piecesOf(items), sumMinor: amountMinor, kind: "all" };
  const { count, complete, found } = explanationsOf(items, amountMinor, amountMinor, ways);
  if (complete && count <= 1) return found[0];
  const one = found.filter((explanation) => explanation.pieces.length === 1);
  const [next] = items.filter((item) => item.kind === "invoice");
  return complete && one.length === 1 && one[0]?.pieces[0]?.item === next ? one[0] : "ambiguous";
}

/** Books an exact explanation unless a doubt forbids it. */
function settled(context: Context, pool: Pool, explanation: Explanation): Verdict {
  const accountIds = [...new Set(explanation.pieces.map((piece) => piece.item.accountId))];
  if (payersOwnFits(context, pool.targets, accountIds)) return abstain("nearReference", accountIds);
  const isChanceOf = pool.targets.some(
    (target) => target.otherwise && target.open.some(({ id }) => holdsItem(explanation, id)),
  );
  if (isChanceOf && !accountIds.every((id) => payerFits(context, id)))
    return abstain("numberOfSomethingElse", accountIds);
  if (hasSwappedTwin(context, pool.targets, explanation)) return abstain("nearReference", accountIds);
  if (!pool.precise && isRepeatOnContract(context, explanation)) return abstain("suspectedDuplicate", accountIds);
  const words = wordsOf({ ...explanation, kind: kindOf(explanation.pieces, pool.items) });
  return book(
    context,
    explanation,
    "charges",
    explanation.sumMinor > context.transaction.amountMinor ? `${words}+charges` : words,
  );
}

const holdsItem = ({ pieces }: Explanation, id: string): boolean => pieces.some(({ item }) => item.id === id);

/** Within tolerance, short or over: only on what is named and only if nothing speaks against the reference. */
function inexactly(context: Context, targets: Target[], accountId: string): Verdict {
  const { transaction, policy } = context;
  const pool = poolOf(context, targets, [accountId]) as Pool;
  if (payerIsAnother(context, accountId))
    return bySlip(context, context.identity.accountIds, targets) ?? abstain("payerIsAnother", [accountId]);
  const doubt = inexactDoubt(context, accountId);
  if (doubt === "payerIsAnother") return bySlip(context, likelyIds(context), targets) ?? abstain(doubt, [accountId]);
  if (doubt) return abstain(doubt, [accountId]);
  if (hasNearExact(context, targets, pool.items)) return abstain("nearReference", [accountId]);
  if (!pool.precise && isRepeatOnContract(context, { pieces: piecesOf(pool.items), sumMinor: 0, kind: "all" }))
    return abstain("suspectedDuplicate", [accountId]);
  const sum = signedSum(pool.items);
  const { low, high } = toleratedSums(transaction.amountMinor, transaction.currency, policy);
  const whole: Explanation = { pieces: piecesOf(pool.items), sumMinor: sum, kind: "all" };
  if (low < high) {
    const near = explanationsOf(pool.items, low, high, {
      ...waysOf(policy, transaction.bookedOn),
      interchangeable: !saysWhich(context),
    });
    const isOnly = near.complete && near.count === 1 && pool.named.length === 0;
    const explanation = sum >= low && sum <= high ? whole : isOnly ? near.found[0] : undefined;
    if (explanation) {
      const small = withinTolerance(
        explanation.sumMinor - transaction.amountMinor,
        explanation.sumMinor,
        transaction.currency,
        policy,
      );
      return book(context, explanation, small ? "tolerance" : "charges", `${wordsOf(explanation)}+tolerance`);
    }
    if (near.count > 0) return abstain("ambiguous", [accountId]);
  }
  return transaction.amountMinor < sum
    ? inPart(context, pool, accountId)
    : withSurplus(context, pool, whole, accountId);
}

/** Accounts whose names are like the payer's: the number may be a slip of one of theirs. */
const likelyIds = ({ identity }: Context): string[] => identity.likely.map(({ id }) => id);

/** Less than what is named: on the one receivable, or on a contract's earliest instalment if it is not even enough for that. */
function inPart(context: Context, pool: Pool, accountId: string): Verdict {
  const { transaction, policy } = context;
  const invoices = pool.items.filter((item) => item.kind === "invoice");
  const [earliest] = invoices;
  if (policy.partialPayments === "never") return abstain("partialsOff", [accountId]);
  if (!earliest || invoices.length < pool.items.length) return abstain("partOfSeveral", [accountId]);
  if (namesSettled(pool)) return abstain("alreadyPaid", [accountId]);
  const doubt = partDoubt(context, pool);
  if (doubt) return abstain(doubt, [accountId]);
  const oneContract = invoices.every((item) => contractOf(item) === contractOf(earliest));
  const isInTurn = oneContract && transaction.amountMinor < earliest.openMinor && !saysWhich(context);
  const clear = invoices.length === 1 || isInTurn;
  if (!clear && policy.partialPayments !== "oldestFirst") return abstain("partOfSeveral", [accountId]);
  const pieces = oldestFirst(invoices, transaction.amountMinor);
  return book(context, { pieces, sumMinor: transaction.amountMinor, kind: "single" }, "tolerance", "partial");
}

/** Something is named beside that was paid already: it may be meant again, or be a slip. */
const namesSettled = ({ targets }: Pool): boolean =>
  targets.some((target) => target.level === "receivable" && target.open.length === 0);

/** More than everything named: the surplus is the customer's, unless it may be meant for something else that is open or was paid. */
function withSurplus(context: Context, pool: Pool, whole: Explanation, accountId: string): Verdict {
  const { transaction, policy, items } = context;
  if (whole.sumMinor <= 0) return abstain("onlyCreditNotes", [accountId]);
  if (namesSettled(pool)) return abstain("alreadyPaid", [accountId]);
  const account = items.filter((item) => item.accountId === accountId);
  const doubt = surplusDoubt(context, pool, whole, account);
  if (doubt) return abstain(doubt, [accountId]);
  const elsewhere = explanationsOf(
    account,
    transaction.amountMinor,
    transaction.amountMinor,
    waysOf(policy, transaction.bookedOn),
  );
  if (elsewhere.count > 0) return abstain("namesOnlyPart", [accountId]);
  if (!elsewhere.complete || context.truncated) return abstain("tooManyCombinations", [accountId]);
  return book(context, whole, "tolerance", "surplus");
}
