import * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { type Call, Reply, type Route, route } from "../../shared/http/route.ts";
import { answered, sentTo } from "../../shared/http/visits.ts";
import type { Locale } from "../../shared/notify/format.ts";
import { locale } from "../../shared/schema.ts";
import { languageOf } from "../../shared/words/language.ts";
import { AcceptInput, AnswerInput, DeclineInput } from "./link-schema.ts";
import { PUBLIC_PATH } from "./links.ts";

const BODY_BYTES_MAX = 16_384;

const Language = z.strictObject({ lang: locale.optional().describe("The language of the answer.") });
type Asking = Call<unknown, { lang?: Locale }>;

const visitors = () => import("./visitor.ts");

const pathOf = ({ params }: Asking): string => PUBLIC_PATH.replace("{token}", params.token ?? "");
const languageFor = ({ query, headers }: Asking): Locale =>
  query.lang ?? languageOf(headers["accept-language"], "zh-CN");

const read = route({
  method: "GET",
  path: PUBLIC_PATH,
  permission: "public",
  summary: "What a customer is asked about a project, as a page for whoever has its address: to accept, or to answer.",
  query: Language,
  example: { params: { token: "DEMO-project-acceptance" } },
  run: async (call) => {
    const { PAGE_HEADERS, toldPage } = await import("../../shared/http/page.ts");
    try {
      const at = await (await visitors()).opened(call);
      const { linkPage } = await import("./page.ts");
      return new Reply(200, linkPage(at, call.query.lang ?? at.link.locale, pathOf(call)), PAGE_HEADERS);
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== "not_found") throw error;
      const language = languageFor(call);
      const { linkWords } = await import("./link-words.ts");
      return new Reply(404, toldPage(language, linkWords[language].closed), PAGE_HEADERS);
    }
  },
});

const Done = z.object({ status: z.enum(["accepted", "declined", "answered"]), score: z.int().optional() });
const who = { name: "李娜", email: "li.na@example.com" };

function visit<S extends z.ZodType>(
  name: string,
  summary: string,
  { shape, token, body }: { shape: S; token: string; body: object },
  work: (call: Asking, given: z.output<S>) => Promise<object>,
): Route {
  return route({
    method: "POST",
    path: `${PUBLIC_PATH}/${name}`,
    permission: "public",
    summary,
    query: Language,
    rawBody: true,
    bodyBytesMax: BODY_BYTES_MAX,
    reply: Done,
    example: { params: { token }, body },
    run: (call: Asking) =>
      answered(call, { path: pathOf(call), language: languageFor(call) }, () => work(call, sentTo(call, shape))),
  });
}

export const publicRoutes: Route[] = [
  read,
  visit(
    "accept",
    "Accepts the milestone of an address, once: it is done, and the instalment that waits for it falls due.",
    { shape: AcceptInput, token: "DEMO-project-acceptance", body: { ...who, consent: true } },
    async (call, given) => (await visitors()).accepted(call, given),
  ),
  visit(
    "decline",
    "Does not accept the milestone of an address, and says why; the project manager is told.",
    { shape: DeclineInput, token: "DEMO-project-declined", body: { ...who, reason: "报表尚未交付" } },
    async (call, given) => (await visitors()).declined(call, given),
  ),
  visit(
    "answers",
    "Answers the survey of an address, once; the project manager is told.",
    { shape: AnswerInput, token: "DEMO-project-survey", body: { ...who, score: 9 } },
    async (call, given) => (await visitors()).answeredSurvey(call, given),
  ),
];
