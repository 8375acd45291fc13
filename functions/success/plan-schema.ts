import * as z from "zod";
import { CustomValues } from "../../shared/records/fields.ts";
import { civilDay, idOf, instant, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

const GOALS_MAX = 10;
/** Each step is a task that is made with the others in one transaction. */
export const PLAN_STEPS_MAX = 15;
export const PLAN_STATES = ["draft", "active", "completed", "abandoned"] as const;
export const GOAL_STATES = ["open", "reached", "missed"] as const;

const key = z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/, "must be a letter and up to 39 letters or digits");
const keyed = <S extends z.ZodType<{ key: string }>>(one: S, max: number) =>
  z
    .array(one)
    .min(1)
    .max(max)
    .refine((all) => new Set(all.map((each) => each.key)).size === all.length, "must not name a key twice");

const goal = {
  key: key.describe("Unique in the plan; steps name it."),
  name: text(200).describe("What the customer wants to come to."),
  measure: text(200).optional().describe("By what it is seen that they have."),
  dueOn: civilDay.optional().describe("By when."),
};
export const StepInput = z.strictObject({
  key: key.describe("Unique in the plan."),
  name: text(200).describe("What is done."),
  goal: key.optional().describe("The key of the goal that it serves."),
  ownerId: idOf("usr").optional().describe("Who does it; the plan's owner, where left out."),
  dueOn: civilDay.describe("By when."),
});

/** What a customer wants to come to, and what is done so that they do. */
export const SuccessPlanInput = z.object({
  accountId: idOf("acc").describe("Whose plan it is."),
  name: text(200).describe("What it is called."),
  goals: keyed(z.strictObject(goal), GOALS_MAX).describe("What the customer wants to come to."),
  steps: keyed(StepInput, PLAN_STEPS_MAX).describe("What is done for it; each becomes a task once the plan begins."),
  ownerId: idOf("usr").optional().describe("Who looks after it; the account's owner, unless told."),
  departmentId: idOf("dep").optional().describe("The department that it belongs to."),
  custom: CustomValues.optional().describe("Values of the tenant's own fields."),
});

export const SuccessPlan = SuccessPlanInput.extend({
  ...recordFields,
  status: z.enum(PLAN_STATES),
  goals: z.array(z.object({ ...goal, state: z.enum(GOAL_STATES).optional(), note: z.string().optional() })),
  /** A step is done with its task, and open again with it. */
  steps: z.array(StepInput.extend({ taskId: z.string().optional(), doneAt: instant.optional() })),
  goalsReached: z.int().optional(),
  stepsDone: z.int().optional(),
  startedAt: instant.optional(),
  endedAt: instant.optional(),
  reason: z.string().optional(),
  archived: z.boolean().optional(),
});

export const GoalInput = z.strictObject({
  goal: key.describe("The key of the goal."),
  state: z.enum(GOAL_STATES).default("reached").describe("reached, missed, or open again."),
  note: text(1_000).optional().describe("What shows it."),
});
export const AbandonInput = z.strictObject({ reason: text(500).describe("Why it is given up.") });
