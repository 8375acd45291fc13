import { childRoute } from "../../shared/http/children.ts";
import { crud } from "../../shared/http/crud.ts";
import type { Route } from "../../shared/http/route.ts";
import { settingRoutes } from "../../shared/http/settings.ts";
import { actionRoutes } from "../../shared/records/transition.ts";
import { orderActions } from "./actions.ts";
import { orderNoun } from "./noun.ts";
import { AmendmentView } from "./schema.ts";
import { amendment, handOverPolicy, order } from "./table.ts";

const amendments = childRoute({
  parent: order,
  child: amendment,
  path: `${orderNoun.path}/{id}/amendments`,
  permission: "orders.read",
  summary: "The amendments of an order, oldest first, each with the terms before it.",
  view: AmendmentView,
  embeds: { before: order.noun },
  at: { partition: (orderId) => ({ orderId, number: 0 }), begins: "amendment#" },
  order: "oldest",
  // Whoever may not see an order's total learns nothing of it by what it changed by.
  show: ({ totalDeltaMinor, ...told }, { access }) =>
    access.isClosed(order.noun, "totalMinor") ? told : { ...told, totalDeltaMinor },
});

export const routes: Route[] = [
  ...crud(orderNoun),
  ...actionRoutes(orderNoun, orderActions),
  amendments,
  ...settingRoutes(handOverPolicy),
];
