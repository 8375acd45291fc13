import * as z from "zod";
import { Filter } from "../../shared/filter/filter.ts";
import { text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { COVERED_MAX, covered } from "../accounts/schema.ts";

/** Plans that a tenant may have. */
export const PLANS_MAX = 20;
/** Combinations of a region, a product line and a role that one plan may ask for. */
export const CELLS_MAX = 1_000;

const named = (what: string) =>
  z
    .array(covered)
    .min(1)
    .max(COVERED_MAX)
    .refine((all) => new Set(all).size === all.length, "must not name one twice")
    .describe(what);

/** What is to be covered of some accounts: each region and product line by each role. */
export const CoveragePlanInput = z.object({
  name: text(100).describe("What it is called."),
  when: Filter.optional().describe("The accounts that it is for; all of them, where nothing is said."),
  regions: named("The regions that are to be covered."),
  productLines: named("The product lines that are to be covered."),
  roles: named("The roles in which somebody is to cover each region and product line."),
  ownerRole: covered
    .optional()
    .describe("The role that an account's owner has in all regions and product lines; none, if left out."),
});
export const CoveragePlan = CoveragePlanInput.extend({ ...recordFields, archived: z.boolean().optional() });

export const CELL_STATES = ["covered", "gap", "double"] as const;
export const CellState = z.enum(CELL_STATES).describe("By one person, by nobody, or by several.");

/** One place of the matrix: who covers a product line in a region, in which role. */
export const Cell = z.object({
  ...{ region: z.string(), productLine: z.string(), role: z.string() },
  userIds: z.array(z.string()),
  state: CellState,
});

const counts = { gaps: z.int(), doubles: z.int() };

/** The matrix of one account by the plan that is for it; without such a plan nothing is asked for. */
export const AccountCoverage = z.object({
  accountId: z.string(),
  plan: CoveragePlanInput.pick({ name: true, regions: true, productLines: true, roles: true })
    .extend({ id: z.string() })
    .optional(),
  cells: z.array(Cell),
  ...counts,
  beside: z
    .array(z.object({ userId: z.string(), role: z.string().optional() }))
    .describe("Who is in the team and covers nothing of what the plan asks for."),
});

/** A place of the matrix of one of several accounts. */
export const AccountCell = Cell.extend({ accountId: z.string(), name: z.string().optional() });
