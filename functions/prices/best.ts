import type * as z from "zod";
import type { Caller } from "../../shared/http/route.ts";
import { documentOf } from "../../shared/money-lines.ts";
import type { Best, BestInput } from "./best-route.ts";
import { basketOf } from "./buyer.ts";
import { resolved } from "./codes.ts";
import { ineligible } from "./engine/eligible.ts";
import { cheapest } from "./engine/index.ts";
import type { BasketLine, Rejection, Rule } from "./engine/types.ts";
import { factsOf, promotionsInForce } from "./facts.ts";
import { ruleOf } from "./offer-rules.ts";
import { type PriceAsk, type Priced, priceOf } from "./price-of.ts";
import { type Why, WORDS } from "./words.ts";

type Asked = z.output<typeof BestInput>;
type Rejected = z.output<typeof Best>["rejected"][number];

const named = (rule: Pick<Rule, "id" | "coupon">): { promotionId: string } | { coupon: string } =>
  rule.coupon === undefined ? { promotionId: rule.id } : { coupon: rule.coupon };

const refused = (why: Why, of: object): Rejected => ({ ...of, why, words: WORDS[why] });

const told = (rule: Rule, rejection: Rejection, name: string | undefined): Rejected => {
  const { why, ...more } = rejection;
  return { ...refused(why, { ...named(rule), ...(name && { name }) }), ...more };
};

/** Priced lines as the engine takes them. */
export const basketLines = (lines: readonly PriceAsk[], priced: readonly Priced[]): BasketLine[] =>
  lines.map(({ product, quantity, months }, n) => ({
    ...{ productId: product.id, productType: product.productType, quantity },
    ...(months !== undefined && { months }),
    ...(product.recurring && { periodMonths: product.recurring.months }),
    amountMinor: priced[n]?.listMinor ?? 0,
  }));

/** The offers that a buyer may have, by the engine's rules, and those that are refused before anything is reckoned. */
async function offersFor(call: Caller, asked: Asked, buyer: Awaited<ReturnType<typeof basketOf>>["buyer"]) {
  const facts = await factsOf(call, buyer, asked.currency);
  const [promotions, codes] = await Promise.all([
    promotionsInForce.of(call.table),
    resolved(call, asked.coupons ?? [], facts),
  ]);
  const names = new Map<string, string>();
  const rules: Rule[] = [];
  const rejected: Rejected[] = [];
  for (const row of promotions) {
    names.set(row.id, row.name);
    const why = ineligible(row, facts);
    if (why) rejected.push(refused(why, { promotionId: row.id, name: row.name }));
    else rules.push(ruleOf(row.id, row));
  }
  for (const found of codes) {
    if ("why" in found) rejected.push(refused(found.why, { coupon: found.code }));
    else {
      names.set(found.rule.id, found.template.name);
      rules.push(found.rule);
    }
  }
  return { names, rules, rejected };
}

/** The cheapest price of a basket, for a buyer: where each price came from, what each offer takes off, why others do not. */
export async function bestOf(call: Caller, asked: Asked): Promise<z.output<typeof Best>> {
  const { buyer, lines } = await basketOf(call, asked);
  const priced = await priceOf(call, { ...buyer, currency: asked.currency }, lines);
  const { names, rules, rejected } = await offersFor(call, asked, buyer);
  const basket = basketLines(lines, priced);
  const found = cheapest(basket, rules);
  const nameOf = ({ id }: Rule): string => names.get(id) ?? id;
  const document = documentOf(
    priced.map(({ listMinor, taxBasisPoints }, n) => {
      const amountMinor = found.amounts[n] as number;
      const tax = taxBasisPoints === undefined ? {} : { taxBasisPoints };
      return { listMinor, discountMinor: listMinor - amountMinor, amountMinor, ...tax };
    }),
  );
  return {
    ...{ currency: asked.currency, on: buyer.on, totalMinor: found.totalMinor },
    listMinor: priced.reduce((sum, line) => sum + line.listMinor, 0),
    ...{ taxMinor: document.taxMinor, grossMinor: document.totalMinor },
    ...{ atLeastMinor: found.atLeastMinor, isProven: found.atLeastMinor === found.totalMinor },
    lines: priced.map(({ currency: _currency, periodMonths: _period, ...line }, n) => ({
      ...line,
      ...(asked.lines[n]?.months !== undefined && { months: asked.lines[n]?.months }),
      amountMinor: found.amounts[n] as number,
      ...{ taxMinor: document.lines[n]?.taxMinor ?? 0, grossMinor: document.lines[n]?.grossMinor ?? 0 },
      applied: found.applied.flatMap(({ rule, offs }) =>
        offs
          .filter((off) => off.line === n)
          .map(({ amountMinor }) => ({ ...named(rule), name: nameOf(rule), amountMinor })),
      ),
    })),
    applied: found.applied.map(({ rule, amountMinor }) => ({ ...named(rule), name: nameOf(rule), amountMinor })),
    rejected: [...found.rejected.map(({ rule, rejection }) => told(rule, rejection, names.get(rule.id))), ...rejected],
  };
}
