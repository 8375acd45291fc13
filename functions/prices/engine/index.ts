/**
 * The cheapest combination is proven, or its distance is. Rules are taken off in one order (lines, basket, coupons;
 * then priority), each from what is left, so a discount may cost the threshold of another and taking the best first
 * pays 1 to 30 % too much. The search is branch and bound over that order. Its bound rests on what holds for every
 * rule by construction: what a rule takes off never rises as amounts fall; what it leaves of a line rises with the
 * line and no faster; of rules that exclude each other one applies. Each line is brought to its lowest by itself,
 * exactly, rounding included; what lines would have to keep so that a threshold is reached is paid for. The search's
 * work is counted and not timed (6 million lines looked at, about a second), so that the same basket has the same
 * answer everywhere; where it ends before the tree does, `atLeastMinor` says what no other combination can come below
 * and `isProven` is false. Up to some twenty rules every measured basket is proven, of fifty as shops have them most;
 * with 200 rules on 100 lines the proof leaves a gap of up to a quarter (`npm run bench -- promotions`).
 */
import { after, offsOf, sumAt, totalOff } from "./apply.ts";
import { type Compiled, compile, inOrder, isCompiled } from "./compile.ts";
import { conflict } from "./conflicts.ts";
import { cheapestOf } from "./search.ts";
import { type Applied, type BasketLine, type Cheapest, nameOf, type Rejection, type Rule } from "./types.ts";

type Taken = { compiled: Compiled; offs: number[] };

/** By how much a threshold of a rule is missed at some amounts; nothing where it is reached. */
function missingOf({ rule, kernel, within, lines }: Compiled, amounts: readonly number[]): number | undefined {
  const [first] = kernel.kind === "sum" ? kernel.steps : [];
  const gaps = [(rule.minMinor ?? 0) - sumAt(amounts, within), (first?.fromMinor ?? 0) - sumAt(amounts, lines)];
  const missing = Math.max(...gaps);
  return missing > 0 ? missing : undefined;
}

/** Why a rule is not part of the cheapest combination. `at` are the amounts when its turn came. */
function whyNot(compiled: Compiled, taken: readonly Taken[], at: readonly number[]): Rejection {
  const rival = taken.find((one) => conflict(one.compiled, compiled));
  if (rival) return { why: "excluded", by: nameOf(rival.compiled.rule) };
  const missingMinor = missingOf(compiled, at);
  if (missingMinor !== undefined) return { why: "below_amount", missingMinor };
  return { why: totalOff(compiled, at) === 0 ? "nothing_left" : "not_cheaper" };
}

/**
 * The cheapest legal combination of promotions and coupons for a basket, explained: what each rule takes off which line, and
 * why each other one takes off nothing. Reads no clock, no table and no chance; the order of the rules makes no difference.
 */
export function cheapest(lines: readonly BasketLine[], rules: readonly Rule[], workMax?: number): Cheapest {
  const found = rules.map((rule) => ({ rule, compiled: compile(rule, lines) }));
  const usable = found.flatMap(({ compiled }) => (isCompiled(compiled) ? [compiled] : [])).sort(inOrder);
  const amounts = lines.map(({ amountMinor }) => amountMinor);
  const { chosen, totalMinor, atLeastMinor } = cheapestOf(
    // What takes nothing off the untouched amounts never will.
    usable.filter((compiled) => totalOff(compiled, amounts) > 0),
    amounts,
    workMax,
  );
  const effective = usable.filter((compiled) => totalOff(compiled, amounts) > 0);
  const picked = new Set(chosen.map((n) => effective[n]));
  const taken: Taken[] = [];
  const rejected: Cheapest["rejected"] = found.flatMap(({ rule, compiled }) =>
    isCompiled(compiled) ? [] : [{ rule, rejection: compiled }],
  );
  let left = amounts;
  const passed: { compiled: Compiled; at: readonly number[] }[] = [];
  for (const compiled of usable) {
    if (!picked.has(compiled)) {
      passed.push({ compiled, at: left });
      continue;
    }
    const offs = offsOf(compiled, left);
    taken.push({ compiled, offs });
    left = after(compiled, left, offs);
  }
  for (const { compiled, at } of passed) rejected.push({ rule: compiled.rule, rejection: whyNot(compiled, taken, at) });
  const applied = taken.map(({ compiled, offs }): Applied => {
    const parts = compiled.lines.flatMap((line, j) => (offs[j] ? [{ line, amountMinor: offs[j] as number }] : []));
    return { rule: compiled.rule, amountMinor: offs.reduce((sum, off) => sum + off, 0), offs: parts };
  });
  const named = (a: { rule: Rule }, b: { rule: Rule }): number => (nameOf(a.rule) < nameOf(b.rule) ? -1 : 1);
  return { totalMinor, amounts: left, applied, rejected: rejected.sort(named), atLeastMinor };
}
