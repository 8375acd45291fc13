import * as z from "zod";
import { load } from "../../shared/http/record.ts";
import { LINKS_MAX, revokeLinksRoute } from "../../shared/http/revoke-links.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { actionRoutes } from "../../shared/records/transition.ts";
import { checkSeen } from "../../shared/records/usable.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { shownAsPdf } from "../documents/reply.ts";
import { quoteNoun } from "../quotes/noun.ts";
import { quote } from "../quotes/table.ts";
import { publicRoutes } from "./public.ts";
import { DocumentQuery, QuoteAcceptance, QuoteLink } from "./schema.ts";
import { send } from "./send.ts";
import { quoteAcceptance, quoteLink } from "./table.ts";

/** What the document of a quote tells: whoever may not see one of these gets no document. */
const PRINTED = [
  ...["number", "lines", "subtotalMinor", "discountMinor", "taxMinor", "totalMinor", "instalments", "validUntil"],
  ...["lines.unitPriceMinor", "lines.amountMinor", "lines.totalMinor", "discountBasisPoints", "currency", "accountId"],
];

const pdf = route({
  method: "GET",
  path: `${quoteNoun.path}/{id}/pdf`,
  permission: "quotes.read",
  summary: "The quote as a PDF, in Chinese or English.",
  query: DocumentQuery,
  example: { params: { id: "{id}" }, query: { locale: "en" } },
  run: async (call) => {
    const row = await load(call, quote);
    checkSeen(call.access, quote.noun, PRINTED, "The document");
    const [{ factsOf }, { quoteSheet }] = await Promise.all([import("./facts.ts"), import("./quote-sheet.ts")]);
    const facts = await factsOf(
      call,
      row,
      call.query.locale ?? call.tenant.locale,
      (of, about, field) => call.access.sees(of, about as { id: string }) && !call.access.isClosed(of.noun, field),
    );
    return shownAsPdf(quoteSheet(facts), `${row.number ?? row.id}-${row.revision}`);
  },
});

const links = route({
  method: "GET",
  path: `${quoteNoun.path}/{id}/links`,
  permission: "quotes.read",
  summary:
    "The addresses of a quote, the newest first, and who took it by one; the addresses themselves are kept nowhere.",
  reply: z.object({ items: z.array(QuoteLink), acceptances: z.array(QuoteAcceptance) }),
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const { id: quoteId } = await load(call, quote);
    const sources = [sourceOf(quoteLink, "parent", { quoteId })];
    const [{ rows }, acceptances] = await Promise.all([
      call.table.list(quoteLink, { sources, limit: LINKS_MAX, descending: true }),
      call.table.collect(quoteAcceptance, { quoteId }, "acceptance#"),
    ]);
    return { items: rows, acceptances };
  },
});

const revoke = revokeLinksRoute({
  ...{ of: quote, by: "quoteId", link: quoteLink, path: quoteNoun.path, permission: "quotes.write" },
  summary: "Ends the addresses of a quote: whoever has one reads nothing from now on.",
});

export const routes: Route[] = [...actionRoutes(quoteNoun, [send]), pdf, links, revoke, ...publicRoutes];
