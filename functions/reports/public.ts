import { Reply, type Route, route } from "../../shared/http/route.ts";
import { type Asking, closedPage, languageFor, pathOf, VisitQuery } from "../../shared/http/visits.ts";
import type { Locale } from "../../shared/notify/format.ts";
import { hasLeft, leave, type Opened, opened, UNSUBSCRIBE_PATH } from "./unsubscribe.ts";

const BODY_BYTES_MAX = 4_096;

/** What paints pages is loaded with the first that is asked for. */
const pages = async () => ({
  ...(await import("./unsubscribe-page.ts")),
  ...(await import("../../shared/http/page.ts")),
});

const common = {
  path: UNSUBSCRIBE_PATH,
  permission: "public" as const,
  query: VisitQuery,
  example: { params: { token: "DEMO-unsubscribe-address" } },
};

const CLOSED: Record<Locale, string> = {
  "zh-CN": "此链接无效或已过期。",
  en: "This address is not valid, or has ended.",
};

/** What the report of an address is called. */
async function calledOf({ table, subscription }: Opened, language: Locale): Promise<string> {
  const own = (await import("./own.ts")).ownReport(subscription.report);
  if (own) return own.called(language);
  const [{ nameOf }, { GONE }] = await Promise.all([import("../analytics/named.ts"), import("./refused.ts")]);
  return (await nameOf(table, subscription))?.[language] ?? GONE[language];
}

/** Opens the address and answers with its page; `isDoing` where whoever has it leaves or comes back by this call. */
async function answered(call: Asking, isDoing: boolean): Promise<Reply> {
  try {
    const { unsubscribePage, PAGE_HEADERS } = await pages();
    const at = await opened(call.params.token ?? "", { from: call.sourceIp, requestId: call.requestId }, call.now);
    const language = languageFor(call, at.subscription.locale);
    const isBack = new URLSearchParams(call.rawBody.toString("utf8")).get("again") === "true";
    if (isDoing) await leave(at, isBack, call.now);
    const path = pathOf(call, UNSUBSCRIBE_PATH);
    const report = await calledOf(at, language);
    return new Reply(200, unsubscribePage(language, report, path, await hasLeft(at), isDoing), PAGE_HEADERS);
  } catch (error) {
    return closedPage(call, error, (language) => CLOSED[language]);
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
