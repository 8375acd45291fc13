import * as z from "zod";
import { Fault, type InputError, invalidField } from "../../shared/fault.ts";
import { crud } from "../../shared/http/crud.ts";
import { load } from "../../shared/http/record.ts";
import { type Caller, type Route, route } from "../../shared/http/route.ts";
import { settingRoutes } from "../../shared/http/settings.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { WorkingTime } from "../../shared/working-time.ts";
import type { Source } from "../analytics/source.ts";
import { chatGroup } from "../messages/table.ts";
import { workingCalendar } from "../tenants/table.ts";
import { roleKey, roleNames } from "../users/held.ts";
import { ownership } from "../users/ownership.ts";
import { user } from "../users/table.ts";
import { CronError, cronOf } from "./cron.ts";
import { publicRoutes } from "./public.ts";
import { isAllowed, isGroup, isRole, isUserId } from "./recipients.ts";
import { dueAfter } from "./rules.ts";
import { scheduled } from "./schedule.ts";
import {
  MEASURES,
  type ReportName,
  ReportOptOut,
  ReportSubscriptionInput,
  ReportSubscriptionView,
  ROLE_PREFIX,
} from "./schema.ts";
import { outsideRecipients, reportOptOut, reportSubscription } from "./table.ts";

type Subscription = RowOf<typeof reportSubscription>;
type Given = Partial<Pick<Subscription, "recipients" | "at" | "cron" | "timeZone">>;

const unknown = (n: number, message: string): InputError[] => [
  { path: `recipients.${n}`, code: "unknown_reference", message },
];

type Known = {
  found: ReadonlyMap<string, RowOf<typeof user>>;
  groups: ReadonlyMap<string, RowOf<typeof chatGroup>>;
  roles: ReadonlySet<string>;
};

/** What is wrong with one recipient: no user, group or role, or one who has left; nothing said where it is an address. */
function wrongWith(recipient: string, n: number, { found, groups, roles }: Known): InputError[] | undefined {
  if (isGroup(recipient)) {
    const row = groups.get(recipient);
    return row && !row.archived ? [] : unknown(n, `There is no group chat ${recipient}.`);
  }
  if (isUserId(recipient)) {
    const row = found.get(recipient);
    return row && !row.archived ? [] : unknown(n, `There is no user ${recipient}.`);
  }
  if (isRole(recipient)) {
    const name = recipient.slice(ROLE_PREFIX.length);
    return roles.has(name) ? [] : unknown(n, `There is no role ${name}.`);
  }
  return undefined;
}

/** The recipients as they are kept, roles by their keys; every wrong one is named. */
async function checkedRecipients(call: Caller, recipients: readonly string[], channel?: string): Promise<string[]> {
  const [found, groups, allowed] = await Promise.all([
    call.table.getMany(user, recipients.filter(isUserId), true),
    call.table.getMany(chatGroup, recipients.filter(isGroup), true),
    outsideRecipients.held(call.table),
  ]);
  const roles = new Set([...call.tenant.roles.values()].map(({ name }) => name));
  const errors = recipients.flatMap((recipient, n): InputError[] => {
    const path = `recipients.${n}`;
    if (isGroup(recipient) !== (channel === "chat")) {
      return [{ path, code: "invalid", message: "Group chats are told by the channel chat, and nobody else is." }];
    }
    const wrong = wrongWith(recipient, n, { found, groups, roles });
    if (wrong) return wrong;
    if (channel === "sms") {
      return [
        { path, code: "invalid", message: "A text message goes to users and roles, by their telephone numbers." },
      ];
    }
    const message = `${recipient} is no address that an admin has allowed (PUT ${outsideRecipients.path}).`;
    return isAllowed(allowed, recipient) ? [] : [{ path, code: "not_allowed", message }];
  });
  if (errors.length > 0) {
    const code = errors.every((error) => error.code === "unknown_reference") ? "unknown_reference" : "invalid";
    throw new Fault(code, errors.map((e) => e.message).join(" "), { errors });
  }
  const kept = recipients.map((one) =>
    isRole(one) ? ROLE_PREFIX + roleKey(call.tenant, one.slice(ROLE_PREFIX.length), "recipients") : one,
  );
  return [...new Set(kept)];
}

/** A schedule says its times in one of two ways, and comes at all. */
function checkSchedule(row: Subscription, now: string): void {
  if (row.at && row.cron) throw invalidField("cron", "Name either at or cron; null clears the other one.");
  if (!row.at && !row.cron) throw invalidField("at", "Name the time of day as at, or a schedule as cron.");
  if (!row.cron) return;
  try {
    cronOf(row.cron);
  } catch (error) {
    if (error instanceof CronError) throw invalidField("cron", error.message);
    throw error;
  }
  const comes = dueAfter({ ...row, days: "daily" }, new Date(now));
  if (!comes) throw invalidField("cron", "There is no such day within nine years.");
}

