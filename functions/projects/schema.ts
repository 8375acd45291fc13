import * as z from "zod";
import { CustomValues } from "../../shared/records/fields.ts";
import { amountMinor, civilDay, currency, idOf, instant, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

/** Nodes of one plan: it is one row, so that a change and all that moves with it are one write. */
export const NODES_MAX = 150;
const DEPENDENCIES_MAX = 20;
const DOCUMENTS_MAX = 20;
const CHECKLIST_MAX = 50;
const DURATION_DAYS_MAX = 500;
const HOURS_MAX = 100_000;
const MEMBERS_MAX = 50;
const INSTALMENTS_MAX = 36;

/** What a plan is made of: work that takes days, and key nodes that are reached on one. */
export const NODE_KINDS = ["task", "milestone"] as const;

/** How work stands. What is done, or is not done after all, keeps its dates. */
export const NODE_STATES = ["open", "doing", "done", "dropped"] as const;

export const nodeKey = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9]{0,39}$/, "must be a letter and up to 39 letters or digits, such as kickoff");

/** Hours in quarters. */
export const hours = z.number().min(0).max(HOURS_MAX).multipleOf(0.25);

export const unlike = <T extends z.ZodType>(item: T, max: number) =>
  z
    .array(item)
    .max(max)
    .refine((all) => new Set(all).size === all.length, "must not name one twice");

/** What template and plan say alike of a node. */
const node = {
  name: text(200).describe("What is done, or reached."),
  phase: text(100).optional().describe("The phase that it belongs to."),
  durationDays: z
    .int()
    .min(1)
    .max(DURATION_DAYS_MAX)
    .optional()
    .describe("Working days that a task takes, 1 unless told; a milestone takes none."),
  estimatedHours: hours.optional().describe("The hours that it takes, in quarters."),
  role: text(50).optional().describe("Who is needed for it: consultant, developer, trainer."),
  dependsOn: unlike(nodeKey, DEPENDENCIES_MAX).optional().describe("The keys of what must have ended before."),
  documents: unlike(text(100), DOCUMENTS_MAX)
    .optional()
    .describe("The documents without which it cannot be completed."),
  acceptance: z.boolean().optional().describe("true for a milestone that the customer accepts."),
  instalmentNo: z
    .int()
    .min(1)
    .max(INSTALMENTS_MAX)
    .optional()
    .describe("The instalment of the order that falls due by its acceptance, 1 for the first."),
  dueDays: z
    .int()
    .min(0)
    .max(365)
    .optional()
    .describe("How many days after the acceptance that instalment is due; 0 unless told."),
};

export const TemplateNode = z.strictObject({
  key: nodeKey.describe("Unique in the template; dependencies name it."),
  kind: z.enum(NODE_KINDS).describe("A task takes days, a milestone is reached on one."),
  ...node,
});

/** How what is delivered of one type of product is planned. */
export const ProjectTemplateInput = z.object({
  name: text(200).describe("What it is called."),
  productType: text(64)
    .optional()
    .describe("Orders with a line of this type of product draft a project by it; only one template says so."),
  nodes: z.array(TemplateNode).min(1).max(NODES_MAX).describe("Its tasks and milestones."),
  checklist: unlike(text(200), CHECKLIST_MAX).optional().describe("What is seen to before a project is closed."),
});
export const ProjectTemplate = ProjectTemplateInput.extend({ ...recordFields, archived: z.boolean().optional() });

export const PROJECT_STATES = ["draft", "active", "accepted", "closed", "cancelled"] as const;

const initiation = {
  budgetHours: hours.optional().describe("The hours that it may take."),
  budgetMinor: amountMinor.optional().describe("The money that it may cost, in its currency."),
  grade: text(20).optional().describe("How important the customer is to delivery: A, B, C."),
};

export const ProjectInput = z.object({
  name: text(200).describe("What it is called."),
  accountId: idOf("acc").describe("Whom it is delivered to."),
  orderId: idOf("ord").optional().describe("The order that it delivers; an order has one project."),
  templateIds: unlike(idOf("ptm"), 5)
    .optional()
    .describe("The templates that its plan is made of; a new project alone names them."),
  startOn: civilDay.optional().describe("The first day of its plan; the day on which it is made, unless told."),
  currency: currency.optional().describe("Of its budget and costs; the order's, else the tenant's."),
  ownerId: idOf("usr").optional().describe("The project manager."),
  departmentId: idOf("dep").optional().describe("The department that delivers it."),
  memberIds: unlike(idOf("usr"), MEMBERS_MAX).optional().describe("Who works on it and sees it as their own."),
  ...initiation,
  custom: CustomValues.optional().describe("Values of the tenant's own fields."),
});

const ChecklistItem = z.object({
  text: z.string(),
  doneAt: instant.optional(),
  doneBy: z.string().optional(),
});

/** What customer success takes over, and what the customer was promised. */
export const HandOver = z.object({
  userId: z.string().optional(),
  promises: z.array(z.string()),
  note: z.string().optional(),
  at: instant,
});

