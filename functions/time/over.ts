import { callerOf } from "../../shared/events/caller.ts";
import type { Work } from "../../shared/events/event.ts";
import { hashedId } from "../../shared/hashed.ts";
import type { Block } from "../../shared/notify/blocks.ts";
import { formatDate, type Locale } from "../../shared/notify/format.ts";
import { post } from "../../shared/notify/outbox.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { todayOf } from "../../shared/today.ts";
import { WorkingTime } from "../../shared/working-time.ts";
import { type PlanRow, plan, project } from "../projects/table.ts";
import { workingCalendar } from "../tenants/table.ts";
import { accessOf } from "../users/access.ts";
import { user } from "../users/table.ts";
import { type Week, weeksOf } from "./load.ts";
import { weekOf } from "./rules.ts";

/** Half a year ahead is looked at: what lies behind it is planned roughly. */
const WEEKS = 26;
const HOUR_MINUTES = 60;

const WORDS = {
  "zh-CN": {
    subject: (name: string, weeks: number) => `${name}有 ${weeks} 周超出可用工时`,
    week: (hours: string, has: string) => `计划 ${hours} 小时，可用 ${has} 小时`,
    other: "其他项目",
  },
  en: {
    subject: (name: string, weeks: number) =>
      `${name} has more to do than time in ${weeks} ${weeks === 1 ? "week" : "weeks"}`,
    week: (hours: string, has: string) => `${hours} hours planned, ${has} there`,
    other: "other projects",
  },
} satisfies Record<Locale, object>;

type Person = RowOf<typeof user>;

const hoursOf = (minutes: number): string => String(Math.round((minutes * 10) / HOUR_MINUTES) / 10);

/** The weeks in which somebody has too much to do, each with the projects that the reader may know of. */
function blocksOf(locale: Locale, weeks: readonly Week[], names: ReadonlyMap<string, string>): Block[] {
  const words = WORDS[locale];
  const items = weeks.map(({ fromOn, plannedMinutes, capacityMinutes, projects }) => ({
    title: formatDate(locale, fromOn),
    value: words.week(hoursOf(plannedMinutes), hoursOf(capacityMinutes)),
    detail: projects
      .map(({ projectId, minutes }) => `${names.get(projectId) ?? words.other} ${hoursOf(minutes)}`)
      .join(" · "),
    tone: "attention" as const,
  }));
  return [{ kind: "list", items }];
}

/** Tells a project's manager once of each state of somebody's overload, if they may know how much people have to do. */
async function tell(work: Work, about: RowOf<typeof project>, person: Person, over: readonly Week[]): Promise<void> {
  const manager = about.ownerId ? await work.table.find(user, about.ownerId) : undefined;
  if (!manager?.email || manager.archived) return;
  const access = accessOf(manager, work.tenant);
  if (!access.can("time.read") || !access.sees(project, about)) return;
  const ids = [...new Set(over.flatMap(({ projects }) => projects.map(({ projectId }) => projectId)))];
  const rows = await work.table.getMany(project, ids);
  const seen = [...rows.values()].filter((row) => access.sees(project, row) && !access.isClosed(project.noun, "name"));
  const names = new Map(seen.map(({ id, name }): [string, string] => [id, name]));
  const locale = manager.locale ?? work.tenant.locale;
  const facts = {
    subject: WORDS[locale].subject(person.name, over.length),
    preheader: names.get(about.id) ?? person.name,
    blocks: blocksOf(locale, over, names),
  };
  const to = { recipientId: manager.id, recipientName: manager.name, to: manager.email, locale };
  // The same overload is told once, whatever else of the plan changes; another one is news.
  const state = hashedId("ovl", JSON.stringify([about.id, person.id, over]));
  const told = { event: `overAllocated:${state}`, template: "overAllocated", relatedId: about.id };
  await post(work.table, [{ ...to, ...told, channel: "email", facts }], work.now);
}

/** Warns of those who have more to do than they have time, in the weeks in which the changed plan is part of it. */
export async function warnOf(work: Work, { id, projectId }: PlanRow, userIds: readonly string[]): Promise<void> {
  const [about, known] = await Promise.all([work.table.find(project, projectId), work.table.get(plan, id)]);
  if (!about || project.sealed?.(about)) return;
  const working = new WorkingTime(await workingCalendar.held(work.table), work.tenant.timeZone);
  const first = weekOf(todayOf(callerOf(work, "time")));
  for (const userId of userIds) {
    const person = await work.table.find(user, userId);
    if (!person || person.archived) continue;
    const { weeks } = await weeksOf(work.table, userId, { first, weeks: WEEKS, working, known });
    const over = weeks.filter(
      ({ plannedMinutes, capacityMinutes, projects }) =>
        plannedMinutes > capacityMinutes && projects.some((share) => share.projectId === projectId),
    );
    if (over.length > 0) await tell(work, about, person, over);
  }
}
