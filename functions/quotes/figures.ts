import * as z from "zod";
import { addMonths } from "../../shared/clock.ts";
import { invalidField } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { route } from "../../shared/http/route.ts";
import { cellId, figureRows } from "../../shared/records/figures.ts";
import { checkUsable } from "../../shared/records/usable.ts";
import { CELLS } from "./events.ts";
import { quote } from "./table.ts";

const MONTHS_MAX = 24;

/** The cells of a month that make up what somebody sees: of everybody, of their departments, or their own. */
function cellsOf({ access, actor }: Caller, month: string): string[] {
  const scope = access.scope(quote);
  if (scope === "all") return [cellId(CELLS.month, [month])];
  const departments = access.departments(quote);
  if (departments.length > 0) return departments.map((id) => cellId(CELLS.department, [month, id]));
  return scope === undefined ? [] : [cellId(CELLS.owner, [month, actor.principalId])];
}

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "must be a month such as 2027-01");
const Sums = z.object({ month: z.string(), currency: z.string(), count: z.int(), totalMinor: z.int() });

export const figuresRoute = route({
  method: "GET",
  path: "/v1/quote-figures",
  permission: "quotes.read",
  summary: "How many quotes were accepted and what they came to, by month and currency, within what one sees.",
  query: z.strictObject({
    from: month.describe("The first month."),
    to: month.describe("The last month; at most 24 in all."),
  }),
  reply: z.object({ items: z.array(Sums) }),
  example: { query: { from: "2027-01", to: "2027-12" } },
  run: async (call) => {
    checkUsable(call.access, quote.noun, ["totalMinor", "currency", "acceptedAt"]);
    const months: string[] = [];
    const { from, to } = call.query;
    for (let on = from; on <= to && months.length <= MONTHS_MAX; on = addMonths(`${on}-01`, 1).slice(0, 7))
      months.push(on);
    if (months.length === 0 || months.length > MONTHS_MAX) {
      throw invalidField("to", `to must lie within ${MONTHS_MAX} months from from on.`);
    }
    const items = await Promise.all(
      months.map(async (on) => {
        const sums = new Map<string, { count: number; totalMinor: number }>();
        for (const row of await figureRows(call.table, cellsOf(call, on))) {
          for (const [name, n] of Object.entries(row)) {
            const [currency = "", measure] = name.split("_");
            if (measure !== "count" && measure !== "totalMinor") continue;
            const known = sums.get(currency) ?? { count: 0, totalMinor: 0 };
            sums.set(currency, { ...known, [measure]: known[measure] + Number(n) });
          }
        }
        return [...sums].map(([currency, of]) => ({ month: on, currency, ...of })).filter(({ count }) => count > 0);
      }),
    );
    return { items: items.flat() };
  },
});
