import * as z from "zod";
import { type Route, route } from "../../shared/http/route.ts";
import {
  type Asking,
  answered,
  languageFor,
  pathOf,
  sentTo,
  VisitQuery,
  visitPage,
  visitRoute,
} from "../../shared/http/visits.ts";
import { shownAsPdf } from "../documents/reply.ts";
import { factsOf } from "./facts.ts";
import { closed, opened } from "./opened.ts";
import { AcceptInput, QuestionInput } from "./schema.ts";
import { PUBLIC_PATH } from "./send.ts";

/** What paints pages is loaded with the first that is asked for. */
const pages = async () => ({ ...(await import("../../shared/http/page.ts")), ...(await import("./page.ts")) });

const example = { params: { token: "DEMO-quote-address" } };

const read = route({
  method: "GET",
  path: PUBLIC_PATH,
  permission: "public",
  summary: "A quote as a page for whoever has its address: they read it, download it, take it or ask.",
  query: VisitQuery.extend({ asked: z.literal("true").optional().describe("true after a question was sent.") }),
  example,
  run: (call) =>
    visitPage(
      call,
      async (language) => (await pages()).pageWords[language].closed,
      async () => {
        const { lang, asked } = call.query;
        const { caller, row, link, standing } = await opened(call);
        // Of a newer revision its address alone tells.
        const facts = await factsOf(caller, { ...row, revision: link.revision }, lang ?? link.locale);
        return (await pages()).quotePage(facts, standing, pathOf(call, PUBLIC_PATH), asked === "true");
      },
    ),
});

const pdf = route({
  method: "GET",
  path: `${PUBLIC_PATH}/pdf`,
  permission: "public",
  summary: "The quote of an address as a PDF.",
  query: VisitQuery,
  example,
  run: async (call) => {
    const { caller, row, link, standing } = await opened(call);
    if (standing === "superseded") throw closed();
    const { quoteSheet } = await import("./quote-sheet.ts");
    const sheet = quoteSheet(await factsOf(caller, row, call.query.lang ?? link.locale));
    return shownAsPdf(sheet, `${row.number ?? row.id}-${row.revision}`, "attachment");
  },
});

const language = (call: Asking) => ({ language: languageFor(call), path: pathOf(call, PUBLIC_PATH) });

const accept = route({
  ...visitRoute,
  path: `${PUBLIC_PATH}/accept`,
  summary: "Takes the quote of an address: it becomes an order. Of several at once one wins; a form gets a page.",
  reply: z.object({ status: z.literal("accepted"), number: z.string(), totalMinor: z.int(), currency: z.string() }),
  example: { ...example, body: { name: "李娜", email: "li.na@example.com", consent: true } },
  run: async (call) => {
    const { accepted } = await import("./visitor.ts");
    const work = async (): Promise<object> => {
      const at = await opened(call);
      return accepted(at, sentTo(call, AcceptInput), call.query.lang ?? at.link.locale);
    };
    return answered(call, language(call), work);
  },
});

const ask = route({
  ...visitRoute,
  path: `${PUBLIC_PATH}/questions`,
  summary: "Asks about the quote of an address: whoever sells gets a task and a mail.",
  reply: z.object({ received: z.literal(true) }),
  example: { ...example, body: { name: "李娜", email: "li.na@example.com", question: "能否分三期付款？" } },
  run: async (call) => {
    const { asked } = await import("./visitor.ts");
    const work = async (): Promise<object> => asked(await opened(call), sentTo(call, QuestionInput));
    return answered(call, { ...language(call), after: "asked=true" }, work);
  },
});

export const publicRoutes: Route[] = [read, pdf, accept, ask];
