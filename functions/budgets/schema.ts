import * as z from "zod";
import { CustomValues } from "../../shared/records/fields.ts";
import { amountMinor, civilDay, currency, idOf, instant, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

const CENTRES_MAX = 500;
const DEPARTMENTS_MAX = 200;
const DEPTH_MAX = 20;

/** A civil month, `YYYY-MM`. */
export const civilMonth = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "must be a month such as 2027-01");
/** What a cost centre is named by. */
export const centreCode = text(50);

/** What a department or a cost centre may spend in a month, on one category or on all that have no budget of their own. */
export const BudgetInput = z.object({
  departmentId: idOf("dep").optional().describe("The department that may spend it; or name a cost centre."),
  costCentre: centreCode.optional().describe("The cost centre of the finance chart that may spend it, by its code."),
  category: text(50).optional().describe("What it may be spent on; on all that has no budget of its own, if left out."),
  month: civilMonth.describe("The month in which it may be spent: 2027-01."),
  limitMinor: amountMinor.describe("What may be spent, in the tenant's currency."),
  carriesOver: z.boolean().optional().describe("True where what is left of it is added to the next month's."),
  ownerId: idOf("usr").optional().describe("Who answers for it."),
  custom: CustomValues.optional().describe("Values of the tenant's own fields."),
});

/** `leftMinor` = limit + carried in − carried out − reserved − consumed; below zero by what others have paid alone. */
export const Budget = BudgetInput.extend({
  ...recordFields,
  currency,
  /** What was asked for and is yet to be agreed to. */
  reservedMinor: z.int(),
  /** What was booked. */
  consumedMinor: z.int(),
  carriedInMinor: z.int(),
  carriedOutMinor: z.int(),
  leftMinor: z.int(),
  /** When the month is over, in the tenant's zone; and when what was left was carried over. */
  endsAt: instant.optional(),
  carriedAt: instant.optional(),
  archived: z.boolean().optional(),
});

const Mapped = z.strictObject({
  departmentId: idOf("dep").describe("A department of the business chart, with all below it that are not mapped."),
  fromOn: civilDay.optional().describe("The first day on which it holds; always, unless told."),
});

const Centre = z.strictObject({
  code: centreCode.describe("What budgets and bookings name it by; unique."),
  name: text(100).describe("What people call it."),
  parent: centreCode.optional().describe("The code of the cost centre that it is a part of."),
  departments: z
    .array(Mapped)
    .max(DEPARTMENTS_MAX)
    .default([])
    .describe("Whose spending is booked on it, and from when."),
});

type Centres = z.output<typeof Centre>[];
type Wrong = { path: (string | number)[]; message: string };

function parentsWrong(all: Centres): Wrong[] {
  const parents = new Map(all.map(({ code, parent }) => [code, parent]));
  return all.flatMap(({ code, parent }, n): Wrong[] => {
    if (parent === undefined) return [];
    if (!parents.has(parent)) return [{ path: [n, "parent"], message: `There is no cost centre ${parent}.` }];
    let at: string | undefined = parent;
    for (let depth = 0; at !== undefined && depth <= DEPTH_MAX; depth++) {
      if (at === code) return [{ path: [n, "parent"], message: `${code} would be a part of itself.` }];
      at = parents.get(at);
    }
    return at === undefined ? [] : [{ path: [n, "parent"], message: `The chart has at most ${DEPTH_MAX} levels.` }];
  });
}

/** What stands twice: a code, or a department that would belong to two cost centres from the same day on. */
function repeated(all: Centres): Wrong[] {
  const seen = new Set<string>();
  return all.flatMap(({ code, departments }, n) => {
    const codes: Wrong[] = seen.has(code) ? [{ path: [n, "code"], message: `${code} stands twice.` }] : [];
    seen.add(code);
    const days = departments.flatMap(({ departmentId, fromOn = "always" }, m): Wrong[] => {
      const key = `${departmentId} ${fromOn}`;
      const message = `${departmentId} is mapped twice from the same day on.`;
      if (seen.has(key)) return [{ path: [n, "departments", m, "departmentId"], message }];
      seen.add(key);
      return [];
    });
    return [...codes, ...days];
  });
}

/** The finance organisation chart: cost centres, and which department of the business chart books on which, from when. */
export const FinanceChart = z.object({
  costCentres: z
    .array(Centre)
    .max(CENTRES_MAX)
    .check((ctx) => {
      for (const { path, message } of [...repeated(ctx.value), ...parentsWrong(ctx.value)]) {
        ctx.issues.push({ code: "custom", path, message, input: ctx.value });
      }
    })
    .default([])
    .describe("The cost centres. Of two mappings of a department that fit a day, the one that began last holds."),
});
