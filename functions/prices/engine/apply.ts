import { apportion } from "../../../shared/money.ts";
import { rounded } from "../../../shared/money-lines.ts";
import type { Compiled } from "./compile.ts";

const WHOLE = 10_000;

/** amount × num / den by the rounding rule of money; through large integers only where small ones would not hold it. */
export function partOf(amount: number, num: number, den: number): number {
  if (num === den) return amount;
  const doubled = 2 * amount * num;
  if (doubled + 3 * den < Number.MAX_SAFE_INTEGER) return Math.floor((doubled + den) / (2 * den));
  return Number(rounded(BigInt(amount) * BigInt(num), BigInt(den)));
}

/** What a rule takes off one of its lines, where each line stands for itself. `j` is the line's place among the rule's. */
export function lineOff({ kernel, num, den }: Compiled, j: number, amount: number): number {
  if (kernel.kind === "off") {
    return Math.min(
      partOf(amount, num[j] as number, den[j] as number),
      partOf(kernel.most[j] as number, num[j] as number, den[j] as number),
    );
  }
  const part = partOf(amount, num[j] as number, den[j] as number);
  return kernel.kind === "target" ? Math.max(0, part - (kernel.to[j] as number)) : part;
}

/** What is taken off a sum by its steps. It never falls as the sum rises, nor is it more than the sum. */
export function stepOff(kernel: Extract<Compiled["kernel"], { kind: "sum" }>, sum: number): number {
  let reached: (typeof kernel.steps)[number] | undefined;
  for (const step of kernel.steps) if (step.fromMinor <= sum) reached = step;
  if (!reached) return 0;
  if (reached.basisPoints !== undefined) return partOf(sum, reached.basisPoints, WHOLE);
  const times = kernel.each ? Math.floor(sum / Math.max(reached.fromMinor, 1)) : 1;
  return Math.min(sum, (reached.offMinor ?? 0) * times);
}

export function sumAt(amounts: readonly number[], places: readonly number[]): number {
  let sum = 0;
  for (const n of places) sum += amounts[n] as number;
  return sum;
}

export function partsOf({ lines, num, den }: Compiled, amounts: readonly number[]): number[] {
  return lines.map((n, j) => partOf(amounts[n] as number, num[j] as number, den[j] as number));
}

const isReached = ({ rule, within }: Compiled, amounts: readonly number[]): boolean =>
  rule.minMinor === undefined || sumAt(amounts, within) >= rule.minMinor;

/** What a rule takes off in all. It never rises as amounts fall: the bounds of the search rest on that. */
export function totalOff(compiled: Compiled, amounts: readonly number[]): number {
  if (!isReached(compiled, amounts)) return 0;
  const { kernel, lines, num, den, rule } = compiled;
  let off = 0;
  if (kernel.kind === "sum" || kernel.kind === "set") {
    let sum = 0;
    for (let j = 0; j < lines.length; j++) {
      sum += partOf(amounts[lines[j] as number] as number, num[j] as number, den[j] as number);
    }
    off = kernel.kind === "set" ? Math.max(0, sum - kernel.priceMinor) : stepOff(kernel, sum);
  } else {
    for (let j = 0; j < lines.length; j++) off += lineOff(compiled, j, amounts[lines[j] as number] as number);
  }
  return rule.capMinor === undefined ? off : Math.min(off, rule.capMinor);
}

/** What a rule takes off each of its lines. A cap, a step or a price for a set is split in proportion, by largest remainder. */
export function offsOf(compiled: Compiled, amounts: readonly number[]): number[] {
  const total = totalOff(compiled, amounts);
  if (total === 0) return compiled.lines.map(() => 0);
  const { kernel, lines } = compiled;
  if (kernel.kind === "sum" || kernel.kind === "set") return apportion(total, partsOf(compiled, amounts));
  const offs = lines.map((n, j) => lineOff(compiled, j, amounts[n] as number));
  return offs.reduce((sum, off) => sum + off, 0) === total ? offs : apportion(total, offs);
}

/** The amounts after a rule; what it was given stays as it is. */
export function after({ lines }: Compiled, amounts: readonly number[], offs: readonly number[]): number[] {
  const next = amounts.slice();
  for (let j = 0; j < lines.length; j++) {
    const n = lines[j] as number;
    next[n] = (next[n] as number) - (offs[j] as number);
  }
  return next;
}
