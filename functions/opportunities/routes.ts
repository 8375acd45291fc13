import { childRoute } from "../../shared/http/children.ts";
import { crud } from "../../shared/http/crud.ts";
import type { Route } from "../../shared/http/route.ts";
import { forgetting } from "../../shared/records/inforce.ts";
import { actionRoutes } from "../../shared/records/transition.ts";
import { opportunityActions } from "./actions.ts";
import { opportunityNoun } from "./noun.ts";
import { pipelineNoun, pipelinesInForce } from "./pipelines.ts";
import { qualificationRoutes } from "./qualification-routes.ts";
import { StageMoveView } from "./schema.ts";
import { opportunity, stageMove } from "./table.ts";

const moves = childRoute({
  parent: opportunity,
  child: stageMove,
  path: "/v1/opportunities/{id}/stage-moves",
  permission: "opportunities.read",
  summary: "The stages that an opportunity has gone through, oldest first, with the time that it stood in each.",
  view: StageMoveView,
  at: { partition: (opportunityId) => ({ opportunityId }), begins: "stage#" },
  order: "oldest",
  filters: ["to", "from"],
  show: ({ teamIds: _, amountMinor, ...row }, { access }) =>
    access.isClosed(opportunity.noun, "amountMinor") ? row : { ...row, amountMinor },
});

export const routes: Route[] = [
  ...crud(opportunityNoun),
  ...actionRoutes(opportunityNoun, opportunityActions),
  moves,
  ...qualificationRoutes,
  ...forgetting(crud(pipelineNoun), (tenantId) => pipelinesInForce.forget(tenantId)),
];
