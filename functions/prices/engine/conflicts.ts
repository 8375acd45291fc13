import type { Compiled } from "./compile.ts";
import type { Rule } from "./types.ts";

const names = (one: Rule, other: Rule): boolean =>
  one.excludes?.some((id) => id === other.id || id === other.templateId) ?? false;

const touch = (a: Compiled, b: Compiled): boolean => a.lines.some((n) => b.lines.includes(n));

/** True of two rules of which a basket takes one at most. */
export function conflict(a: Compiled, b: Compiled): boolean {
  const [one, other] = [a.rule, b.rule];
  if (one.exclusive || other.exclusive || names(one, other) || names(other, one)) return true;
  if (one.coupon && other.coupon && (one.onePerPayment || other.onePerPayment)) return true;
  if (one.coupon ? !other.coupon && one.withoutPromotions : other.coupon && other.withoutPromotions) return true;
  return one.group !== undefined && one.group === other.group && touch(a, b);
}

/** Which rules go together, by their places: `table[a][b]` is 1 where they do not. */
export function conflictTable(rules: readonly Compiled[]): Uint8Array[] {
  const table = rules.map(() => new Uint8Array(rules.length));
  for (let a = 0; a < rules.length; a++) {
    for (let b = a + 1; b < rules.length; b++) {
      if (!conflict(rules[a] as Compiled, rules[b] as Compiled)) continue;
      (table[a] as Uint8Array)[b] = 1;
      (table[b] as Uint8Array)[a] = 1;
    }
  }
  return table;
}

/** Parts of some rules such that of each part one applies at most: first fit, in the order of the rules. */
export function cliquesOf(places: readonly number[], table: readonly Uint8Array[]): number[][] {
  const cliques: number[][] = [];
  for (const n of places) {
    const fits = cliques.find((clique) => clique.every((m) => table[n]?.[m] === 1));
    if (fits) fits.push(n);
    else cliques.push([n]);
  }
  return cliques;
}
