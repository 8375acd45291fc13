import * as z from "zod";
import { Filter } from "../../shared/filter/filter.ts";
import { civilDay, idOf, instant, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

export const STEPS_MAX = 10;
/** Rules that one tenant may have: every action that may need an approval weighs them. */
export const RULES_MAX = 100;

const By = z
  .string()
  .max(120)
  .regex(/^(manager|role:.{1,50}|user:usr_[0-9A-Za-z]{6,40})$/, "must be manager, role:<name> or user:<id>");

/** Who must agree. */
export const StepInput = z.strictObject({
  by: By.describe("manager (of the record's department), role:<name> or user:<id>."),
  ofDepartment: idOf("dep")
    .optional()
    .describe("The department whose manager is meant, or in or below which the holder of the role must be."),
});

/** "Whoever wants to do this with such a record needs these to agree, one after the other." */
export const ApprovalRuleInput = z.object({
  name: text(100).optional(),
  noun: text(50).describe("The noun whose action needs approval: order, receivable …"),
  action: text(50).optional().describe("The action; the noun's only one that can be held back, unless told otherwise."),
  when: Filter.optional().describe("The records that need it; all of them, where nothing is said."),
  steps: z.array(StepInput).min(1).max(STEPS_MAX),
  priority: z
    .int()
    .min(0)
    .max(10_000)
    .optional()
    .describe("Of several rules that fit, steps of the lowest come first."),
});

export const ApprovalRule = ApprovalRuleInput.extend({
  ...recordFields,
  action: z.string(),
  priority: z.int(),
  archived: z.boolean().optional(),
});

export const APPROVAL_STATES = ["pending", "approved", "rejected", "withdrawn", "lapsed"] as const;

/** A step of an approval, and what became of it. */
export const Step = z.object({
  by: z.string(),
  ofDepartment: z.string().optional(),
  /** Whose turn it is: `user:<id>` or `role:<key>`; known once the step has begun. */
  turn: z.string().optional(),
  state: z.enum(["waiting", "pending", "approved", "rejected"]),
  begunAt: instant.optional(),
  /** When those whose turn it is were reminded, and when administrators were asked besides. */
  remindedAt: instant.optional(),
  escalatedAt: instant.optional(),
  decidedBy: z.string().optional(),
  /** The colleague who is away and for whom it was decided. */
  onBehalfOf: z.string().optional(),
  decidedAt: instant.optional(),
  comment: z.string().optional(),
});

/** An action that waits until others agree to it, or did. */
export const Approval = z.object({
  ...recordFields,
  noun: z.string(),
  recordId: z.string(),
  /** What the record is called. */
  title: z.string().optional(),
  action: z.string(),
  /** What was asked for: the action's body. */
  body: z.record(z.string(), z.unknown()).optional(),
  /** The state that the record had. */
  stateBefore: z.string().optional(),
  /** Who asked; nobody agrees to what they asked for themselves. */
  ownerId: z.string(),
  departmentId: z.string().optional(),
  ruleIds: z.array(z.string()),
  state: z.enum(APPROVAL_STATES),
  /** The step whose turn it is, or that decided; from 0. */
  step: z.int(),
  steps: z.array(Step),
  /** Why it was rejected, withdrawn or could not be done any more. */
  reason: z.string().optional(),
  endedAt: instant.optional(),
  /** When those whose turn it is are told again, or administrators besides. */
  dueAt: instant.optional(),
});

export const ApproveInput = z.strictObject({
  comment: text(500).optional().describe("What the requester should know."),
});
export const RejectInput = z.strictObject({ reason: text(500).describe("Why not; the requester is told.") });
export const WithdrawInput = z.strictObject({
  reason: text(500).optional().describe("Why it is not wanted any more."),
});

/** "While I am away, this colleague decides for me." */
export const ApprovalDelegationInput = z.object({
  toUserId: idOf("usr").describe("Who decides meanwhile."),
  from: civilDay.describe("The first day, in the tenant's time zone."),
  until: civilDay.describe("The last day."),
  reason: text(200).optional(),
});

export const ApprovalDelegation = ApprovalDelegationInput.extend({
  ...recordFields,
  /** Who is away. */
  ownerId: z.string(),
  archived: z.boolean().optional(),
});
