import type { BasketLine, Rule, Scope } from "../../../functions/prices/engine/types.ts";

/**
 * The cheapest combination by going through all of them, written from what the rules mean and not from how the engine
 * reckons: whole numbers of any size, units one by one, every set of rules.
 */

const looksAt = (scope: Scope | undefined, line: BasketLine): boolean => {
  const products = scope?.productIds ?? [line.productId];
  const types = scope?.productTypes ?? [line.productType];
  return products.includes(line.productId) && types.includes(line.productType);
};

/** Half a unit goes up; nothing here is negative. */
const round = (over: bigint, under: bigint): bigint => {
  const whole = over / under;
  return (over % under) * 2n >= under ? whole + 1n : whole;
};

const add = (all: readonly bigint[]): bigint => all.reduce((sum, one) => sum + one, 0n);

/** Largest remainders: one unit after another to whoever is furthest below their share. */
function hand(amount: bigint, sizes: readonly bigint[]): bigint[] {
  const whole = add(sizes);
  const got = sizes.map((size) => (amount * size) / whole);
  const rest = sizes.map((size, n) => amount * size - (got[n] as bigint) * whole);
  for (let left = amount - add(got); left > 0n; left -= 1n) {
    let next = 0;
    for (let n = 1; n < rest.length; n++) if ((rest[n] as bigint) > (rest[next] as bigint)) next = n;
    got[next] = (got[next] as bigint) + 1n;
    rest[next] = -1n;
  }
  return got;
}

type Unit = { line: number; price: { over: bigint; under: bigint } };

/** Units of some lines one by one, the cheapest first; the dearest first, if asked. */
function units(lines: readonly BasketLine[], picked: (line: BasketLine) => boolean, dearest = false): Unit[] {
  const all = lines.flatMap((line, n) =>
    picked(line)
      ? Array.from(
          { length: line.quantity },
          (): Unit => ({
            line: n,
            price: { over: BigInt(line.amountMinor), under: BigInt(line.quantity) },
          }),
        )
      : [],
  );
  const cheaper = (a: Unit, b: Unit): bigint => a.price.over * b.price.under - b.price.over * a.price.under;
  return all.sort((a, b) => {
    const order = dearest ? cheaper(b, a) : cheaper(a, b);
    return order === 0n ? a.line - b.line : order < 0n ? -1 : 1;
  });
}

const countBy = (taken: readonly Unit[], lines: readonly BasketLine[]): bigint[] =>
  lines.map((_, n) => BigInt(taken.filter(({ line }) => line === n).length));

type Offs = bigint[] | undefined;

/** So many basis points of so many units of each line, of at most so many months. */
function shares(rule: Rule, lines: readonly BasketLine[], now: readonly bigint[], counts: bigint[], points: number) {
  return lines.map((line, n) => {
    const months = BigInt(line.months ?? 1);
    const most = rule.monthsMax === undefined || BigInt(rule.monthsMax) > months ? months : BigInt(rule.monthsMax);
    const over = (now[n] as bigint) * (counts[n] as bigint) * BigInt(points) * most;
    return round(over, BigInt(line.quantity) * 10_000n * months);
  });
}

type Bundle = Extract<Rule["effect"], { type: "bundle" }>;

/** What whole bundles are cheaper by: by a share, by an amount, or by what their parts cost beyond one price. */
function bundleOffs(
  rule: Rule,
  effect: Bundle,
  lines: readonly BasketLine[],
  now: readonly bigint[],
  split: (off: bigint, over: readonly bigint[]) => Offs,
): Offs {
  let times = effect.timesMax ?? 1_000_000;
  for (const { productId, quantity: need } of effect.items) {
    const there = units(lines, (line) => line.productId === productId).length;
    times = Math.min(times, Math.floor(there / need));
  }
  if (times === 0) return undefined;
  const taken = effect.items.flatMap(({ productId, quantity: need }) =>
    units(lines, (line) => line.productId === productId, true).slice(0, times * need),
  );
  const counts = countBy(taken, lines);
  if (effect.basisPoints !== undefined) return shares(rule, lines, now, counts, effect.basisPoints);
  const parts = lines.map((line, n) => round((now[n] as bigint) * (counts[n] as bigint), BigInt(line.quantity)));
  if (effect.priceMinor === undefined) return split(BigInt((effect.amountMinor ?? 0) * times), parts);
  return split(add(parts) - BigInt(effect.priceMinor * times), parts);
}

