import * as z from "zod";
import { monthsBetween, monthsFrom } from "../clock.ts";
import { type Emission, type Handler, handle, when } from "../events/event.ts";
import { invalidField } from "../fault.ts";
import { countInto } from "../records/counting.ts";
import { cellId, changesFigure, figure, figureRows } from "../records/figures.ts";
import { checkUsable } from "../records/usable.ts";
import type { AnyRow, Entity, RowOf } from "../table/entity.ts";
import { type Caller, type Permission, type Route, route } from "./route.ts";

const MONTHS_MAX = 24;

export type Monthly<R> = {
  /** The figure's name. */
  name: string;
  /** Begins the names of its cells: a letter or two that no other figure has. */
  cells: string;
  path: string;
  permission: Permission;
  summary: string;
  /** The rows that count. */
  when(row: R): boolean;
  /** The instant whose month (of UTC) it is counted in. */
  at(row: R): string | undefined;
  /** What is summed up by currency, beside how many there are. */
  sums: Readonly<Record<string, (row: R) => number>>;
  /** The fields that it tells of: whoever may not see one of them is refused. */
  tells: readonly (keyof R & string)[];
};

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "must be a month such as 2027-01");
const Months = z.strictObject({
  from: month.describe("The first month."),
  to: month.describe("The last month; at most 24 in all."),
});

function monthsOf({ from, to }: z.output<typeof Months>): string[] {
  const count = monthsBetween(from, to) + 1;
  if (count > 0 && count <= MONTHS_MAX) return monthsFrom(from, count);
  throw invalidField("to", `to must lie within ${MONTHS_MAX} months from from on.`);
}

/** The sums of some cells, by currency. A counter is named by currency and measure. */
function byCurrency(rows: readonly AnyRow[], measures: readonly string[]): Map<string, Record<string, number>> {
  const found = new Map<string, Record<string, number>>();
  for (const [name, n] of rows.flatMap((row) => Object.entries(row))) {
    const [currency = "", measure = ""] = name.split("_");
    if (!measures.includes(measure)) continue;
    const known = found.get(currency) ?? Object.fromEntries(measures.map((one) => [one, 0]));
    found.set(currency, { ...known, [measure]: (known[measure] ?? 0) + Number(n) });
  }
  return found;
}

/**
 * A figure of owned records by month and currency: what keeps it right while records change, and the call that tells it
 * within what one sees: of everybody, of one's departments, or one's own. A module lists `emits` and `handles` among its
 * events and `route` among its routes.
 */
export function monthly<E extends Entity>(entity: E, spec: Monthly<RowOf<E>>) {
  const cell = { month: `${spec.cells}m`, department: `${spec.cells}d`, owner: `${spec.cells}o` };
  const kept = figure(entity, {
    name: spec.name,
    when: spec.when,
    dimensions: {
      month: (row) => spec.at(row)?.slice(0, 7),
      currency: ({ currency }: RowOf<E> & { currency?: string }) => currency,
      department: ({ departmentId }: RowOf<E> & { departmentId?: string }) => departmentId,
      owner: ({ ownerId }: RowOf<E> & { ownerId?: string }) => ownerId,
    },
    measures: { count: () => 1, ...spec.sums },
    cells: [
      { name: cell.month, by: ["month"], within: ["currency"] },
      { name: cell.department, by: ["month", "department"], within: ["currency"] },
      { name: cell.owner, by: ["month", "owner"], within: ["currency"] },
    ],
  });
  const event = `${entity.noun}.worthChanged` as const;
  const measures = Object.keys(kept.measures);
  const cellsIn = ({ access, actor }: Caller, on: string): string[] => {
    const scope = access.scope(entity);
    if (scope === "all") return [cellId(cell.month, [on])];
    const departments = access.departments(entity);
    if (departments.length > 0) return departments.map((id) => cellId(cell.department, [on, id]));
    return scope === undefined ? [] : [cellId(cell.owner, [on, actor.principalId])];
  };
  const emits: Emission[] = [when(entity, event, ({ before, after }) => changesFigure(kept, before, after))];
  const handles: Handler[] = [
    handle(entity, event, "rest", `counts what is ${spec.name}`, async ({ before, after }, work) => {
      const { id, version } = (after ?? before) as { id: string; version: number };
      await countInto(work, kept, { id, version, row: after });
    }),
  ];
  const Sums = z.object({
    ...{ month: z.string(), currency: z.string() },
    ...Object.fromEntries(measures.map((name) => [name, z.int()])),
  });
  const told: Route = route({
    method: "GET",
    path: spec.path,
    permission: spec.permission,
    summary: spec.summary,
    query: Months,
    reply: z.object({ items: z.array(Sums) }),
    example: { query: { from: "2027-01", to: "2027-12" } },
    run: async (call) => {
      checkUsable(call.access, entity.noun, spec.tells);
      const items = await Promise.all(
        monthsOf(call.query).map(async (on) => {
          const sums = byCurrency(await figureRows(call.table, cellsIn(call, on)), measures);
          return [...sums].map(([currency, of]) => ({ month: on, currency, ...of }));
        }),
      );
      return { items: items.flat().filter((sums: Record<string, unknown>) => Number(sums.count) > 0) };
    },
  });
  return { emits, handles, route: told };
}