const NAMING = ["report", "savedReportId", "dashboardId"] as const;
const TOLD: readonly string[] = [...NAMING, "only"];
const isOwn = (report: string | undefined): report is ReportName =>
  report !== undefined && Object.hasOwn(MEASURES, report);

/** A subscription tells one thing that its maker may see, and its threshold is set on a measure of that. */
async function checkSource(call: Caller, row: Source & Pick<Subscription, "only">): Promise<void> {
  const named = NAMING.filter((key) => row[key] !== undefined);
  if (named.length !== 1) {
    const path = named[1] ?? "report";
    throw invalidField(path, "Name one of report, savedReportId and dashboardId; null clears another.", "required");
  }
  const { only, report } = row;
  const measures = isOwn(report)
    ? MEASURES[report]
    : await (await import("../analytics/source.ts")).measuresOf(call, row);
  if (only === "alerts" && measures !== undefined) {
    throw invalidField("only", "Alerts are those of a dashboard's tiles; for a report name { measure, op, value }.");
  }
  if (typeof only !== "object") return;
  if (!measures) {
    throw invalidField("only", "A dashboard's bounds are the thresholds of its tiles; ask for alerts.");
  }
  if (measures.includes(only.measure)) return;
  throw invalidField("only", `There is no measure ${only.measure}; there are ${measures.join(", ")}.`);
}

const shownRecipients = ({ tenant }: Caller, recipients: readonly string[]): string[] =>
  recipients.map((one) => (isRole(one) ? ROLE_PREFIX + roleNames(tenant, [one.slice(ROLE_PREFIX.length)])[0] : one));

const OPT_OUTS_MAX = 200;

const optOuts = route({
  method: "GET",
  path: "/v1/report-subscriptions/{id}/opt-outs",
  permission: "reports.read",
  summary: "Who has left a subscription by the address in its mails, the newest first.",
  reply: z.object({ items: z.array(ReportOptOut) }),
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const { id: subscriptionId } = await load(call, reportSubscription);
    const sources = [sourceOf(reportOptOut, "parent", { subscriptionId })];
    const { rows } = await call.table.list(reportOptOut, { sources, limit: OPT_OUTS_MAX, descending: true });
    return { items: rows };
  },
});

export const routes: Route[] = [
  ...crud({
    entity: reportSubscription,
    module: "reports",
    path: "/v1/report-subscriptions",
    input: ReportSubscriptionInput,
    view: ReportSubscriptionView,
    filters: ["report", "savedReportId", "dashboardId", "days", "ownerId"],
    prepare: async (call, input) => {
      await checkSource(call, input);
      return {
        recipients: await checkedRecipients(call, input.recipients, input.channel),
        timeZone: input.timeZone ?? call.tenant.timeZone,
        ...(await ownership(call, {})),
      };
    },
    revise: async (call, before, patch: Given & { channel?: string | null; timeZone?: string | null }) => {
      const { recipients, timeZone } = patch;
      if (TOLD.some((key) => key in patch)) {
        const after = Object.entries({ ...before, ...patch }).filter(([, value]) => value !== null);
        await checkSource(call, Object.fromEntries(after));
      }
      const channel = patch.channel === undefined ? before.channel : patch.channel;
      const names = recipients ?? (patch.channel === undefined ? undefined : shownRecipients(call, before.recipients));
      return {
        ...(names && { recipients: await checkedRecipients(call, names, channel ?? undefined) }),
        ...(timeZone === null && { timeZone: call.tenant.timeZone }),
      };
    },
    derive: (call, after) => {
      checkSchedule(after, call.now);
      return {};
    },
    alongside: scheduled,
    show: async (row, call) => {
      const shown = { ...row, recipients: shownRecipients(call, row.recipients) };
      if (row.archived) return shown;
      const working = new WorkingTime(await workingCalendar.held(call.table), call.tenant.timeZone);
      const nextAt = dueAfter(row, new Date(call.now), working)?.toISOString();
      return { ...shown, ...(nextAt && { nextAt }) };
    },
    example: {
      body: {
        report: "dailyReceipts",
        recipients: ["{userId}"],
        at: "08:00",
        timeZone: "Asia/Shanghai",
        days: "workdays",
      },
    },
    patchExample: { body: { at: "08:30" } },
  }),
  optOuts,
  ...settingRoutes(outsideRecipients),
  ...publicRoutes,
];
