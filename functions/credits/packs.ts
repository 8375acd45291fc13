import { createHash } from "node:crypto";
import { base32 } from "../../shared/ids.ts";
import { gapsAfterTaking, type Stretch, takeLowest } from "../../shared/stretch.ts";
import {
  type CreditPackRow,
  type CreditSource,
  type Entry,
  type Payment,
  placedMinor,
  type SplitRuleRow,
  splitCash,
} from "./cash.ts";

/** An id that follows from what the row is made of: written twice, it is one row. */
export const idFrom = (parts: readonly (string | undefined)[]): string =>
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
  const taken = takeLowest(placedMinor(source), gaps, amountMinor);
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

/** Credits of one pack: a row takes 400 KB, and one receipt may pay 36 instalments of 300 lines. */
export const PACK_ENTRIES_MAX = 1_000;

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
  const packs = [...groups].flatMap(([key, group]) =>
    Array.from({ length: Math.ceil(group.length / PACK_ENTRIES_MAX) }, (_, n) => ({
      key: n === 0 ? [key] : [key, String(n)],
      group: group.slice(n * PACK_ENTRIES_MAX, (n + 1) * PACK_ENTRIES_MAX),
    })),
  );
  return packs.map(({ key, group }) => {
    const [{ beneficiaryId, rule, source }] = group as [(typeof group)[number]];
    const { orderId, accountId, departmentId, currency } = source;
    return {
      id: idFrom([transaction.id, String(run), ...key]),
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

/** A credit with what is left of it, and the pack and id of it. */
export type Standing<P extends Placed = CreditPackRow> = { pack: P; entry: Entry; id: string };

/** The credits of packs as far as later ones have not taken them back; none of which nothing is left. */
export function standingCredits<P extends Placed>(packs: readonly P[]): Standing<P>[] {
  const all = packs.flatMap((pack) => pack.entries.map((entry, n) => ({ pack, entry, id: creditId(pack.id, n) })));
  const change = new Map<string, number>();
  for (const { reversesId, amountMinor } of all.map(({ entry }) => entry)) {
    if (reversesId) change.set(reversesId, (change.get(reversesId) ?? 0) + amountMinor);
  }
  return all.flatMap(({ pack, entry, id }) => {
    const amountMinor = entry.amountMinor + (change.get(id) ?? 0);
    return entry.reversesId !== undefined || amountMinor === 0 ? [] : [{ pack, entry: { ...entry, amountMinor }, id }];
  });
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
  const undone = standingCredits(packs).filter(({ entry }) => allocationIds.includes(entry.allocationId));
  const reversed = undone.map(({ pack, entry, id }) => ({
    pack,
    entry: { ...entry, amountMinor: -entry.amountMinor, reversesId: id },
  }));
  return appendedPacks(packs, reversed, now);
}

/**
 * Further packs of a bank transaction, one for each that they are like; `packs` are all that it has. Their ids follow
 * from how many there are, since one credit may be taken back, given again and taken back anew.
 */
export function appendedPacks(
  packs: readonly CreditPackRow[],
  credits: readonly { pack: CreditPackRow; entry: Entry }[],
  now: string,
  causeId?: string,
): CreditPackRow[] {
  const groups = Map.groupBy(credits, ({ pack }) => idFrom([pack.id, pack.beneficiaryId, String(packs.length)]));
  return [...groups].map(([id, group]) => {
    const [{ pack: like }] = group as [(typeof group)[number]];
    const { causeId: _, ...pack } = like;
    const made = { createdAt: now, updatedAt: now, earnedAt: now, ...(causeId && { causeId }) };
    return { ...pack, id, ...made, entries: group.map(({ entry }) => entry) };
  });
}

/**
 * Where on each receivable the cash of some allocations lies, as their standing primary credits tell: they begin at
 * `from` and sum to the cash. To be freed when they are undone.
 */
export function placesOf(packs: readonly Placed[], allocationIds: readonly string[]): Map<string, Stretch[]> {
  const primary = standingCredits(packs).filter(
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
