import type * as z from "zod";
import { addDays, zonedInstant } from "../../shared/clock.ts";
import { invalidField } from "../../shared/fault.ts";
import type { Named } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import { DECIMALS_MAX } from "../../shared/money-lines.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { accountOwnership } from "../accounts/ownership.ts";
import { account } from "../accounts/table.ts";
import { nextNumber, taken } from "../documents/numbers.ts";
import { opportunity } from "../opportunities/table.ts";
import { checkBase, creditErrors } from "../orders/rules.ts";
import { order } from "../orders/table.ts";
import { partner } from "../partners/table.ts";
import { checkTypes } from "../products/rules.ts";
import { product } from "../products/table.ts";
import { REFERABLE } from "../referable.ts";
import { ownership } from "../users/ownership.ts";
import { department, user } from "../users/table.ts";
import { priced } from "./price.ts";
import { QuoteInput, QuoteView } from "./schema.ts";
import { quote } from "./table.ts";

type Input = z.output<typeof QuoteInput>;
type Line = Input["lines"][number] & { bookPriceMinor?: number | string };

/** What a month of something costs, of which so many months have one price: exactly, or to the last digit that a price has. */
const monthly = (unitPriceMinor: number, periodMonths = 1): number | string =>
  unitPriceMinor % periodMonths === 0
    ? unitPriceMinor / periodMonths
    : (unitPriceMinor / periodMonths).toFixed(DECIMALS_MAX);

/**
 * Lines with their prices: as told, else what price books and the catalogue say for the account on this day. From then on
 * they are the quote's own, whatever becomes of the books; beside a price that was told stands what the books said.
 */
async function withPrices(
  call: Caller,
  { accountId, currency, orderKind }: Pick<RowOf<typeof quote>, "accountId" | "currency"> & Pick<Input, "orderKind">,
  lines: Input["lines"],
  named: Named,
): Promise<Line[]> {
  const asked = lines.map(({ productId, quantity, months, unitPriceMinor }, at) => ({
    ...{ path: `lines.${at}.unitPriceMinor`, product: named.get(productId) as RowOf<typeof product>, quantity },
    ...{ isCompared: unitPriceMinor !== undefined, ...(months && { months }) },
  }));
  const { buyerOf, isPriced, priceOf } = await import("../prices/price-of.ts");
  const about = await call.table.get(account, accountId);
  const prices = await priceOf(call, { ...buyerOf(call, about, { orderKind }), currency }, asked);
  return lines.map((line, n) => {
    const [found, sold] = [prices[n] as (typeof prices)[number], asked[n]?.product as RowOf<typeof product>];
    const { unitPriceMinor, periodMonths } = found;
    if (line.unitPriceMinor !== undefined) {
      // Without months it is for as long as the price stands, as its cost is.
      const bookPriceMinor = monthly(unitPriceMinor, line.months && periodMonths);
      return isPriced(sold, found.source, currency) ? { ...line, bookPriceMinor } : line;
    }
    const months = line.months ?? periodMonths;
    const taxBasisPoints = line.taxBasisPoints ?? found.taxBasisPoints;
    return {
      ...line,
      unitPriceMinor: monthly(unitPriceMinor, periodMonths),
      ...(months && { months }),
      ...(taxBasisPoints !== undefined && { taxBasisPoints }),
    };
  });
}

/** What lines cost the tenant; refuses those of more types than one order can have. */
async function costed(
  call: Caller,
  currency: string,
  lines: Input["lines"],
  named: Named,
): Promise<{ costMinor: number | null }> {
  const { costOfLines, productsOf } = await import("../products/cost.ts");
  const sold = lines.map(({ productId, quantity, months }) => ({
    ...{ productId, quantity },
    ...(months !== undefined && { months: [BigInt(months), 1n] as const }),
  }));
  const products = await productsOf(call, sold, named);
  checkTypes([...products.values()].map(({ productType }) => productType));
  return { costMinor: (await costOfLines(call, currency, sold, products)) ?? null };
}

