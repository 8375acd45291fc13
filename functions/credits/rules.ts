import { createHash } from "node:crypto";
import type * as z from "zod";
import type { InputError } from "../../shared/fault.ts";
import { base32 } from "../../shared/ids.ts";
import { BASIS_POINTS_WHOLE } from "../../shared/money.ts";
import { gapsAfterTaking, type Stretch, takeLowest } from "../../shared/stretch.ts";
import type { CreditEntry, CreditPack, CreditShare, Ledger, ORDER_KINDS, SplitRule, SplitRuleInput } from "./schema.ts";
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
  gaps?: readonly (readonly number[])[];
  orderId?: string;
  orderKind?: (typeof ORDER_KINDS)[number];
  departmentId?: string;
  ownerId?: string;
  partnerId?: string;
  lines?: readonly { productId?: string; productType?: string; amountMinor: number }[];
  credits?: readonly z.output<typeof CreditShare>[];
};

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
  const rule = ruleFor(rules, source, on);
  const cells = splitter({
    amountMinor: source.amountMinor,
    lines: source.lines && source.lines.length > 0 ? source.lines : [{ amountMinor: 1 }],
    shares: sharesFor(rule, source),
    typesFirst: rule?.products.by === "typeFirst" ? rule.products.productTypes : [],
  });
  return takeLowest(source.paidMinor, (source.gaps ?? []) as Stretch[], amountMinor).flatMap(([from, to]) => {
    const before = cells(from);
    return cells(to).flatMap(({ line, share, amountMinor: upTo }, n): Credit[] => {
      const earned = upTo - (before[n]?.amountMinor ?? 0);
      if (earned === 0) return [];
      const entry: Entry = { ledger: share.ledger, receivableId: source.id, allocationId, amountMinor: earned };
      if (line.productId) entry.productId = line.productId;
      if (from > 0) entry.from = from;
      return [{ beneficiaryId: share.beneficiaryId, rule: rule && `${rule.id}@${rule.version}`, entry }];
    });
  });
}

/** An id that follows from what the row is made of: written twice, it is one row. */
const idFrom = (parts: readonly (string | undefined)[]): string =>
  `crd_${base32(
    createHash("sha256")
      .update(parts.map((p) => p ?? "").join("\n"))
      .digest(),
  ).slice(0, 20)}`;

/** The id of the n-th credit of a pack. */
export const creditId = (packId: string, n: number): string => `${packId}-${n + 1}`;

/** The places of a receivable after cash: a second payment of the same application goes on behind the first. */
function afterCash(source: CreditSource, amountMinor: number): Pick<CreditSource, "paidMinor" | "gaps"> {
  const gaps = (source.gaps ?? []) as Stretch[];
  const taken = takeLowest(source.paidMinor, gaps, amountMinor);
  return { paidMinor: source.paidMinor + amountMinor, gaps: gapsAfterTaking(gaps, taken) };
}

/** What all payments of one application have in common. */
export type Applied = {
  transaction: { id: string; bookedOn: string };
  payments: readonly Payment[];
  /** Counts the applications of the transaction. */
  run: number;
  rules: readonly SplitRuleRow[];
  now: string;
};

/** The credits of one application, packed by beneficiary, order and rule (and department, by which they are seen). */
export function creditPacks({ transaction, payments, run, rules, now }: Applied): CreditPackRow[] {
  const after = new Map<string, Pick<CreditSource, "paidMinor" | "gaps">>();
  const credits = payments.flatMap((payment) => {
    const source = { ...payment.receivable, ...after.get(payment.receivable.id) };
    after.set(source.id, afterCash(source, payment.amountMinor));
    const split = splitCash({ ...payment, receivable: source }, rules, transaction.bookedOn);
    return split.map((credit) => ({ ...credit, source }));
  });
  const groups = Map.groupBy(credits, ({ beneficiaryId, rule, source }) =>
    [beneficiaryId, source.orderId, source.accountId, source.departmentId, rule].map((p) => p ?? "").join("\n"),
  );
  return [...groups].map(([key, group]) => {
    const [{ beneficiaryId, rule, source }] = group as [(typeof group)[number]];
    const { orderId, accountId, departmentId, currency } = source;
    return {
      id: idFrom([transaction.id, String(run), key]),
      version: 1,
      createdAt: now,
      updatedAt: now,
      bankTransactionId: transaction.id,
      accountId,
      orderId,
      beneficiaryId,
      departmentId,
      currency,
      earnedAt: now,
      rule,
      entries: group.map((credit) => credit.entry),
    };
  });
}

