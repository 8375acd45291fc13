import type * as z from "zod";
import { addDays, zonedInstant } from "../../shared/clock.ts";
import { Fault, type InputError, invalidField } from "../../shared/fault.ts";
import type { Named } from "../../shared/http/record.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { accountOwnership } from "../accounts/ownership.ts";
import { account } from "../accounts/table.ts";
import { nextNumber, taken } from "../documents/numbers.ts";
import { opportunity } from "../opportunities/table.ts";
import { partner } from "../partners/table.ts";
import { product } from "../products/table.ts";
import { REFERABLE } from "../referable.ts";
import { ownership } from "../users/ownership.ts";
import { department, user } from "../users/table.ts";
import { priced } from "./price.ts";
import { QuoteInput, QuoteView } from "./schema.ts";
import { quote } from "./table.ts";

type Input = z.output<typeof QuoteInput>;

/** Lines with their prices: as told, else the product's list price, where that is in the quote's currency. */
function withPrices(lines: Input["lines"], currency: string, named: Named): Input["lines"] {
  const errors: InputError[] = [];
  const all = lines.map((line, n) => {
    if (line.unitPriceMinor !== undefined) return line;
    const { listPriceMinor, currency: listed } = named.get(line.productId) as RowOf<typeof product>;
    const path = `lines.${n}.unitPriceMinor`;
    const message = `${path} is required: the product's list price is in ${listed}.`;
    if (listed !== currency) errors.push({ path, code: "required", message });
    return { ...line, unitPriceMinor: listPriceMinor };
  });
  if (errors.length > 0) throw new Fault("invalid", errors.map((e) => e.message).join(" "), { errors });
  return all;
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
    ownerId: user,
    departmentId: department,
    "lines.productId": product,
    "credits.userId": user,
    "credits.partnerId": partner,
  },
  custom: REFERABLE,
  listed: true,
  lacks: { search: "it has no number of its own", referable: "an order names the quote that it came from" },
  labels: { noun: ["报价", "Quote"] },
  told: { by: "ownerId", detail: ["status", "totalMinor", "currency", "validUntil"] },
  defaults: () => ({ status: "draft", revision: 1, orderKind: "new" }),
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
    const lines = withPrices(input.lines, input.currency, named);
    return { accountId, lines, ...(await accountOwnership(call, about, input)) };
  },
  revise: async (call, before, patch: Partial<Input>, named) => ({
    ...(patch.lines && { lines: withPrices(patch.lines, patch.currency ?? before.currency, named) }),
    ...(await ownership(call, before, patch)),
  }),
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
