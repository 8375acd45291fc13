import * as z from "zod";
import { Fault, invalidField } from "../../shared/fault.ts";
import { load } from "../../shared/http/record.ts";
import { type Call, type Route, route } from "../../shared/http/route.ts";
import { commit, replacement, shown } from "../../shared/records/write.ts";
import { instant, text } from "../../shared/schema.ts";
import { activityNoun } from "./noun.ts";
import { ActivityView } from "./schema.ts";
import { type ActivityRow, activity } from "./table.ts";

const of = {
  method: "POST",
  permission: "activities.write",
  noun: activity.noun,
  reply: ActivityView,
  example: { params: { id: "{id}" } },
} as const;

type State = ActivityRow["state"];
type AnyCall = Call<unknown, unknown>;

/** Takes an activity from one of some states to another. One that is there already is shown as it is. */
async function move(call: AnyCall, from: readonly State[], to: State, fields: object = {}): Promise<unknown> {
  const row = await load(call, activity);
  if (row.state === to) return shown(call, activityNoun, row);
  if (!from.includes(row.state)) {
    throw new Fault("invalid_state", `The activity is ${row.state}; only an ${from.join(" or ")} one becomes ${to}.`);
  }
  const change = await replacement(call, activityNoun, row, { state: to, ...fields });
  return shown(call, activityNoun, await commit(call, change));
}

export const actions: Route[] = [
  route({
    ...of,
    path: "/v1/activities/{id}/complete",
    summary: "Says that it was done, now or earlier; a repeated one makes its next occurrence.",
    body: z.strictObject({ outcome: text(2_000).optional(), at: instant.optional() }),
    example: { params: { id: "{id}" }, body: { outcome: "客户确认二期范围" } },
    run: async (call) => {
      const { at, outcome } = call.body;
      if (at && Date.parse(at) > Date.parse(call.now)) throw invalidField("at", "at must not be in the future.");
      return move(call, ["open"], "done", { doneAt: at ?? call.now, ...(outcome && { outcome }) });
    },
  }),
  route({
    ...of,
    path: "/v1/activities/{id}/reopen",
    summary: "Opens again what was done or cancelled.",
    run: async (call) => move(call, ["done", "cancelled"], "open"),
  }),
  route({
    ...of,
    path: "/v1/activities/{id}/cancel",
    summary: "Says that nothing will come of it; its calendar entry is cancelled.",
    run: async (call) => move(call, ["open"], "cancelled"),
  }),
];