/** What a rule takes off each line, from what is left when its turn comes; nothing where it does not hold. */
function offs(rule: Rule, lines: readonly BasketLine[], now: readonly bigint[]): Offs {
  const { effect } = rule;
  const mine = (line: BasketLine): boolean => looksAt(rule.scope, line);
  const quantities = lines.map((line) => (mine(line) ? BigInt(line.quantity) : 0n));
  const amounts = lines.map((line, n) => (mine(line) ? (now[n] as bigint) : 0n));
  const quantity = Number(add(quantities));
  const sum = add(amounts);
  if (quantity === 0 || quantity < (rule.minQuantity ?? 0) || sum < BigInt(rule.minMinor ?? 0)) return undefined;
  const split = (off: bigint, over: readonly bigint[]): Offs => {
    const least = [add(over), BigInt(rule.capMinor ?? off)].reduce((a, b) => (a < b ? a : b), off);
    return least > 0n ? hand(least, over) : undefined;
  };
  switch (effect.type) {
    case "percent":
      if (effect.of === "lines") return shares(rule, lines, now, quantities, effect.basisPoints);
      return split(round(sum * BigInt(effect.basisPoints), 10_000n), amounts);
    case "amount": {
      if (effect.of === "basket") return split(BigInt(effect.amountMinor), amounts);
      return amounts.map((amount, n) => {
        const off = BigInt(effect.amountMinor) * (quantities[n] as bigint);
        return off < amount ? off : amount;
      });
    }
    case "unitPrice": {
      const taken = units(lines, mine, true).slice(0, effect.unitsMax ?? quantity);
      const counts = countBy(taken, lines);
      return lines.map((line, n) => {
        const count = counts[n] as bigint;
        const part = round((now[n] as bigint) * count, BigInt(line.quantity));
        const periods = BigInt(line.months ?? line.periodMonths ?? 1);
        const wanted = round(count * BigInt(effect.unitPriceMinor) * periods, BigInt(line.periodMonths ?? 1));
        const off = part - wanted;
        return off > 0n ? off : 0n;
      });
    }
    case "fullReduction": {
      let off = 0n;
      for (const { fromMinor, offMinor, basisPoints } of effect.steps) {
        if (sum < BigInt(fromMinor)) continue;
        const times = effect.each ? sum / BigInt(fromMinor) : 1n;
        off = basisPoints === undefined ? BigInt(offMinor ?? 0) * times : round(sum * BigInt(basisPoints), 10_000n);
      }
      return split(off, amounts);
    }
    case "volume": {
      const reached = effect.steps.findLast(({ fromQuantity }) => quantity >= fromQuantity);
      return reached && shares(rule, lines, now, quantities, reached.basisPoints);
    }
    case "bundle":
      return bundleOffs(rule, effect, lines, now, split);
    case "buyGet": {
      const { buy, get, basisPoints, getScope, timesMax = 1_000_000 } = effect;
      const isGot = (line: BasketLine): boolean => (getScope ? looksAt(getScope, line) : mine(line));
      const bought = units(lines, (line) => mine(line) && !(getScope && isGot(line))).length;
      const times = Math.min(timesMax, Math.floor(bought / (getScope ? buy : buy + get)));
      const counts = countBy(units(lines, isGot).slice(0, times * get), lines);
      return shares(rule, lines, now, counts, basisPoints);
    }
  }
}

const capped = (rule: Rule, given: bigint[]): bigint[] => {
  const most = rule.capMinor === undefined ? undefined : BigInt(rule.capMinor);
  return most !== undefined && add(given) > most ? hand(most, given) : given;
};

