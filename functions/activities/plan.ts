import * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { cursorsOf } from "../../shared/http/cursor.ts";
import { pageOf } from "../../shared/http/lists.ts";
import { type Call, type Route, route } from "../../shared/http/route.ts";
import { shown } from "../../shared/records/write.ts";
import { idOf, instant } from "../../shared/schema.ts";
import { timeKey } from "../../shared/table/entity.ts";
import type { ListSource } from "../../shared/table/list.ts";
import { activityNoun } from "./noun.ts";
import { ActivityView } from "./schema.ts";
import { type ActivityRow, activity, type Plan, planPartition } from "./table.ts";

/** The dated activities of one person, by deadline. */
export const planSource = (ownerId: string, plan: Plan): ListSource => ({
  index: "owner",
  partitions: [planPartition(ownerId, plan)],
  entries: true,
});

/** What a list by deadline, or a figure of it, tells of each activity even where it does not show it. */
const TOLD = ["ownerId", "departmentId", "state", "deadlineAt", "dueAt", "doneAt"];

/** Refuses those to whom the order and the figures would tell what their roles do not show. */
export function checkTold(call: Pick<Call<unknown, unknown>, "access">): void {
  const hidden = TOLD.filter((field) => call.access.isClosed(activity.noun, field));
  if (hidden.length > 0) throw new Fault("forbidden", `You may not be told of ${hidden.join(", ")}.`);
}

const Query = z.strictObject({
  ownerId: idOf("usr").optional(),
  plan: z.enum(["open", "closed"]).default("open"),
  from: instant.optional(),
  to: instant.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});

/** The open (or closed) activities of one person by deadline, the caller's own unless another is named. */
export const dueRoute: Route = route({
  method: "GET",
  path: "/v1/activities/due",
  permission: "activities.read",
  summary: "What one person has to do (plan=open) or has done (plan=closed) by deadline, the most pressing first.",
  noun: activity.noun,
  query: Query,
  reply: pageOf(ActivityView),
  example: {},
  run: async (call) => {
    checkTold(call);
    const { ownerId = call.actor.principalId, plan, from, to, limit, cursor } = call.query;
    const bound = JSON.stringify(["due", ownerId, plan, from, to, call.access.fingerprint(activity)]);
    const cursors = cursorsOf(
      call.tenant.sealingKey,
      bound,
      "This cursor is not of this list; use the nextCursor of the same query.",
    );
    const after = cursors.opened(cursor);
    const page = await call.table.list(activity, {
      sources: [planSource(ownerId, plan)],
      range: { ...(from && { from: timeKey(from) }), ...(to && { to: timeKey(to) }) },
      limit,
      after,
      keep: (row) => call.access.sees(activity, row),
    });
    const items = await Promise.all(page.rows.map((row: ActivityRow) => shown(call, activityNoun, row)));
    return { items, nextCursor: cursors.sealed(page.next) };
  },
});
