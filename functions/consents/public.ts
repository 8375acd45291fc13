import * as z from "zod";
import { invalidField } from "../../shared/fault.ts";
import { parsed } from "../../shared/http/issues.ts";
import { type Call, Reply, type Route, route } from "../../shared/http/route.ts";
import { pathOf, VisitQuery, visitPage } from "../../shared/http/visits.ts";
import { parseJson } from "../../shared/json.ts";
import { EVERY_PURPOSE } from "../../shared/notify/consent.ts";
import type { Locale } from "../../shared/notify/format.ts";
import { noteOn } from "../../shared/notify/outbox.ts";
import { PREFERENCES_PATH } from "../../shared/notify/person-link.ts";
import { type Opened, opened } from "./opened.ts";
import { languageOfPerson } from "./people.ts";
import { Preference, PreferenceInput } from "./schema.ts";

const BODY_BYTES_MAX = 4_096;
const example = { params: { token: "DEMO-preferences" } };
/** The version of the words on the page, for the evidence. */
const PAGE_VERSION = "preferences/1";

const Query = VisitQuery.extend({
  saved: z.literal("true").optional().describe("true after a choice was saved."),
});
type Asking = Call<unknown, z.output<typeof Query>>;

/** What paints pages is loaded with the first that is asked for. */
const pages = async () => ({ ...(await import("../../shared/http/page.ts")), ...(await import("./page.ts")) });

const languageFor = ({ query }: Asking, { person, caller }: Opened): Locale =>
  query.lang ?? languageOfPerson(person, caller.tenant.locale);

const read = route({
  method: "GET",
  path: PREFERENCES_PATH,
  permission: "public",
  summary: "What a person gets, as a page for whoever has their address. Looking at it changes nothing.",
  query: Query,
  example,
  run: (call) =>
    visitPage(
      call,
      async (language) => (await pages()).pageWords[language].closed,
      async () => {
        const at = await opened(call);
        const { preferencesPage } = await pages();
        const path = pathOf(call, PREFERENCES_PATH);
        return preferencesPage(at, path, languageFor(call, at), call.query.saved === "true");
      },
    ),
});

const isForm = ({ headers }: Asking): boolean =>
  /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(headers["content-type"] ?? "");

/** What was sent: a choice on the page, a program's JSON, or a mail program's one click (RFC 8058). */
function choiceOf(call: Asking): z.output<typeof PreferenceInput> & { isOneClick: boolean } {
  const text = call.rawBody.toString("utf8");
  if (!isForm(call)) return { ...parsed(PreferenceInput, text === "" ? {} : parseJson(text)), isOneClick: false };
  if (/List-Unsubscribe\b[\s\S]*One-Click/.test(text)) return { state: "withdrawn", isOneClick: true };
  return { ...parsed(PreferenceInput, Object.fromEntries(new URLSearchParams(text))), isOneClick: false };
}

/** The channels that a choice is about: all, where somebody stops everything. */
function spoken(at: Opened, { channel, purpose }: z.output<typeof PreferenceInput>) {
  if (purpose === EVERY_PURPOSE && !channel) return [...new Set(at.held.map((one) => one.channel))];
  return [channel ?? at.link.channel];
}

const choose = route({
  method: "POST",
  path: PREFERENCES_PATH,
  permission: "public",
  summary: "What a person says on their own page, or by one click of their mail program (RFC 8058). It holds at once.",
  query: Query,
  rawBody: true,
  bodyBytesMax: BODY_BYTES_MAX,
  reply: z.object({ saved: z.array(Preference) }),
  example: { ...example, body: { state: "withdrawn" } },
  run: async (call) => {
    const choice = choiceOf(call);
    const at = await opened(call);
    const { link, caller, person } = at;
    const purpose = choice.purpose ?? link.purpose;
    const known = at.held.some((one) => one.purpose === purpose) || purpose === EVERY_PURPOSE;
    if (!known) throw invalidField("purpose", `Nothing for ${purpose} was ever agreed to; name one of the page.`);
    if (choice.state === "given" && purpose === EVERY_PURPOSE) {
      throw invalidField("purpose", "Say yes to one purpose at a time.");
    }
    const { stated, withdrawn } = await import("./withdraw.ts");
    // Whoever has the address of a mail reads that mailbox.
    const by = link.channel === "email" && choice.state === "given" ? { confirmedAt: call.now } : {};
    const source = choice.isOneClick ? "oneClick" : link.consentId ? "doubleOptIn" : "preferencePage";
    const evidence = { textVersion: PAGE_VERSION, source, at: call.now, address: call.sourceIp, ...by };
    const saved = spoken(at, choice).map((channel) => ({ channel, purpose, state: choice.state }));
    for (const one of saved) {
      const { channel, state } = one;
      if (state === "withdrawn") await withdrawn(caller, person.id, { channel, purpose, state, evidence });
      else await stated(caller, person.id, { channel, purpose, state, evidence });
    }
    if (choice.state === "withdrawn" && link.messageId) await noteOn(caller, link.messageId, "withdrawnAt");
    if (!isForm(call) || choice.isOneClick) return new Reply(200, { saved });
    const language = call.query.lang ? `lang=${call.query.lang}&` : "";
    return new Reply(303, "", { location: `${pathOf(call, PREFERENCES_PATH)}?${language}saved=true` });
  },
});

export const publicRoutes: Route[] = [read, choose];
