import * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { type Call, Reply, type Route, route } from "../../shared/http/route.ts";
import type { Locale } from "../../shared/notify/format.ts";
import { locale } from "../../shared/schema.ts";
import { languageOf } from "../../shared/words/language.ts";
import { hasLeft, leave, opened, UNSUBSCRIBE_PATH } from "./unsubscribe.ts";

const BODY_BYTES_MAX = 4_096;

const Language = z.strictObject({ lang: locale.optional().describe("The language of the page.") });
type Asking = Call<unknown, { lang?: Locale }>;

/** What paints pages is loaded with the first that is asked for. */
const pages = async () => ({
  ...(await import("./unsubscribe-page.ts")),
  ...(await import("../../shared/http/page.ts")),
});

const common = {
  path: UNSUBSCRIBE_PATH,
  permission: "public" as const,
  query: Language,
  example: { params: { token: "DEMO-unsubscribe-address" } },
};

const CLOSED: Record<Locale, string> = {
  "zh-CN": "此链接无效或已过期。",
  en: "This address is not valid, or has ended.",
};

/** Opens the address and answers with its page; `isDoing` where whoever has it leaves or comes back by this call. */
async function answered(call: Asking, isDoing: boolean): Promise<Reply> {
  const { unsubscribePage, toldPage, PAGE_HEADERS } = await pages();
  const token = call.params.token ?? "";
  try {
    const at = await opened(token, { from: call.sourceIp, requestId: call.requestId }, call.now);
    const language = call.query.lang ?? languageOf(call.headers["accept-language"], at.subscription.locale ?? "zh-CN");
    const isBack = new URLSearchParams(call.rawBody.toString("utf8")).get("again") === "true";
    if (isDoing) await leave(at, isBack, call.now);
    const path = UNSUBSCRIBE_PATH.replace("{token}", token);
    return new Reply(200, unsubscribePage(language, path, await hasLeft(at), isDoing), PAGE_HEADERS);
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== "not_found") throw error;
    const language = call.query.lang ?? languageOf(call.headers["accept-language"], "zh-CN");
    return new Reply(404, toldPage(language, CLOSED[language]), PAGE_HEADERS);
  }
}

const read = route({
  ...common,
  method: "GET",
  summary: "The page by which somebody leaves a report's recipients; looking at it changes nothing.",
  run: (call) => answered(call, false),
});

const post = route({
  ...common,
  method: "POST",
  summary:
    "Leaves a report's recipients by one click (RFC 8058), or comes back with again=true; a form as mail programs send it.",
  rawBody: true,
  bodyBytesMax: BODY_BYTES_MAX,
  run: (call) => answered(call, true),
});

export const publicRoutes: Route[] = [read, post];
