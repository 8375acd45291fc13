import * as z from "zod";
import { basisPoints, civilDay, currency, idOf, instant, positiveMinor, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

const LINES_MAX = 50;
const SEATS_MAX = 100_000;

export const PARTNER_ORDER_STATES = ["draft", "submitted", "confirmed", "rejected", "withdrawn"] as const;

const Line = z.strictObject({
  productId: idOf("prd").describe("What is ordered."),
  quantity: z.int().min(1).max(1_000_000).describe("How many of it."),
});

/** What a partner orders for a customer. An upgrade goes by the seats of the code that the customer has. */
export const PartnerOrderInput = z.object({
  partnerId: idOf("ptn").optional().describe("Who orders; a partner's own person leaves it out."),
  customerName: text(200).describe("The company that it is for."),
  kind: z
    .enum(["normal", "upgrade"])
    .describe("normal: products at the partner's rate; upgrade: more seats, or a new version."),
  currency: currency
    .optional()
    .describe("Of the amounts; the tenant's, unless told otherwise. An upgrade is in that of its prices."),
  lines: z
    .array(Line)
    .min(1)
    .max(LINES_MAX)
    .describe("What is ordered; of an upgrade the one product that is upgraded."),
  activationCode: text(2_000).optional().describe("The original code, as it was issued; an upgrade needs it."),
  toSeats: z
    .int()
    .min(1)
    .max(SEATS_MAX)
    .optional()
    .describe("The seats that an upgrade comes to; as many for a new version."),
  note: text(2_000).optional().describe("What else is to be known."),
  ownerId: idOf("usr")
    .optional()
    .describe("Which of the tenant's people looks after it; the partner's manager, unless told otherwise."),
  departmentId: idOf("dep").optional().describe("Whose it is."),
});

const PricedLine = Line.extend({
  listMinor: z.int().describe("What it costs by the price book or the catalogue."),
  amountMinor: z.int().describe("What the partner pays."),
});

export const PartnerOrder = PartnerOrderInput.omit({ activationCode: true }).extend({
  ...recordFields,
  partnerId: z.string(),
  currency,
  lines: z.array(PricedLine),
  state: z.enum(PARTNER_ORDER_STATES),
  rateBasisPoints: basisPoints.describe("What the partner pays of a list price, as it was when this was priced."),
  totalMinor: positiveMinor,
  activationCodeId: z.string().optional(),
  fromSeats: z.int().optional(),
  submittedAt: instant.optional(),
  decidedAt: instant.optional(),
  decidedBy: z.string().optional(),
  reason: z.string().optional(),
  orderId: z.string().optional().describe("The order that it became."),
  archived: z.boolean().optional(),
});

export const ConfirmInput = z.strictObject({
  accountId: idOf("acc").optional().describe("The customer; left out, the account that surely is the same company."),
  contractNo: text(64).optional().describe("The number of the contract."),
  dueOn: civilDay.optional().describe("When it is due; in 30 days, unless told otherwise."),
});
