/**
 * Credits of partial payments are the differences of one cumulative split, so they add up exactly however a receivable
 * is paid, undone and paid again (`credits/split.ts` has the formula).
 */
import { apportion, apportionTable, apportionUpTo, BASIS_POINTS_WHOLE } from "../../shared/money.ts";
import type { Ledger } from "./schema.ts";

/** A product of a receivable, or all of it where nothing is said of products. */
export type Line = { productId?: string; productType?: string; amountMinor: number };

/** A beneficiary's share; nobody's where `beneficiaryId` is missing. */
export type Share = { beneficiaryId?: string; basisPoints: number; ledger: Ledger };

/** How one receivable's cash is split. `typesFirst` are the product types that are paid before all others, in this order. */
export type Scheme = {
  amountMinor: number;
  lines: readonly Line[];
  shares: readonly Share[];
  typesFirst: readonly string[];
};

/** One share's part of one product's cash. */
export type Cell = { line: Line; share: Share; amountMinor: number };

/** ⌊(a × b + c / 2) / c⌋ for integers ≥ 0: a × b / c to the nearest integer, halves up. */
const nearest = (a: number, b: number, c: number): number =>
  Number((2n * BigInt(a) * BigInt(b) + BigInt(c)) / (2n * BigInt(c)));

/** The lines in the groups in which they are paid: one a type that comes first, then the rest. */
function groupsOf({ lines, typesFirst }: Scheme): number[][] {
  const rankOf = (line: Line): number => {
    const rank = typesFirst.indexOf(line.productType ?? "");
    return rank < 0 ? typesFirst.length : rank;
  };
  return [...typesFirst, ""].map((_, rank) => lines.flatMap((line, n) => (rankOf(line) === rank ? [n] : [])));
}

/** How the first `upToMinor` of the receivable's cash lie among its products, which end up with `products`. */
function productsUpTo(upToMinor: number, products: readonly number[], groups: readonly number[][]): number[] {
  const out = products.map(() => 0);
  let rest = upToMinor;
  for (const group of groups) {
    const sizes = group.map((n) => products[n] as number);
    const taken = Math.min(
      rest,
      sizes.reduce((sum, s) => sum + s, 0),
    );
    apportionUpTo(taken, sizes).forEach((amount, i) => {
      out[group[i] as number] = amount;
    });
    rest -= taken;
  }
  return out;
}

/**
 * The split of a receivable, as a function of how much of its cash has come: `cells(t)` is the split of its first t
 * minor units, and an allocation that is the cash from s to t gets `cells(t)` − `cells(s)`.
 *
 * The whole, A, is split once: products P by largest remainder over the lines, primary cells by `apportionTable`, whose
 * margins are P and the largest remainders of A over the shares (remainders go to the larger, equal ones to the earlier).
 * On the way to A, products grow by `apportionUpTo` (or one type after the other), and each product's cash is shared by
 * `apportionUpTo` of its cells. Both only ever grow, so that for every partition of A into payments, in any order:
 * Σ primary of a payment = the payment; no credit is negative; all payments together give exactly the split of A.
 *
 * An overlay share counts the cash a second time: of A it earns A × share to the nearest unit, among the products by
 * largest remainder, and of each product in proportion to that product's cash, to the nearest unit.
 */
export function splitter(scheme: Scheme): (upToMinor: number) => Cell[] {
  const { amountMinor, lines, shares } = scheme;
  const products = apportion(
    amountMinor,
    lines.map((l) => l.amountMinor),
  );
  const groups = groupsOf(scheme);
  const primary = shares.filter((s) => s.ledger === "primary");
  const table = apportionTable(
    products,
    primary.map((s) => s.basisPoints),
  );
  const overlays = shares
    .filter((s) => s.ledger === "overlay")
    .map((share) => ({
      share,
      parts: apportion(nearest(amountMinor, share.basisPoints, BASIS_POINTS_WHOLE), products),
    }));
  return (upToMinor) =>
    productsUpTo(upToMinor, products, groups).flatMap((cash, n) => {
      const line = lines[n] as Line;
      const whole = products[n] as number;
      const cells = apportionUpTo(cash, table[n] as number[]);
      return [
        ...cells.map((amount, s) => ({ line, share: primary[s] as Share, amountMinor: amount })),
        ...overlays.map(({ share, parts }) => ({
          line,
          share,
          amountMinor: whole === 0 ? 0 : nearest(cash, parts[n] as number, whole),
        })),
      ];
    });
}
