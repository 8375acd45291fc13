import { crud } from "../../shared/http/crud.ts";
import { load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { settingRoutes } from "../../shared/http/settings.ts";
import { forgetting } from "../../shared/records/inforce.ts";
import { loadOf } from "./load.ts";
import { assignmentRuleNoun, leadPoolNoun } from "./noun.ts";
import { PoolLoad } from "./schema.ts";
import { forgetSettings } from "./settings.ts";
import { availability, leadPool } from "./table.ts";

const poolLoad = route({
  method: "GET",
  path: "/v1/lead-pools/{id}/load",
  permission: "assignment.read",
  summary: "Tells how many leads each member of a pool has and has claimed today, the caps, and whose turn comes next.",
  reply: PoolLoad,
  example: { params: { id: "{id}" } },
  run: async (call) => loadOf(call, await load(call, leadPool)),
});

const changing = [...[leadPoolNoun, assignmentRuleNoun].flatMap((of) => crud(of)), ...settingRoutes(availability)];

export const routes: Route[] = [...forgetting(changing, forgetSettings), poolLoad];