/** What a customer is offered, as everything that handles records by their declaration knows it. */
export const quoteNoun: Noun = noun({
  entity: quote,
  module: "quotes",
  path: "/v1/quotes",
  input: QuoteInput,
  view: QuoteView,
  title: ({ id, number, revision }) => `${number ?? id.slice(-8)}-${revision}`,
  filters: ["number", "accountId", "opportunityId", "ownerId", "departmentId", "status", "currency"],
  ranges: ["createdAt", "totalMinor", "validUntil"],
  references: {
    opportunityId: opportunity,
    accountId: account,
    baseOrderId: order,
    ownerId: user,
    departmentId: department,
    "lines.productId": product,
    "credits.userId": user,
    "credits.partnerId": partner,
  },
  custom: REFERABLE,
  listed: true,
  lacks: { search: "it has no number of its own", referable: "an order names the quote that it came from" },
  labels: {
    noun: ["报价", "Quote"],
    fields: {
      number: ["报价单号", "Number"],
      costMinor: ["成本", "Cost"],
      sentAt: ["发送时间", "Sent at"],
      baseOrderId: ["原订单", "Base order"],
      startsOn: ["开始日期", "Starts on"],
      endsOn: ["结束日期", "Ends on"],
    },
  },
  told: { by: "ownerId", detail: ["status", "totalMinor", "currency", "validUntil"] },
  defaults: () => ({ status: "draft", revision: 1, orderKind: "new" }),
  check: ({ startsOn, endsOn, credits = [] }) => {
    const wrong = creditErrors(credits);
    if (!startsOn || !endsOn || startsOn <= endsOn) return wrong;
    return [...wrong, { path: "endsOn", code: "invalid", message: "endsOn must not be before startsOn." }];
  },
  states: {
    field: "status",
    next: {
      draft: ["submitted", "approved", "expired"],
      submitted: ["approved", "draft", "expired"],
      approved: ["accepted", "draft", "expired"],
      expired: ["draft"],
    },
    changeIn: ["draft"],
    archiveIn: ["draft", "expired"],
    instead: {
      change: "it changes by POST /v1/quotes/{id}/revise",
      accept: "only one that is approved can be accepted",
    },
  },
  prepare: async (call, input, named) => {
    const sale = named.get(input.opportunityId ?? "") as RowOf<typeof opportunity> | undefined;
    const accountId = sale?.accountId ?? input.accountId;
    if (!accountId) throw invalidField("accountId", "Name an opportunity or an account.", "required");
    if (sale && input.accountId && input.accountId !== accountId) {
      throw invalidField("accountId", "The opportunity is of another account.");
    }
    const about = (named.get(accountId) ?? (await call.table.get(account, accountId))) as RowOf<typeof account>;
    checkBase({ ...input, accountId }, named);
    const lines = await withPrices(call, { ...input, accountId }, input.lines, named);
    const cost = await costed(call, input.currency, lines, named);
    return { accountId, lines, ...cost, ...(await accountOwnership(call, about, input)) };
  },
  revise: async (call, before, patch: Partial<Input>, named) => {
    const after = { ...before, ...patch, accountId: before.accountId };
    checkBase(after, named);
    const lines = patch.lines && (await withPrices(call, after, patch.lines, named));
    return {
      ...(lines && { lines }),
      ...((lines || patch.currency) && (await costed(call, after.currency, lines ?? before.lines, named))),
      ...(await ownership(call, before, patch)),
    };
  },
  derive: async (call, after, before) => ({
    ...(!before && (await nextNumber(call, "quote"))),
    ...priced(after),
    expiresAt: zonedInstant(addDays(after.validUntil, 1), "00:00", call.tenant.timeZone).toISOString(),
  }),
  alongside: (_call, after, before) => (before ? [] : taken("quote", after)),
  example: {
    body: {
      accountId: "{accountId}",
      currency: "CNY",
      validUntil: "2027-12-31",
      lines: [{ productId: "{productId}", quantity: 2, unitPriceMinor: 600_000, taxBasisPoints: 600 }],
      discountBasisPoints: 500,
    },
  },
  patchExample: { body: { discountBasisPoints: 300 } },
});
