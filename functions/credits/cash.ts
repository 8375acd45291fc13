import type * as z from "zod";
import { BASIS_POINTS_WHOLE } from "../../shared/money.ts";
import { type Stretch, takeLowest } from "../../shared/stretch.ts";
import type { CreditEntry, CreditPack, CreditShare, Ledger, ORDER_KINDS, SplitRule } from "./schema.ts";
import { type Share, splitter } from "./split.ts";

export type CreditPackRow = z.output<typeof CreditPack>;
export type Entry = z.output<typeof CreditEntry>;
export type SplitRuleRow = z.output<typeof SplitRule>;

/** What a split goes by: a receivable as it stands before the cash is applied. */
export type CreditSource = {
  id: string;
  accountId: string;
  currency: string;
  amountMinor: number;
  paidMinor: number;
  givenBackMinor?: number;
  gaps?: readonly (readonly number[])[];
  orderId?: string;
  orderKind?: (typeof ORDER_KINDS)[number];
  departmentId?: string;
  ownerId?: string;
  partnerId?: string;
  lines?: readonly { productId?: string; productType?: string; amountMinor: number }[];
  credits?: readonly z.output<typeof CreditShare>[];
};

/** The cash that earns credits: what was paid, less what a credit note gave back in cash. */
export const placedMinor = (source: Pick<CreditSource, "paidMinor" | "givenBackMinor">): number =>
  source.paidMinor - (source.givenBackMinor ?? 0);

/** True if every condition of the rule holds for the receivable on the booking day `on`. */
export function ruleApplies(rule: Pick<SplitRuleRow, "when">, source: CreditSource, on: string): boolean {
  const { when } = rule;
  const oneOf = (wanted: readonly string[] | undefined, found: (string | undefined)[]): boolean =>
    wanted === undefined || found.some((value) => value !== undefined && wanted.includes(value));
  return (
    oneOf(when.orderKinds, [source.orderKind]) &&
    oneOf(
      when.productTypes,
      (source.lines ?? []).map((l) => l.productType),
    ) &&
    oneOf(when.departmentIds, [source.departmentId]) &&
    oneOf(when.partnerIds, [source.partnerId]) &&
    (when.currency === undefined || when.currency === source.currency) &&
    source.amountMinor >= (when.amountMinMinor ?? 0) &&
    source.amountMinor <= (when.amountMaxMinor ?? source.amountMinor) &&
    on >= (when.fromOn ?? on) &&
    on <= (when.toOn ?? on)
  );
}

/** The rule that decides: of those that apply the one of the lowest priority number, then of the lowest id. */
export const ruleFor = (rules: readonly SplitRuleRow[], source: CreditSource, on: string): SplitRuleRow | undefined =>
  rules
    .filter((rule) => !rule.archived && ruleApplies(rule, source, on))
    .sort((a, b) => a.priority - b.priority || (a.id < b.id ? -1 : 1))[0];

/** The order's own shares of a ledger; without primary ones the owner has all of it. */
function ownShares(source: CreditSource, ledger: Ledger): Share[] {
  const given = (source.credits ?? []).filter((s) => s.ledger === ledger);
  if (given.length === 0 && ledger === "primary") {
    return [{ beneficiaryId: source.ownerId, basisPoints: BASIS_POINTS_WHOLE, ledger }];
  }
  return given.map((s) => ({ beneficiaryId: s.userId ?? s.partnerId, basisPoints: s.basisPoints, ledger }));
}

/** A rule's shares of a ledger; `owner` and `partner` are the receivable's, and a partner that it lacks is its owner. */
function ruleShares(rule: SplitRuleRow | undefined, source: CreditSource, ledger: Ledger): Share[] {
  const shares = (rule?.shares ?? []).filter((s) => s.ledger === ledger);
  return shares.flatMap(({ to, basisPoints }) => {
    const isPartner = to === "partner";
    if (isPartner && !source.partnerId && ledger === "overlay") return [];
    const beneficiaryId = to === "owner" ? source.ownerId : isPartner ? (source.partnerId ?? source.ownerId) : to;
    return [{ beneficiaryId, basisPoints, ledger }];
  });
}

/** The shares that hold: each ledger by the rule if it says anything of it, else by the order. */
export function sharesFor(rule: SplitRuleRow | undefined, source: CreditSource): Share[] {
  return (["primary", "overlay"] as const).flatMap((ledger) => {
    const byRule = ruleShares(rule, source, ledger);
    return byRule.length > 0 ? byRule : ownShares(source, ledger);
  });
}

/** A piece of cash that a receivable gets: an allocation of kind `payment`. Other kinds bring no cash and earn nothing. */
export type Payment = { allocationId: string; amountMinor: number; receivable: CreditSource };

/** A credit before it is packed. */
export type Credit = { beneficiaryId?: string; rule?: string; entry: Entry };

/**
 * The credits of one payment, by the first rule that applies: for every place of the receivable that its cash takes, the
 * growth of each cell of `splitter`. Σ primary = `amountMinor`, none is negative, and several payments of a receivable
 * add up to the split of all of it.
 */
export function splitCash(payment: Payment, rules: readonly SplitRuleRow[], on: string): Credit[] {
  const { allocationId, receivable: source, amountMinor } = payment;
  const places = takeLowest(placedMinor(source), (source.gaps ?? []) as Stretch[], amountMinor);
  return creditsAt(source, ruleFor(rules, source, on), allocationId, places);
}

/** How a rule names itself in what it split. */
export const ruleName = (rule: SplitRuleRow | undefined): string | undefined => rule && `${rule.id}@${rule.version}`;

/** The credits of an allocation's cash that lies at these places of the receivable. */
export function creditsAt(
  source: CreditSource,
  rule: SplitRuleRow | undefined,
  allocationId: string,
  places: readonly Stretch[],
): Credit[] {
  const cells = splitter({
    amountMinor: source.amountMinor,
    lines: source.lines && source.lines.length > 0 ? source.lines : [{ amountMinor: 1 }],
    shares: sharesFor(rule, source),
    typesFirst: rule?.products.by === "typeFirst" ? rule.products.productTypes : [],
  });
  return places.flatMap(([from, to]) => {
    const before = cells(from);
    return cells(to).flatMap(({ line, share, amountMinor: upTo }, n): Credit[] => {
      const earned = upTo - (before[n]?.amountMinor ?? 0);
      if (earned === 0) return [];
      const entry: Entry = { ledger: share.ledger, receivableId: source.id, allocationId, amountMinor: earned };
      if (line.productId) entry.productId = line.productId;
      if (from > 0) entry.from = from;
      return [{ beneficiaryId: share.beneficiaryId, rule: ruleName(rule), entry }];
    });
  });
}
