import * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { type Call, Reply, type Route, route } from "../../shared/http/route.ts";
import { answered, sentTo } from "../../shared/http/visits.ts";
import type { Locale } from "../../shared/notify/format.ts";
import { locale } from "../../shared/schema.ts";
import { languageOf } from "../../shared/words/language.ts";
import { shownAsPdf } from "../documents/reply.ts";
import { factsOf } from "./facts.ts";
import { closed, opened } from "./opened.ts";
import { AcceptInput, QuestionInput } from "./schema.ts";
import { PUBLIC_PATH } from "./send.ts";

/** What paints pages is loaded with the first that is asked for. */
const pages = async () => ({ ...(await import("../../shared/http/page.ts")), ...(await import("./page.ts")) });

const BODY_BYTES_MAX = 16_384;
const example = { params: { token: "DEMO-quote-address" } };

const Language = z.strictObject({ lang: locale.optional().describe("The language of the answer.") });
type Asking = Call<unknown, { lang?: Locale }>;

const pathOf = ({ params }: Asking): string => PUBLIC_PATH.replace("{token}", params.token ?? "");

/** The language of a page that knows no quote: what was chosen, else what the browser asks for. */
const languageFor = ({ query, headers }: Asking): Locale =>
  query.lang ?? languageOf(headers["accept-language"], "zh-CN");

const read = route({
  method: "GET",
  path: PUBLIC_PATH,
  permission: "public",
  summary: "A quote as a page for whoever has its address: they read it, download it, take it or ask.",
  query: Language.extend({ asked: z.literal("true").optional().describe("true after a question was sent.") }),
  example,
  run: async (call) => {
    const { lang, asked } = call.query;
    try {
      const { caller, row, link, standing } = await opened(call);
      // Of a newer revision its address alone tells.
      const facts = await factsOf(caller, { ...row, revision: link.revision }, lang ?? link.locale);
      const [{ quotePage }, { PAGE_HEADERS }] = await Promise.all([pages(), import("../../shared/http/page.ts")]);
      return new Reply(200, quotePage(facts, standing, pathOf(call), asked === "true"), PAGE_HEADERS);
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== "not_found") throw error;
      const [{ pageWords }, { PAGE_HEADERS, toldPage }] = await Promise.all([
        pages(),
        import("../../shared/http/page.ts"),
      ]);
      const spoken = languageFor(call);
      return new Reply(404, toldPage(spoken, pageWords[spoken].closed), PAGE_HEADERS);
    }
  },
});

const pdf = route({
  method: "GET",
  path: `${PUBLIC_PATH}/pdf`,
  permission: "public",
  summary: "The quote of an address as a PDF.",
  query: Language,
  example,
  run: async (call) => {
    const { caller, row, link, standing } = await opened(call);
    if (standing === "superseded") throw closed();
    const { quoteSheet } = await import("./quote-sheet.ts");
    const sheet = quoteSheet(await factsOf(caller, row, call.query.lang ?? link.locale));
    return shownAsPdf(sheet, `${row.number ?? row.id}-${row.revision}`, "attachment");
  },
});

const language = (call: Asking) => ({ language: languageFor(call), path: pathOf(call) });

const visit = {
  method: "POST" as const,
  permission: "public" as const,
  query: Language,
  rawBody: true,
  bodyBytesMax: BODY_BYTES_MAX,
};

const accept = route({
  ...visit,
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
  ...visit,
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
