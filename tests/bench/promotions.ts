import { compile, inOrder, isCompiled } from "../../functions/prices/engine/compile.ts";
import { conflictTable } from "../../functions/prices/engine/conflicts.ts";
import { cheapest } from "../../functions/prices/engine/index.ts";
import { totalAfter } from "../../functions/prices/engine/search.ts";
import type { BasketLine, Rule } from "../../functions/prices/engine/types.ts";
import { seeded } from "../support/generator/random.ts";
import { adversarialRules, shopLines, shopRules } from "../support/promotions/shop.ts";

const SIZES = [
  { rules: 12, lines: 10 },
  { rules: 18, lines: 20 },
  { rules: 50, lines: 30 },
  { rules: 200, lines: 100 },
];
const BASKETS = 5;
/** Rules of which every combination is tried. */
const EXHAUSTIVE_MAX = 18;

const KINDS = { "as shops have them": shopRules, adversarial: adversarialRules };

function prepared(lines: readonly BasketLine[], rules: readonly Rule[]) {
  const compiled = rules.flatMap((rule) => {
    const found = compile(rule, lines);
    return isCompiled(found) ? [found] : [];
  });
  const ordered = compiled.sort(inOrder);
  const amounts = lines.map(({ amountMinor }) => amountMinor);
  const table = conflictTable(ordered);
  const totalOf = (chosen: readonly number[]): number => totalAfter({ rules: ordered }, amounts, chosen);
  return { count: ordered.length, table, totalOf };
}

/** What most shops do: again and again the rule that takes off most of what is left, while one fits. */
function greedy(lines: readonly BasketLine[], rules: readonly Rule[]): number {
  const { count, table, totalOf } = prepared(lines, rules);
  let [chosen, total]: [number[], number] = [[], totalOf([])];
  for (let better = true; better; ) {
    better = false;
    let next = chosen;
    for (let n = 0; n < count; n++) {
      if (chosen.includes(n) || chosen.some((m) => table[n]?.[m] === 1)) continue;
      const tried = [...chosen, n].sort((a, b) => a - b);
      const left = totalOf(tried);
      if (left >= total) continue;
      [total, next, better] = [left, tried, true];
    }
    chosen = next;
  }
  return total;
}

/** Every legal combination, one after another. */
function exhaustive(lines: readonly BasketLine[], rules: readonly Rule[]): number {
  const { count, table, totalOf } = prepared(lines, rules);
  let lowest = totalOf([]);
  const chosen: number[] = [];
  const go = (from: number): void => {
    for (let n = from; n < count; n++) {
      if (chosen.some((m) => table[n]?.[m] === 1)) continue;
      chosen.push(n);
      lowest = Math.min(lowest, totalOf(chosen));
      go(n + 1);
      chosen.pop();
    }
  };
  go(0);
  return lowest;
}

function timed<T>(run: () => T): { value: T; ms: number } {
  const start = performance.now();
  const value = run();
  return { value, ms: performance.now() - start };
}

const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(2)} %`;

/** The cheapest combination against trying all of them and against taking the best first. */
export function promotions(): void {
  for (const [kind, make] of Object.entries(KINDS)) {
    for (const { rules: count, lines: size } of SIZES) {
      const rows = Array.from({ length: BASKETS }, (_, n) => {
        const random = seeded(1_000 * count + n);
        const lines = shopLines(random, size);
        const rules = make(random, lines, count);
        const found = timed(() => cheapest(lines, rules));
        const plain = timed(() => greedy(lines, rules));
        const all = count <= EXHAUSTIVE_MAX ? timed(() => exhaustive(lines, rules)) : undefined;
        return { found, plain, all };
      });
      const worst = (times: readonly number[]): string => `${Math.max(...times).toFixed(0)} ms`;
      const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
      const total = sum(rows.map(({ found }) => found.value.totalMinor));
      const proven = rows.filter(({ found }) => found.value.atLeastMinor === found.value.totalMinor).length;
      const gap = Math.max(
        ...rows.map(({ found: { value } }) => (value.totalMinor - value.atLeastMinor) / value.totalMinor),
      );
      const agree = rows.every(({ found, all }) => !all || all.value === found.value.totalMinor);
      console.log(
        [
          `${kind}, ${count} rules × ${size} lines: slowest ${worst(rows.map(({ found }) => found.ms))}`,
          `proven ${proven} of ${BASKETS}, else at most ${percent(gap, 1)} more than the cheapest`,
          `greedy pays ${percent(sum(rows.map(({ plain }) => plain.value)) - total, total)} more in ${worst(rows.map(({ plain }) => plain.ms))}`,
          ...(rows[0]?.all
            ? [`exhaustive ${agree ? "agrees" : "DISAGREES"} in ${worst(rows.map((r) => r.all?.ms ?? 0))}`]
            : []),
        ].join("; "),
      );
    }
  }
}
