import * as z from "zod";
import { invalidField } from "../../shared/fault.ts";
import { loaded } from "../../shared/http/record.ts";
import { type Call, route } from "../../shared/http/route.ts";
import { civilDay, idOf } from "../../shared/schema.ts";
import { todayOf } from "../../shared/today.ts";
import { WorkingTime } from "../../shared/working-time.ts";
import { type PlanRow, plan, planId, project } from "../projects/table.ts";
import { workingCalendar } from "../tenants/table.ts";
import { user } from "../users/table.ts";
import { weeksOf } from "./load.ts";
import { weekOf } from "./rules.ts";
import { CapacityView } from "./schema.ts";

const WEEKS_MAX = 26;
const WEEKS = 8;

const Query = z.strictObject({
  userId: idOf("usr").optional().describe("Of this person; or name a project."),
  projectId: idOf("prj").optional().describe("Of all who have something to do in this project."),
  from: civilDay.optional().describe("A day of the first week; today, unless told."),
  weeks: z.coerce.number().int().min(1).max(WEEKS_MAX).default(WEEKS).describe("How many weeks."),
});

type Asking = Call<unknown, z.output<typeof Query>>;
type Seen = Map<string, string | undefined>;

async function peopleOf(call: Asking): Promise<string[]> {
  const { userId, projectId } = call.query;
  if (userId) return [(await loaded(call, user, userId)).id];
  if (!projectId) throw invalidField("userId", "Name a person or a project: userId or projectId.", "required");
  const { id } = await loaded(call, project, projectId);
  return (await call.table.get(plan, planId(id))).assigneeIds ?? [];
}

/** The names of those of the projects that the caller sees. */
async function namesOf(call: Asking, plans: readonly PlanRow[]): Promise<Seen> {
  const rows = await call.table.getMany(
    project,
    plans.map(({ projectId }) => projectId),
  );
  const seen = [...rows.values()].filter((row) => call.access.sees(project, row));
  return new Map(seen.map(({ id, name }) => [id, call.access.isClosed(project.noun, "name") ? undefined : name]));
}

async function loadOf(call: Asking, userId: string, first: string, working: WorkingTime) {
  const [person, { weeks: all, plans }] = await Promise.all([
    call.table.find(user, userId, false),
    weeksOf(call.table, userId, { first, weeks: call.query.weeks, working }),
  ]);
  const names = await namesOf(call, plans);
  const weeks = all.map(({ projects, ...week }) => ({
    ...week,
    isOver: week.plannedMinutes > week.capacityMinutes,
    projects: projects.map(({ projectId, minutes }) => {
      const name = names.get(projectId);
      return { ...(names.has(projectId) && { projectId }), ...(name && { name }), minutes };
    }),
  }));
  return { userId, ...(person && { name: person.name }), isOver: weeks.some(({ isOver }) => isOver), weeks };
}

/** How much people are planned for, week by week, against what they have; and which projects cause it. */
export const capacityRoute = route({
  method: "GET",
  path: "/v1/capacity",
  permission: "time.read",
  summary: "How much people are planned for, week by week: where it is more than they have, and by which projects.",
  query: Query,
  reply: CapacityView,
  example: { query: { projectId: "{projectId}" } },
  run: async (call) => {
    const first = weekOf(call.query.from ?? todayOf(call));
    const working = new WorkingTime(await workingCalendar.held(call.table), call.tenant.timeZone);
    const people = await peopleOf(call);
    return { items: await Promise.all(people.map((userId) => loadOf(call, userId, first, working))) };
  },
});
