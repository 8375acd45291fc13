import * as z from "zod";
import { crud } from "../../shared/http/crud.ts";
import { load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { actionRoutes } from "../../shared/records/transition.ts";
import { quoteActions } from "./actions.ts";
import { accepted } from "./figures.ts";
import { quoteNoun } from "./noun.ts";
import { QuoteRevision } from "./schema.ts";
import { quote, quoteRevision } from "./table.ts";

const revisions = route({
  method: "GET",
  path: `${quoteNoun.path}/{id}/revisions`,
  permission: "quotes.read",
  summary: "The earlier revisions of a quote, oldest first.",
  reply: z.object({ items: z.array(QuoteRevision) }),
  embeds: { before: quote.noun },
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const row = await load(call, quote);
    return { items: await call.table.collect(quoteRevision, { quoteId: row.id }, "revision#") };
  },
});

export const routes: Route[] = [
  ...crud(quoteNoun),
  ...actionRoutes(quoteNoun, quoteActions),
  revisions,
  accepted.route,
];
