import * as z from "zod";
import { amountMinor, civilDay, idOf, instant, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { AmendmentInput } from "../orders/schema.ts";
import { hours, NODES_MAX, NodeInput, nodeKey, TemplateNode, unlike } from "./schema.ts";

export const CHANGE_STATES = ["draft", "applied", "withdrawn"] as const;

const ChangedNode = NodeInput.omit({ assigneeId: true })
  .partial()
  .extend({
    key: nodeKey.describe("The node that changes."),
  });

export const ChangeRequestInput = z.object({
  projectId: idOf("prj").describe("The project that changes."),
  name: text(200).describe("What changes, in short."),
  reason: text(2_000).describe("Why it changes."),
  add: z.array(TemplateNode).max(NODES_MAX).optional().describe("Tasks and milestones that come to the plan."),
  change: z
    .array(ChangedNode)
    .max(NODES_MAX)
    .refine((all) => new Set(all.map(({ key }) => key)).size === all.length, "must not name one twice")
    .optional()
    .describe("Those that change; what is left out stays."),
  drop: unlike(nodeKey, NODES_MAX).optional().describe("The keys of those that are given up."),
  budgetHours: hours.optional().describe("The hours that the project may take then."),
  budgetMinor: amountMinor.optional().describe("The money that it may cost then."),
  terms: AmendmentInput.pick({ lines: true, instalments: true })
    .optional()
    .describe("What the order comes to then, as an amendment says it; its receivables follow."),
  ownerId: idOf("usr").optional().describe("Who asks for it; whoever makes it, unless told."),
  departmentId: idOf("dep").optional().describe("Whose it is."),
});

/** What differs: a field of a node or of the money, before and after. */
const Difference = z.object({ of: z.string(), field: z.string(), from: z.unknown(), to: z.unknown() });

export const ChangeDiff = z.object({
  scope: z.object({ added: z.array(z.string()), dropped: z.array(z.string()), changed: z.array(Difference) }),
  dates: z.object({
    endOn: z.object({ from: civilDay.optional(), to: civilDay.optional() }),
    nodes: z.array(Difference),
  }),
  money: z.object({
    totalMinor: z.object({ from: z.int(), to: z.int() }).optional(),
    changed: z.array(Difference),
  }),
});

export const ChangeRequest = ChangeRequestInput.extend({
  ...recordFields,
  status: z.enum(CHANGE_STATES),
  /** 1 at first, one more each time that it is changed. */
  revision: z.int(),
  appliedAt: instant.optional(),
  /** What it changed, as it was applied. */
  diff: ChangeDiff.optional(),
  approvalId: z.string().optional(),
  archived: z.boolean().optional(),
});

/** What a change request said before it was changed. */
export const ChangeRevision = z.object({
  ...recordFields,
  changeRequestId: z.string(),
  revision: z.int(),
  before: ChangeRequestInput.omit({ projectId: true }),
});
