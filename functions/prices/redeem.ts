/**
 * A coupon is used with its order or not at all. Its row is replaced under its version, and its counters move under
 * their bounds, in the transaction that makes the order: of many orders that name one code one is made. Time decides
 * and not the sweep: what ran out a moment ago cannot be used, though nobody has noted it yet. Of another account's
 * coupon the same is told as of one that does not exist.
 */
import { Fault, type InputError } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { making, replacement } from "../../shared/records/write.ts";
import type { Action } from "../../shared/table/action.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import type { order } from "../orders/table.ts";
import { basketLines } from "./best.ts";
import { basketOf } from "./buyer.ts";
import { type Resolved, resolved } from "./codes.ts";
import { couponNoun } from "./coupon-noun.ts";
import { cheapest } from "./engine/index.ts";
import type { Rule } from "./engine/types.ts";
import { factsOf } from "./facts.ts";
import { priceOf } from "./price-of.ts";
import { countIdOf, coupon, couponCount, couponTemplate } from "./table.ts";
import { type Why, WORDS } from "./words.ts";

type Ordered = Pick<RowOf<typeof order>, "id" | "accountId" | "currency" | "kind" | "lines" | "coupons"> & {
  partnerId?: string;
};
type Usable = Extract<Resolved, { rule: Rule }>;

const isUsable = (found: Resolved): found is Usable => "rule" in found;

/** The use of a code that everybody uses has an id that follows from order and template, so that it is found again. */
const useIdOf = (orderId: string, templateId: string): string => `${coupon.prefix}_${orderId}-${templateId}`;

const first = (accountId: string): string => countIdOf("first", accountId);

/** Refuses the coupons that cannot be used, each by its place in the order. */
function refuseAll(whys: readonly (Why | undefined)[]): void {
  const errors = whys.flatMap((why, n): InputError[] =>
    why ? [{ path: `coupons.${n}`, code: why, message: WORDS[why].en }] : [],
  );
  if (errors.length > 0) throw new Fault("invalid", errors.map((e) => e.message).join(" "), { errors });
}

/** Why some of the coupons take nothing off the order at its products' prices: too small, or not to be used together. */
async function checkTogether(call: Caller, row: Ordered, found: readonly Usable[]): Promise<void> {
  const { buyer, lines } = await basketOf(call, { ...row, orderKind: row.kind });
  const priced = await priceOf(call, { ...buyer, currency: row.currency }, lines);
  const rules = found.map(({ rule }) => rule);
  const { rejected } = cheapest(basketLines(lines, priced), rules);
  const whys = new Map(rejected.map(({ rule, rejection }) => [rule.coupon, rejection.why]));
  refuseAll(rules.map(({ coupon: code }) => whys.get(code)));
}

/**
 * What is written with an order so that its coupons are used: each of them once, by its account, within its limits. Of two
 * orders that use one coupon at a time one is refused, since its version or its counter has moved on. The amounts of the order
 * are its own; `POST /v1/prices/best` says what they are with the coupons.
 */
export async function redeemCoupons(call: Caller, row: Ordered): Promise<Action[]> {
  const codes = row.coupons ?? [];
  if (codes.length === 0) return [];
  const { buyer } = await basketOf(call, { ...row, orderKind: row.kind });
  const found = await resolved(call, codes, await factsOf(call, buyer, row.currency));
  refuseAll(found.map((one) => (isUsable(one) ? undefined : one.why)));
  const usable = found.filter(isUsable);
  await checkTogether(call, row, usable);
  const used = { status: "redeemed", redeemedAt: call.now, orderId: row.id };
  const changes = await Promise.all(
    usable.map(({ row: single, template, code }) => {
      if (single) return replacement(call, couponNoun, single, used, { as: "redeem" });
      const { accountId } = row;
      const fields = { ...used, accountId, templateId: template.id, code: template.code ?? code, isShared: true };
      return making(call, couponNoun, fields, useIdOf(row.id, template.id));
    }),
  );
  const isFirst = usable.some(({ template }) => template.when?.firstOrder);
  const fault = new Fault("conflict", "Another order has used a coupon for the account's first order.");
  return [
    ...changes.flatMap(({ actions }) => actions),
    ...(isFirst ? [write.add(couponCount, first(row.accountId), { count: 1 }, { atMost: { count: 1 }, fault })] : []),
  ];
}

/** What is written with the cancellation of an order, so that its coupons can be used again until their time is over. */
export async function releaseCoupons(call: Caller, row: Ordered): Promise<Action[]> {
  const released = await Promise.all(
    (row.coupons ?? []).map(async (code) => {
      const key = code.trim().toUpperCase();
      const id = await call.table.idOfUnique(coupon, "code", key);
      const templateId = id ? undefined : await call.table.idOfUnique(couponTemplate, "code", key);
      const found = id ?? (templateId && useIdOf(row.id, templateId));
      const one = found ? await call.table.find(coupon, found) : undefined;
      if (!one || one.orderId !== row.id || one.status !== "redeemed") return { actions: [], isFirst: false };
      const template = await call.table.get(couponTemplate, one.templateId);
      const fields = one.isShared ? { status: "void" } : { status: "claimed", redeemedAt: null, orderId: null };
      const { actions } = await replacement(call, couponNoun, one, fields, { as: "release" });
      return { actions, isFirst: template.when?.firstOrder === true };
    }),
  );
  return [
    ...released.flatMap(({ actions }) => actions),
    ...(released.some(({ isFirst }) => isFirst) ? [write.add(couponCount, first(row.accountId), { count: -1 })] : []),
  ];
}
