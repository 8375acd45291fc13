import { crud } from "../../shared/http/crud.ts";
import { load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { availabilityRoutes } from "./availability.ts";
import { loadOf } from "./load.ts";
import { assignmentRuleNoun, leadPoolNoun } from "./noun.ts";
import { PoolLoad } from "./schema.ts";
import { forgetSettings } from "./settings.ts";
import { leadPool } from "./table.ts";

/** Changes act at once in the process that makes them. */
const forgetting = (routes: Route[]): Route[] =>
  routes.map((r) => ({
    ...r,
    run: async (call) => {
      const out = await r.run(call);
      if (r.method !== "GET") forgetSettings(call.tenant.id);
      return out;
    },
  }));

const poolLoad = route({
  method: "GET",
  path: "/v1/lead-pools/{id}/load",
  permission: "assignment.read",
  summary: "Tells how many leads each member of a pool has and has claimed today, the caps, and whose turn comes next.",
  reply: PoolLoad,
  example: { params: { id: "{id}" } },
  run: async (call) => loadOf(call, await load(call, leadPool)),
});

export const routes: Route[] = [
  ...forgetting([...[leadPoolNoun, assignmentRuleNoun].flatMap((of) => crud(of)), ...availabilityRoutes]),
  poolLoad,
];
