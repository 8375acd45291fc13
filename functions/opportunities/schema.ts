import * as z from "zod";
import { CustomValues } from "../../shared/records/fields.ts";
import { amountMinor, civilDay, currency, idOf, instant, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { TEAM_MAX, TeamMember } from "../accounts/schema.ts";
import { partKey } from "./pipeline-schema.ts";
import { Qualification } from "./qualification-schema.ts";

export { CATEGORIES, type Category } from "./pipeline-schema.ts";
export { partKey };

/** How an opportunity stands; both ends can be opened again. */
export const STATUSES = ["open", "closedWon", "closedLost"] as const;

const PRODUCTS_MAX = 50;
const COMPETITORS_MAX = 20;
const STAKEHOLDERS_MAX = 50;

const ProductWanted = z.strictObject({
  productId: idOf("prd"),
  quantity: z.int().min(1).max(1_000_000).optional(),
  amountMinor: amountMinor.optional().describe("What the product is expected to bring."),
});

const Stakeholder = z.strictObject({
  contactId: idOf("con"),
  role: text(50).describe("The part in the decision: decider, influencer, champion, user, gatekeeper, blocker."),
  stance: text(50).optional().describe("How they stand to us: supporter, neutral, opponent, unknown."),
});

/** A list whose items name different records. */
const distinct = <T extends z.ZodType>(item: T, max: number, idOfItem: (item: z.output<T>) => string) =>
  z
    .array(item)
    .max(max)
    .refine((all) => new Set(all.map(idOfItem)).size === all.length, "must not name one twice");

/** A sale that may come about with one account. */
export const OpportunityInput = z.object({
  name: text(200),
  accountId: idOf("acc"),
  contactId: idOf("con").optional(),
  amountMinor: amountMinor.optional(),
  currency: currency.optional(),
  expectedOn: civilDay.optional().describe("The day on which it is expected to be decided."),
  pipelineId: idOf("pip").optional().describe("The tenant's default pipeline, unless told otherwise."),
  stage: partKey.optional().describe("The key of a stage of the pipeline; its first one, unless told otherwise."),
  status: z.enum(STATUSES).optional().describe("Follows from the stage; told alone it moves to the stage that fits."),
  /** Why it was lost. */
  lostReason: text(200).optional(),
  nextStep: text(500).optional().describe("What is done next."),
  nextStepOn: civilDay.optional().describe("The day for the next step."),
  ownerId: idOf("usr").optional(),
  departmentId: idOf("dep").optional(),
  partnerId: idOf("ptn").optional().describe("The partner who brings it, or sells it."),
  team: distinct(TeamMember, TEAM_MAX, ({ userId }) => userId)
    .optional()
    .describe("Who works on it besides its owner, in which role; they see it as their own."),
  products: distinct(ProductWanted, PRODUCTS_MAX, ({ productId }) => productId)
    .optional()
    .describe("What the customer may buy."),
  competitors: distinct(idOf("cmp"), COMPETITORS_MAX, (id) => id)
    .optional()
    .describe("Who else is in the race."),
  stakeholders: distinct(Stakeholder, STAKEHOLDERS_MAX, ({ contactId }) => contactId)
    .optional()
    .describe("Who takes part in the customer's decision."),
  qualification: Qualification.optional().describe("What is known of it, by the questions of a template."),
  custom: CustomValues.optional(),
});

export const Opportunity = OpportunityInput.extend({
  ...recordFields,
  status: z.enum(STATUSES),
  /** With the type of each product, as it was when it was named. */
  products: z.array(ProductWanted.extend({ productType: z.string().optional() })).optional(),
  /** Since when it stands in its stage, where that is not since it was made. */
  stageAt: instant.optional(),
  /** The open stage that it stood in last: where it goes when it is opened again. */
  openStage: z.string().optional(),
  /** 0 to 100, by the template as it was when the answers were last written. */
  qualificationScore: z.int().optional(),
  /** From when on it has stood in its stage for too long. */
  staleAt: instant.optional(),
  /** The stay, and the expected day, of which its owner was told. */
  staleToldFor: instant.optional(),
  overdueToldFor: civilDay.optional(),
  /** When the owner is next told of something. */
  alertAt: instant.optional(),
  /** The lead that it came from. */
  leadId: z.string().optional(),
  closedAt: instant.optional(),
  /** The day of the tenant on which it was closed. */
  closedOn: civilDay.optional(),
  archived: z.boolean().optional(),
});

export const MoveInput = z.strictObject({
  stage: partKey.describe("The key of a stage of its pipeline."),
  lostReason: text(200).optional().describe("Why it was lost; required of a stage for what was lost."),
});

/**
 * One move of an opportunity between stages, or its coming into the first. Never changed once written: it tells whose the
 * opportunity was and what it was worth then.
 */
export const StageMove = z.object({
  ...recordFields,
  opportunityId: z.string(),
  pipelineId: z.string(),
  /** Where it stood before; left out where it was made. */
  from: z.string().optional(),
  to: z.string(),
  /** Since when it had stood there, and for how long. */
  sinceAt: instant.optional(),
  stayedSeconds: z.int().optional(),
  movedAt: instant,
  movedOn: civilDay,
  /** Who moved it. */
  movedBy: z.string(),
  amountMinor: z.int().optional(),
  currency: z.string(),
  ownerId: z.string().optional(),
  departmentId: z.string().optional(),
  teamIds: z.array(z.string()).optional(),
  productTypes: z.array(z.string()).optional(),
  competitors: z.array(z.string()).optional(),
});

/** As it is shown: whoever may not see an opportunity's amount is not told what it was. */
export const StageMoveView = StageMove.omit({ teamIds: true });
