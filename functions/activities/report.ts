import * as z from "zod";
import { projected, subtreeOf } from "../../shared/auth/access.ts";
import { addDays, daysBetween, zonedInstant } from "../../shared/clock.ts";
import { invalidField } from "../../shared/fault.ts";
import { cursorsOf } from "../../shared/http/cursor.ts";
import { type Call, type Route, route } from "../../shared/http/route.ts";
import { civilDay, idOf } from "../../shared/schema.ts";
import { type RowOf, timeKey } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { user } from "../users/table.ts";
import { Figures, figuresOf } from "./figures.ts";
import { checkTold, planSource } from "./plan.ts";
import { type ActivityRow, activity } from "./table.ts";

/** Days that one report spans, both ends included. */
const PERIOD_DAYS_MAX = 366;
/** People whom one call reads; its cursor goes on with the others. */
const PEOPLE_MAX = 50;
/** Activities of one person in one period. */
const OF_PERSON_MAX = 10_000;
/** People who are read at once. */
const AT_ONCE = 10;

const Query = z.strictObject({
  from: civilDay,
  to: civilDay,
  departmentId: idOf("dep").optional(),
  cursor: z.string().max(500).optional(),
});

const Reply = z.object({
  people: z.array(Figures.extend({ ownerId: z.string(), name: z.string().optional() })),
  /** By the department that the activities belong to; those of none come without. */
  teams: z.array(Figures.extend({ departmentId: z.string().optional() })),
  total: Figures,
  nextCursor: z.string().nullable(),
});

type ReportCall = Call<unknown, z.output<typeof Query>>;
type Person = RowOf<typeof user>;

function periodOf({ query, tenant }: ReportCall): { from: string; to: string } {
  const days = daysBetween(query.from, query.to) + 1;
  if (days < 1) throw invalidField("to", "to must not be before from.");
  if (days > PERIOD_DAYS_MAX) throw invalidField("to", `A report spans at most ${PERIOD_DAYS_MAX} days.`);
  const start = (on: string): string => timeKey(zonedInstant(on, "00:00", tenant.timeZone).toISOString());
  return { from: start(query.from), to: start(addDays(query.to, 1)) };
}

/** Whose activities may be seen at all, by id: of people who see their own only, nobody else's. */
async function peopleOf(call: ReportCall): Promise<Person[]> {
  if (call.access.scope(activity) === "own" && call.access.shares(activity).length === 0) {
    const self = await call.table.find(user, call.actor.principalId);
    return self ? [self] : [];
  }
  const all = await Array.fromAsync(call.table.each(user, { sources: [sourceOf(user, "all")] }));
  return all.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** What one person has planned in the period, as far as the caller sees it. */
async function plannedBy(
  call: ReportCall,
  ownerId: string,
  range: { from: string; to: string },
): Promise<ActivityRow[]> {
  const departments = call.query.departmentId
    ? subtreeOf(call.tenant.departmentParents, call.query.departmentId)
    : undefined;
  const keep = (row: ActivityRow): boolean =>
    (!departments || departments.includes(row.departmentId ?? "")) && call.access.sees(activity, row);
  const rows: ActivityRow[] = [];
  for (const plan of ["open", "closed"] as const) {
    for await (const row of call.table.each(activity, { sources: [planSource(ownerId, plan)], range })) {
      if (keep(row)) rows.push(row);
      if (rows.length > OF_PERSON_MAX) {
        throw invalidField(
          "to",
          `${ownerId} has more than ${OF_PERSON_MAX} activities in it; choose a shorter period.`,
        );
      }
    }
  }
  return rows;
}

async function readAll(call: ReportCall, people: readonly Person[]): Promise<[Person, ActivityRow[]][]> {
  const range = periodOf(call);
  const read: [Person, ActivityRow[]][] = [];
  for (let from = 0; from < people.length; from += AT_ONCE) {
    const some = people.slice(from, from + AT_ONCE);
    read.push(
      ...(await Promise.all(some.map(async (p) => [p, await plannedBy(call, p.id, range)] as [Person, ActivityRow[]]))),
    );
  }
  return read;
}

const COUNTED = (rows: readonly ActivityRow[]): ActivityRow[] => rows.filter((row) => row.state !== "cancelled");

/**
 * Two key queries a person and their activities of the period. A call reads PEOPLE_MAX people, in the order of their
 * ids; the counts and sums of its pages add up.
 */
export const reportRoute: Route = route({
  method: "GET",
  path: "/v1/activity-report",
  permission: "activities.read",
  summary:
    "How what was due in a period was kept, by person and by team: planned, done, on time, delay, open and overdue. Counts of pages add up.",
  query: Query,
  reply: Reply,
  example: { query: { from: "2026-11-01", to: "2026-11-30" } },
  run: async (call) => {
    checkTold(call);
    const { from, to, departmentId, cursor } = call.query;
    const bound = JSON.stringify(["report", from, to, departmentId, call.access.fingerprint(activity)]);
    const cursors = cursorsOf(call.tenant.sealingKey, bound, "This cursor is not of this report; begin it again.");
    const after = cursors.opened(cursor) ?? "";
    const rest = (await peopleOf(call)).filter(({ id }) => id > after);
    const read = await readAll(call, rest.slice(0, PEOPLE_MAX));
    const all = read.flatMap(([, rows]) => COUNTED(rows));
    const people = read.flatMap(([person, rows]) => {
      if (COUNTED(rows).length === 0) return [];
      const { name } = projected(call.access, user.noun, person) as Partial<Person>;
      return [{ ownerId: person.id, name, ...figuresOf(rows, call.now) }];
    });
    const teams = [...Map.groupBy(all, (row) => row.departmentId)].map(([id, rows]) => ({
      ...(id && { departmentId: id }),
      ...figuresOf(rows, call.now),
    }));
    const last = rest.length > PEOPLE_MAX ? rest[PEOPLE_MAX - 1]?.id : undefined;
    const nextCursor = cursors.sealed(last);
    return { people, teams, total: figuresOf(all, call.now), nextCursor };
  },
});
