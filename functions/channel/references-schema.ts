import * as z from "zod";
import { amountMinor, idOf, instant, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

const CRITERIA_MAX = 30;

/** Who looks at a reference customer in turn, until the quarter ends. */
export const REFERENCE_STEPS = ["zone", "unit", "marketing"] as const;
export const REFERENCE_STATES = ["draft", ...REFERENCE_STEPS, "quarterEnd", "approved", "rejected"] as const;

const key = text(50);

const Answer = z.strictObject({
  key: key.describe("The criterion of the programme."),
  met: z.boolean().describe("Whether the customer meets it."),
  note: text(500).optional().describe("By what one sees that."),
});

const distinct = (keys: readonly { key: string }[]): boolean =>
  new Set(keys.map((one) => one.key)).size === keys.length;

/** A customer that others may be told of. */
export const ReferenceCaseInput = z.object({
  partnerId: idOf("ptn").optional().describe("Who brings it; a partner's own person leaves it out."),
  customerName: text(200).describe("The customer."),
  title: text(200).describe("What the case is called."),
  story: text(10_000).describe("What the customer has done with it, and what came of it."),
  criteria: z
    .array(Answer)
    .max(CRITERIA_MAX)
    .refine(distinct, "must not answer one twice")
    .optional()
    .describe("The criteria of the programme, answered; all have to be met."),
  ownerId: idOf("usr")
    .optional()
    .describe("Which of the tenant's people looks after it; the partner's manager, unless told otherwise."),
  departmentId: idOf("dep").optional().describe("Whose it is."),
});

const Agreement = z.object({ step: z.enum(REFERENCE_STEPS), at: instant, by: z.string() });

export const ReferenceCase = ReferenceCaseInput.extend({
  ...recordFields,
  partnerId: z.string(),
  state: z.enum(REFERENCE_STATES),
  agreements: z.array(Agreement).optional(),
  quarterEndsAt: instant.optional(),
  reason: z.string().optional(),
  approvedAt: instant.optional(),
  rebateMinor: z.int().optional().describe("What the partner was credited for it."),
  archived: z.boolean().optional(),
});

const role = (what: string) => text(50).describe(`The role whose people agree ${what}.`);

/** The tenant's programme of reference customers. */
export const ReferenceProgramme = z.object({
  criteria: z
    .array(z.strictObject({ key: key.describe("Its name in answers."), name: text(200).describe("What is asked.") }))
    .max(CRITERIA_MAX)
    .refine(distinct, "must not name one twice")
    .default([])
    .describe("What a reference customer has to meet."),
  zoneRole: role("for the zone").default("manager"),
  unitRole: role("for the business unit").default("manager"),
  marketingRole: role("for product marketing").default("marketing"),
  rebateMinor: amountMinor.default(100_000).describe("What a partner is credited for each, in the tenant's currency."),
});
