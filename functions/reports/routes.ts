import { Fault, type InputError, invalidField } from "../../shared/fault.ts";
import { crud } from "../../shared/http/crud.ts";
import type { Caller, Route } from "../../shared/http/route.ts";
import { settingRoutes } from "../../shared/http/settings.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { WorkingTime } from "../../shared/working-time.ts";
import { workingCalendar } from "../tenants/table.ts";
import { roleKey, roleNames } from "../users/held.ts";
import { ownership } from "../users/ownership.ts";
import { user } from "../users/table.ts";
import { CronError, cronOf } from "./cron.ts";
import { isAllowed, isRole, isUserId } from "./recipients.ts";
import { dueAfter } from "./rules.ts";
import { scheduled } from "./schedule.ts";
import { ReportSubscriptionInput, ReportSubscriptionView, ROLE_PREFIX } from "./schema.ts";
import { outsideRecipients, reportSubscription } from "./table.ts";

type Subscription = RowOf<typeof reportSubscription>;
type Given = Partial<Pick<Subscription, "recipients" | "at" | "cron" | "timeZone">>;

const unknown = (n: number, message: string): InputError[] => [
  { path: `recipients.${n}`, code: "unknown_reference", message },
];

/** What is wrong with one recipient: no user, one who has left, no role, an address that may get nothing. */
function wrongWith(recipient: string, n: number, found: Map<string, RowOf<typeof user>>, roles: ReadonlySet<string>) {
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
  const [found, allowed] = await Promise.all([
    call.table.getMany(user, recipients.filter(isUserId), true),
    outsideRecipients.held(call.table),
  ]);
  const roles = new Set([...call.tenant.roles.values()].map(({ name }) => name));
  const errors = recipients.flatMap((recipient, n): InputError[] => {
    const wrong = wrongWith(recipient, n, found, roles);
    if (wrong) return wrong;
    const path = `recipients.${n}`;
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

const shownRecipients = ({ tenant }: Caller, recipients: readonly string[]): string[] =>
  recipients.map((one) => (isRole(one) ? ROLE_PREFIX + roleNames(tenant, [one.slice(ROLE_PREFIX.length)])[0] : one));

export const routes: Route[] = [
  ...crud({
    entity: reportSubscription,
    module: "reports",
    path: "/v1/report-subscriptions",
    input: ReportSubscriptionInput,
    view: ReportSubscriptionView,
    filters: ["report", "days", "ownerId"],
    prepare: async (call, input) => ({
      recipients: await checkedRecipients(call, input.recipients, input.channel),
      timeZone: input.timeZone ?? call.tenant.timeZone,
      ...(await ownership(call, {})),
    }),
    revise: async (call, before, patch: Given & { channel?: string | null; timeZone?: string | null }) => {
      const { recipients, timeZone } = patch;
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
  ...settingRoutes(outsideRecipients),
];