export const Project = ProjectInput.extend({
  ...recordFields,
  status: z.enum(PROJECT_STATES),
  startOn: civilDay,
  currency,
  /** The last day of its plan, and what that was when it was initiated. */
  endOn: civilDay.optional(),
  baselineEndOn: civilDay.optional(),
  /** The types of product that it delivers; without them all that the order has. */
  productTypes: z.array(z.string()).optional(),
  checklist: z.array(ChecklistItem).optional(),
  initiatedAt: instant.optional(),
  acceptedAt: instant.optional(),
  closedAt: instant.optional(),
  cancelledAt: instant.optional(),
  cancelReason: z.string().optional(),
  leftBecause: z.string().optional(),
  handOver: HandOver.optional(),
  /** How many of its change requests were applied. */
  changes: z.int().optional(),
  approvalId: z.string().optional(),
  archived: z.boolean().optional(),
});

/** A node as the plan keeps it. Its dates follow from the plan, but for those of what has begun. */
export const PlanNode = TemplateNode.extend({
  assigneeId: z.string().optional(),
  /** It begins no earlier, whatever it depends on. */
  notBefore: civilDay.optional(),
  state: z.enum(NODE_STATES),
  startOn: civilDay,
  endOn: civilDay,
  baseline: z.object({ startOn: civilDay, endOn: civilDay }).optional(),
  attached: z.array(z.object({ name: z.string(), fileId: z.string() })).optional(),
  doneAt: instant.optional(),
  acceptedAt: instant.optional(),
  /** Who accepted it for the customer. */
  acceptedBy: z.string().optional(),
});

/** The plan of one project, all of it in one row. */
export const Plan = z.object({
  ...recordFields,
  projectId: z.string(),
  startOn: civilDay,
  nodes: z.array(PlanNode),
  /** Who has something to do in it. */
  assigneeIds: z.array(z.string()).optional(),
  /** How many keys the product has made up. */
  keysMade: z.int().optional(),
});

const dated = {
  ...node,
  assigneeId: idOf("usr").optional().describe("Who does it."),
  startOn: civilDay
    .optional()
    .describe("Begins no earlier than this day; left out, as soon as what it depends on has ended."),
};

export const NodeInput = z.strictObject({
  key: nodeKey.optional().describe("Unique in the plan; one is made up, unless told."),
  ...dated,
});

/** A node as it is shown: with what its dates lead to. */
export const NodeView = PlanNode.extend({
  /** Working days by which it may be late without moving the end of the project. */
  slackDays: z.int(),
  isCritical: z.boolean(),
  /** Working days by which it ends later than it was planned to be. */
  delayDays: z.int().optional(),
});

export const PlanView = z.object({
  projectId: z.string(),
  version: z.int(),
  startOn: civilDay,
  endOn: civilDay,
  /** The chain that decides when the project ends, in order. */
  criticalPath: z.array(z.string()),
  /** The working days that it takes. */
  lengthDays: z.int(),
  nodes: z.array(NodeView),
});

export const StartInput = z.strictObject({
  managerId: idOf("usr").describe("The project manager."),
  budgetHours: hours.describe("The hours that it may take."),
  budgetMinor: amountMinor.describe("The money that it may cost, in its currency."),
  grade: initiation.grade,
});

export const CompleteInput = z.strictObject({
  documents: z
    .array(
      z.strictObject({
        name: text(100).describe("One of the documents that are required."),
        fileId: idOf("fil").describe("A file that is attached to the project and ready."),
      }),
    )
    .max(DOCUMENTS_MAX)
    .optional()
    .describe("The documents, where they were not attached before."),
});

export const CheckInput = z.strictObject({
  item: z.int().min(1).max(CHECKLIST_MAX).describe("Which item of the checklist, 1 for the first."),
  done: z.boolean().default(true).describe("false where it is to be seen to again."),
});

export const CancelInput = z.strictObject({ reason: text(500).describe("Why it is not delivered.") });

const PROMISES_MAX = 50;

export const CloseInput = z.strictObject({
  promises: z
    .array(text(500))
    .max(PROMISES_MAX)
    .optional()
    .describe("What the customer was promised beyond the order; customer success is told."),
  note: text(2_000).optional().describe("What customer success should know."),
  leftBecause: text(500).optional().describe("Why what is not done is left; without it a project with any is refused."),
  handOverTo: idOf("usr")
    .optional()
    .describe("Who takes the customer over; who has the role in the account's team, unless told."),
});

const NEXT_DAYS_MAX = 90;

/** When managers are told what is open, overdue and next in their projects. */
export const Drive = z.object({
  weekday: z.int().min(1).max(7).default(1).describe("The day of the week, 1 Monday to 7 Sunday."),
  at: z
    .string()
    .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "must be a time of the day such as 09:00")
    .default("09:00")
    .describe("The time, in the tenant's time zone."),
  nextDays: z.int().min(1).max(NEXT_DAYS_MAX).default(14).describe("Milestones of so many days ahead are told of."),
});

/** When a manager is told next. */
export const DriveDue = z.object({ ...recordFields, userId: z.string(), dueAt: instant });