const phase = ({ coupon, effect }: Rule): number => {
  if (coupon) return 3;
  return effect.type === "fullReduction" || ("of" in effect && effect.of === "basket") ? 2 : 1;
};

/** What is left of the lines after some rules. */
export function leftAfter(lines: readonly BasketLine[], rules: readonly Rule[]): bigint[] {
  const turn = (rule: Rule): string =>
    [phase(rule), String(rule.priority).padStart(9, "0"), rule.coupon ?? rule.id].join(" ");
  let now = lines.map(({ amountMinor }) => BigInt(amountMinor));
  for (const rule of [...rules].sort((a, b) => (turn(a) < turn(b) ? -1 : 1))) {
    const found = offs(rule, lines, now);
    if (!found) continue;
    const taken = capped(rule, found);
    now = now.map((amount, n) => amount - (taken[n] as bigint));
  }
  return now;
}

/** The lines that a rule could take something off, whatever they cost by then. */
function reach(rule: Rule, lines: readonly BasketLine[]): number[] {
  const rich = lines.map((line) => ({ ...line }));
  const { minMinor: _min, capMinor: _cap, ...free } = rule;
  const { effect } = free;
  if (effect.type === "bundle") {
    const named = effect.items.map(({ productId }) => productId);
    const times = Math.min(
      effect.timesMax ?? 1_000_000,
      ...effect.items.map((item) =>
        Math.floor(units(rich, (line) => line.productId === item.productId).length / item.quantity),
      ),
    );
    const taken = effect.items.flatMap((item) =>
      units(rich, (line) => line.productId === item.productId, true).slice(0, times * item.quantity),
    );
    return rich.flatMap((line, n) => (named.includes(line.productId) && taken.some((u) => u.line === n) ? [n] : []));
  }
  if (effect.type === "buyGet") {
    const { buy, get, getScope, timesMax = 1_000_000 } = effect;
    const mine = (line: BasketLine): boolean => looksAt(rule.scope, line);
    const isGot = (line: BasketLine): boolean => (getScope ? looksAt(getScope, line) : mine(line));
    const bought = units(rich, (line) => mine(line) && !(getScope && isGot(line))).length;
    const times = Math.min(timesMax, Math.floor(bought / (getScope ? buy : buy + get)));
    const taken = units(rich, isGot).slice(0, times * get);
    return rich.flatMap((_, n) => (taken.some((u) => u.line === n) ? [n] : []));
  }
  if (effect.type === "unitPrice" && effect.unitsMax !== undefined) {
    const taken = units(rich, (line) => looksAt(rule.scope, line), true).slice(0, effect.unitsMax);
    return rich.flatMap((_, n) => (taken.some((u) => u.line === n) ? [n] : []));
  }
  return rich.flatMap((line, n) => (looksAt(rule.scope, line) ? [n] : []));
}

/** Whether two rules may both be taken. */
export function together(a: Rule, b: Rule, lines: readonly BasketLine[]): boolean {
  if (a.exclusive || b.exclusive) return false;
  if (a.excludes?.includes(b.id) || b.excludes?.includes(a.id)) return false;
  if (a.coupon && b.coupon && (a.onePerPayment || b.onePerPayment)) return false;
  if (a.coupon && !b.coupon && a.withoutPromotions) return false;
  if (b.coupon && !a.coupon && b.withoutPromotions) return false;
  if (a.group === undefined || a.group !== b.group) return true;
  const [one, other] = [reach(a, lines), reach(b, lines)];
  return !one.some((n) => other.includes(n));
}

/** The lowest total of all legal sets of rules, by trying each. */
export function lowestTotal(lines: readonly BasketLine[], rules: readonly Rule[]): number {
  let lowest: bigint | undefined;
  for (let set = 0; set < 2 ** rules.length; set++) {
    const chosen = rules.filter((_, n) => (set >> n) & 1);
    if (chosen.some((a, n) => chosen.some((b, m) => m > n && !together(a, b, lines)))) continue;
    const total = add(leftAfter(lines, chosen));
    if (lowest === undefined || total < lowest) lowest = total;
  }
  return Number(lowest);
}
