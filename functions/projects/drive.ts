import { projected, type TenantContext } from "../../shared/auth/access.ts";
import { civilDate } from "../../shared/clock.ts";
import type { Block, ListItem } from "../../shared/notify/blocks.ts";
import { formatDate, type Locale } from "../../shared/notify/format.ts";
import { post } from "../../shared/notify/outbox.ts";
import { nextVersion, type RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { type Table, write } from "../../shared/table/table.ts";
import { dueWork } from "../tenants/due.ts";
import { accessOf } from "../users/access.ts";
import { user } from "../users/table.ts";
import { drivenOf, type Node, nextWeekly } from "./rules.ts";
import { deliveryDrive, driveDue, type PlanRow, type ProjectRow, plan, planId, project } from "./table.ts";

const WORDS = {
  "zh-CN": {
    subject: (count: number, overdue: number) => `本周项目：${count} 个进行中，${overdue} 项逾期`,
    open: (count: number) => `${count} 项未完成`,
    overdue: "逾期",
    next: "即将到来的关键节点",
  },
  en: {
    subject: (count: number, overdue: number) => `Your projects this week: ${count} under way, ${overdue} overdue`,
    open: (count: number) => `${count} open`,
    overdue: "Overdue",
    next: "Key nodes that come next",
  },
} satisfies Record<Locale, object>;

type Led = { row: ProjectRow; nodes: readonly Node[] };
type Person = RowOf<typeof user>;

/** The projects under way of a manager, with their plans. */
async function ledBy(table: Table, ownerId: string): Promise<Led[]> {
  const sources = [sourceOf(project, "owner", { ownerId })];
  const keep = (row: ProjectRow): boolean => (row.status === "active" || row.status === "accepted") && !row.archived;
  const rows = await Array.fromAsync(table.each(project, { sources, keep }));
  const plans: Map<string, PlanRow> = await table.getMany(
    plan,
    rows.map(({ id }) => planId(id)),
    true,
  );
  return rows.map((row) => ({ row, nodes: plans.get(planId(row.id))?.nodes ?? [] }));
}

/** What of each project a manager is told, in their language. */
function mailOf(locale: Locale, led: readonly Led[], on: string, nextDays: number) {
  const words = WORDS[locale];
  const told = led.map(({ row, nodes }) => ({ row, ...drivenOf(nodes, on, nextDays) }));
  const overdue = told.reduce((sum, one) => sum + one.overdue.length, 0);
  const subject = words.subject(led.length, overdue);
  const items = (nodes: readonly Node[], tone?: ListItem["tone"]): ListItem[] =>
    nodes.map(({ name, phase, endOn }) => ({
      ...{ title: name, value: formatDate(locale, endOn) },
      ...(phase && { detail: phase }),
      ...(tone && { tone }),
    }));
  const blocks = told.flatMap(({ row, open, overdue: late, next }): Block[] => [
    { kind: "heading", text: row.name },
    { kind: "note", text: words.open(open) },
    ...(late.length > 0
      ? [
          { kind: "paragraph" as const, text: words.overdue },
          { kind: "list" as const, items: items(late, "attention") },
        ]
      : []),
    ...(next.length > 0
      ? [
          { kind: "paragraph" as const, text: words.next },
          { kind: "list" as const, items: items(next) },
        ]
      : []),
  ]);
  return { subject, preheader: led.map(({ row }) => row.name).join(" · "), blocks };
}

type At = { table: Table; tenant: TenantContext; now: Date };

/** The weekly mail of one manager; made again for the same time it adds nothing. */
async function tell({ table, tenant, now }: At, person: Person, dueAt: string): Promise<void> {
  const access = accessOf(person, tenant);
  if (!person.email || !access.can("projects.read")) return;
  const led = (await ledBy(table, person.id)).map(({ row, nodes }) => ({
    row: { ...row, name: String(projected(access, project.noun, row).name ?? row.id) },
    nodes,
  }));
  if (led.length === 0) return;
  const locale = person.locale ?? tenant.locale;
  const { nextDays } = await deliveryDrive.held(table);
  const facts = mailOf(locale, led, civilDate(now, tenant.timeZone), nextDays);
  const to = { recipientId: person.id, recipientName: person.name, to: person.email, locale };
  const told = { event: `projectDrive:${person.id}:${dueAt}`, template: "projectDrive" };
  await post(table, [{ ...to, ...told, channel: "email", facts }], now.toISOString());
}

/** Tells each manager on the tenant's weekly day what is open, overdue and next in the projects that they lead. */
export const handler = dueWork("projectDrives", driveDue, async ({ table, row, now, caller }) => {
  const person = await table.find(user, row.userId);
  if (!person || person.archived) {
    await table.commit([write.delete(driveDue, row)]);
    return;
  }
  const { tenant } = await caller();
  await tell({ table, tenant, now }, person, row.dueAt);
  const dueAt = nextWeekly(await deliveryDrive.held(table), now, tenant.timeZone);
  await table.replace(driveDue, row, nextVersion(row, now.toISOString(), { dueAt }));
});