type Placed = Pick<CreditPackRow, "entries" | "id">;

/** The entries of packs that no later one has taken back. */
function standingEntries<P extends Placed>(packs: readonly P[]): { pack: P; entry: Entry; id: string }[] {
  const all = packs.flatMap((pack) => pack.entries.map((entry, n) => ({ pack, entry, id: creditId(pack.id, n) })));
  const reversed = new Set(all.map(({ entry }) => entry.reversesId));
  return all.filter(({ entry, id }) => entry.reversesId === undefined && !reversed.has(id));
}

/**
 * The packs that take back all standing credits of some allocations, given all packs of their bank transaction: each
 * credit's exact negation, naming it. What has been taken back already is left alone.
 */
export function reversalPacks(
  packs: readonly CreditPackRow[],
  allocationIds: readonly string[],
  now: string,
): CreditPackRow[] {
  const undone = standingEntries(packs).filter(({ entry }) => allocationIds.includes(entry.allocationId));
  return [...Map.groupBy(undone, ({ pack }) => pack)].map(([pack, group]) => ({
    ...pack,
    id: idFrom(group.map(({ id }) => id)),
    createdAt: now,
    updatedAt: now,
    earnedAt: now,
    entries: group.map(({ entry, id }) => ({ ...entry, amountMinor: -entry.amountMinor, reversesId: id })),
  }));
}

/**
 * Where on each receivable the cash of some allocations lies, as their standing primary credits tell: they begin at
 * `from` and sum to the cash. To be freed when they are undone.
 */
export function placesOf(packs: readonly Placed[], allocationIds: readonly string[]): Map<string, Stretch[]> {
  const primary = standingEntries(packs).filter(
    ({ entry }) => entry.ledger === "primary" && allocationIds.includes(entry.allocationId),
  );
  const ends = new Map<string, Map<number, number>>();
  for (const { entry } of primary) {
    const { receivableId, from = 0, amountMinor } = entry;
    const of = ends.get(receivableId) ?? new Map<number, number>();
    of.set(from, (of.get(from) ?? from) + amountMinor);
    ends.set(receivableId, of);
  }
  return new Map([...ends].map(([id, of]) => [id, [...of].sort((a, b) => a[0] - b[0])]));
}

/** What is wrong with a split rule, every error with its path. */
export function ruleErrors({
  when,
  shares = [],
}: Pick<z.output<typeof SplitRuleInput>, "when" | "shares">): InputError[] {
  const errors: InputError[] = [];
  const wrong = (path: string, message: string) => errors.push({ path, code: "invalid", message });
  const primary = shares.filter((s) => s.ledger === "primary").reduce((sum, s) => sum + s.basisPoints, 0);
  if (primary !== 0 && primary !== BASIS_POINTS_WHOLE) {
    wrong("shares", `The primary shares sum to ${primary} basis points; they must sum to 10000, or be none.`);
  }
  shares.forEach(({ to, ledger }, n) => {
    const isTwice = shares.slice(0, n).some((s) => s.to === to && s.ledger === ledger);
    if (isTwice) wrong(`shares.${n}`, `${to} has a share of this ledger already.`);
  });
  if (when.fromOn && when.toOn && when.fromOn > when.toOn) wrong("when.toOn", "ends before it begins");
  if ((when.amountMinMinor ?? 0) > (when.amountMaxMinor ?? Number.POSITIVE_INFINITY)) {
    wrong("when.amountMaxMinor", "is below amountMinMinor");
  }
  return errors;
}
