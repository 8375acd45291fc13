import { Fault } from "../../shared/fault.ts";
import { crud } from "../../shared/http/crud.ts";
import type { Caller, Route } from "../../shared/http/route.ts";
import { ownership } from "../users/ownership.ts";
import { user } from "../users/table.ts";
import { scheduled } from "./schedule.ts";
import { ReportSubscription, ReportSubscriptionInput } from "./schema.ts";
import { reportSubscription } from "./table.ts";

/** Refuses recipients who are no users of the tenant, or have left; every wrong one is named. */
async function checkRecipients(call: Caller, recipients: readonly string[] = []): Promise<void> {
  const found = await call.table.getMany(user, recipients, true);
  const errors = recipients.flatMap((id, n) => {
    const row = found.get(id);
    if (row && !row.archived) return [];
    return [{ path: `recipients.${n}`, code: "unknown_reference", message: `There is no user ${id}.` }];
  });
  if (errors.length > 0) throw new Fault("unknown_reference", errors.map((e) => e.message).join(" "), { errors });
}

export const routes: Route[] = crud({
  entity: reportSubscription,
  module: "reports",
  path: "/v1/report-subscriptions",
  input: ReportSubscriptionInput,
  view: ReportSubscription,
  filters: ["report", "days", "ownerId"],
  prepare: async (call, input) => {
    await checkRecipients(call, input.recipients);
    return { timeZone: input.timeZone ?? call.tenant.timeZone, ...(await ownership(call, {})) };
  },
  revise: async (call, _before, patch: { recipients?: string[]; timeZone?: string | null }) => {
    await checkRecipients(call, patch.recipients);
    return patch.timeZone === null ? { timeZone: call.tenant.timeZone } : {};
  },
  alongside: scheduled,
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
});
