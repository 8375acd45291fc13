import * as z from "zod";
import { crud } from "../../shared/http/crud.ts";
import { load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { actionRoutes } from "../../shared/records/transition.ts";
import { decisionRoutes } from "../approvals/actions.ts";
import { orderActions } from "./actions.ts";
import { orderNoun } from "./noun.ts";
import { AmendmentView } from "./schema.ts";
import { amendment, order } from "./table.ts";

const amendments = route({
  method: "GET",
  path: `${orderNoun.path}/{id}/amendments`,
  permission: "orders.read",
  summary: "The amendments of an order, oldest first, each with the terms before it.",
  reply: z.object({ items: z.array(AmendmentView) }),
  embeds: { before: order.noun },
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const row = await load(call, order);
    const items = await call.table.collect(amendment, { orderId: row.id, number: 0 }, "amendment#");
    // Whoever may not see an order's total learns nothing of it by what it changed by.
    const isTold = !call.access.isClosed(order.noun, "totalMinor");
    return { items: isTold ? items : items.map(({ totalDeltaMinor: _untold, ...told }) => told) };
  },
});

export const routes: Route[] = [
  ...crud(orderNoun),
  ...actionRoutes(orderNoun, orderActions),
  ...decisionRoutes(orderNoun),
  amendments,
];
