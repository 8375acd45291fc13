import * as z from "zod";
import { Fault } from "../fault.ts";
import { parseJson } from "../json.ts";
import type { Locale } from "../notify/format.ts";
import { locale } from "../schema.ts";
import { languageOf } from "../words/language.ts";
import { spokenIn } from "../words/spoken.ts";
import { parsed } from "./issues.ts";
import { type Call, Reply } from "./route.ts";

const BODY_BYTES_MAX = 16_384;

/** What the address of a page for somebody outside may ask. */
export const VisitQuery = z.strictObject({ lang: locale.optional().describe("The language of the answer.") });
/** A call of whoever has such an address. */
export type Asking = Call<unknown, { lang?: Locale }>;

/** What every route by which a visitor sends something declares. */
export const visitRoute = {
  method: "POST" as const,
  permission: "public" as const,
  query: VisitQuery,
  rawBody: true,
  bodyBytesMax: BODY_BYTES_MAX,
};

/** The language for a visitor: that of the address, else what the browser asks for. */
export const languageFor = ({ query, headers }: Asking, otherwise: Locale = "zh-CN"): Locale =>
  query.lang ?? languageOf(headers["accept-language"], otherwise);

/** The path of the page that a visitor is at. */
export const pathOf = ({ params }: Asking, path: string): string =>
  path.replace("{token}", encodeURIComponent(params.token ?? ""));

/** Answers with a page where nothing is at an address, or nothing any more; throws again what else went wrong. */
export async function closedPage(
  call: Asking,
  error: unknown,
  words: (language: Locale) => string | Promise<string>,
): Promise<Reply> {
  if (!(error instanceof Fault) || error.code !== "not_found") throw error;
  const { PAGE_HEADERS, toldPage } = await import("./page.ts");
  const language = languageFor(call);
  return new Reply(404, toldPage(language, await words(language)), PAGE_HEADERS);
}

/** The page of an address; where nothing is there, or nothing any more, one that says so. */
export async function visitPage(
  call: Asking,
  closed: (language: Locale) => string | Promise<string>,
  paint: () => Promise<string>,
): Promise<Reply> {
  try {
    const body = await paint();
    const { PAGE_HEADERS } = await import("./page.ts");
    return new Reply(200, body, PAGE_HEADERS);
  } catch (error) {
    return closedPage(call, error, closed);
  }
}

/** True where a browser's form was sent, and not a program's JSON. */
export const isForm = ({ headers }: Pick<Asking, "headers">): boolean =>
  /^application\/x-www-form-urlencoded\b/i.test(headers["content-type"] ?? "");

/** What a form or a program has sent, as the shape asks for it. */
export function sentTo<S extends z.ZodType>(call: Asking, shape: S): z.output<S> {
  const text = call.rawBody.toString("utf8");
  if (!isForm(call)) return parsed(shape, text === "" ? {} : parseJson(text));
  const given = Object.fromEntries(new URLSearchParams(text));
  return parsed(shape, "consent" in given ? { ...given, consent: given.consent === "true" } : given);
}

/** Does what a visitor asks for. A form is answered with a page, at `path` again, and a program with JSON. */
export async function answered(
  call: Asking,
  { path, language, after = "" }: { path: string; language: Locale; after?: string },
  work: () => Promise<object>,
): Promise<Reply> {
  try {
    const done = await work();
    if (!isForm(call)) return new Reply(200, done);
    const chosen = call.query.lang ? `lang=${call.query.lang}` : "";
    const query = [chosen, after].filter(Boolean).join("&");
    return new Reply(303, "", { location: `${path}${query ? `?${query}` : ""}` });
  } catch (error) {
    if (!isForm(call) || !(error instanceof Fault) || error.status >= 500) throw error;
    const { PAGE_HEADERS, toldPage } = await import("./page.ts");
    const { detail, errors } = error;
    const told = await spokenIn(language, { detail, errors });
    return new Reply(error.status, toldPage(language, told.detail ?? detail, path), PAGE_HEADERS);
  }
}
