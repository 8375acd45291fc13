import * as z from "zod";
import { Filter } from "../../shared/filter/filter.ts";
import { civilDay, idOf, text, timeZone } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

const MEMBERS_MAX = 200;
const WEIGHT_MAX = 100;
const PRIORITY_MAX = 10_000;
const COUNT_MAX = 100_000;
const DAYS_MAX = 3_650;
const SPANS_MAX = 6;
const LEAVES_MAX = 100;

/** Somebody whom leads are given to, and how many for each that another of weight 1 gets. */
export const Member = z.strictObject({ userId: idOf("usr"), weight: z.int().min(1).max(WEIGHT_MAX).default(1) });
export type Member = z.output<typeof Member>;

const members = z
  .array(Member)
  .max(MEMBERS_MAX)
  .refine((all) => new Set(all.map((m) => m.userId)).size === all.length, "must not name one twice");

/** Lower goes first; of two that are equal, the older. */
const priority = z.int().min(0).max(PRIORITY_MAX);

/** Whom leads are for: marketing's come before the tenant's sales join, sales' from then on. */
export const AUDIENCES = ["sales", "marketing"] as const;
export type Audience = (typeof AUDIENCES)[number];

/** Leads that a group of people works on, and the terms on which they do. Counts and days that are left out do not bind. */
export const LeadPoolInput = z.object({
  name: text(100),
  members,
  departmentId: idOf("dep").optional(),
  /** `sales` unless told otherwise. */
  audience: z.enum(AUDIENCES).optional(),
  /** Leads that one member may claim on one of the tenant's civil days. */
  claimsPerDayMax: z.int().min(1).max(COUNT_MAX).optional(),
  /** Open leads of this pool that one member may have at a time, by claiming or by being given them. */
  holdingMax: z.int().min(1).max(COUNT_MAX).optional(),
  /** Days that a lead's former owner waits before claiming it again. */
  coolDownDays: z.int().min(1).max(DAYS_MAX).optional(),
  /** Days without follow-up after which a lead goes back to the pool. */
  recycleAfterDays: z.int().min(1).max(DAYS_MAX).optional(),
  /** Days before that on which its owner is reminded. */
  remindBeforeDays: z.int().min(1).max(DAYS_MAX).optional(),
  /** True where leads that come in are given to members in turn; else they wait to be claimed. */
  autoAssign: z.boolean().optional(),
  /** False where leads are given to members outside their working hours too. */
  respectHours: z.boolean().optional(),
  priority: priority.optional(),
  /** Leads that name no pool come into the first one whose `when` they answer. */
  when: Filter.optional(),
});

export const LeadPool = LeadPoolInput.extend({ ...recordFields, archived: z.boolean().optional() });

const Target = z
  .strictObject({ poolId: idOf("lpl").optional(), members: members.min(1).optional() })
  .refine((to) => (to.poolId === undefined) !== (to.members === undefined), "must be either poolId or members");

/** Who gets the leads that `when` picks. The first rule that a lead answers decides. */
export const AssignmentRuleInput = z.object({
  name: text(100),
  priority,
  when: Filter,
  to: Target,
  /** `sales` unless told otherwise. */
  audience: z.enum(AUDIENCES).optional(),
  /** False where leads are given to people outside their working hours too. */
  respectHours: z.boolean().optional(),
});

export const AssignmentRule = AssignmentRuleInput.extend({ ...recordFields, archived: z.boolean().optional() });

export const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;

const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, "must be a time such as 09:00");
const Span = z
  .strictObject({ from: time, to: time })
  .refine(({ from, to }) => from < to, { path: ["to"], message: "must be after from" });
const spans = z.array(Span).max(SPANS_MAX).optional();

/** When somebody is given leads: a weekday that is left out is free, `hours` left out means always. */
export const Availability = z.strictObject({
  /** The tenant's zone unless told otherwise. */
  timeZone: timeZone.optional(),
  hours: z
    .strictObject({ sun: spans, mon: spans, tue: spans, wed: spans, thu: spans, fri: spans, sat: spans })
    .optional(),
  /** Civil days of absence, both ends included. */
  leave: z
    .array(
      z
        .strictObject({ fromOn: civilDay, toOn: civilDay })
        .refine(({ fromOn, toOn }) => fromOn <= toOn, { path: ["toOn"], message: "must not be before fromOn" }),
    )
    .max(LEAVES_MAX)
    .optional(),
});

/** How much each member of a pool has, and may still have. */
export const PoolLoad = z.object({
  poolId: z.string(),
  on: civilDay,
  members: z.array(
    z.object({
      userId: z.string(),
      weight: z.int(),
      holding: z.int(),
      holdingMax: z.int().optional(),
      claimsToday: z.int(),
      claimsPerDayMax: z.int().optional(),
      /** True if a lead that comes in now may be given to this member; else `why` says what is in the way. */
      eligible: z.boolean(),
      why: z.string().optional(),
    }),
  ),
  /** Whose turn comes next, if nobody's eligibility changes. */
  nextUserId: z.string().nullable(),
});
