import * as z from "zod";
import { invalidField } from "../../shared/fault.ts";
import { readRoutes } from "../../shared/http/crud.ts";
import { LinkMade } from "../../shared/http/make-link.ts";
import { type Call, type Route, route } from "../../shared/http/route.ts";
import { settingRoutes } from "../../shared/http/settings.ts";
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
import { action, actionRoutes, type Moved } from "../../shared/records/transition.ts";
import { recipientOf } from "../contacts/recipient.ts";
import { projectNoun } from "../projects/noun.ts";
import { project } from "../projects/table.ts";
import { ticketNoun } from "../tickets/noun.ts";
import { ticket } from "../tickets/table.ts";
import type { About } from "./ask.ts";
import { surveyNoun } from "./noun.ts";
import { AnswerInput, SendSurveyInput } from "./schema.ts";
import { PUBLIC_PATH, survey, surveyPolicy } from "./table.ts";

type Wish = Call<z.output<typeof SendSurveyInput>>;

/** Makes an address by which somebody answers about a record, and mails it to the contact that is named. */
async function sent(call: Wish, about: About): Promise<Moved> {
  const { contactId, kind = about.aboutNoun === "project" ? "nps" : "csat", locale, expiresAt } = call.body;
  if (expiresAt !== undefined && expiresAt <= call.now) throw invalidField("expiresAt", "It lies in the past.");
  if (contactId && !about.accountId)
    throw invalidField("contactId", "It is of no account whose contact could be asked.");
  const found = await recipientOf(call, contactId, about.accountId ?? "");
  const { asked } = await asking();
  const reader = found && { contactId: found.id, name: found.name, email: found.email };
  const { actions, reply } = await asked(call, about, { kind, locale, expiresAt }, reader);
  return { beside: actions, reply };
}

const sending = {
  name: "send-survey",
  label: { "zh-CN": "满意度调查", en: "Ask for satisfaction" },
  summary: "Makes an address by which the customer says how satisfied they are, once; it is shown once, and ends.",
  body: SendSurveyInput,
  reply: LinkMade,
  example: { body: { kind: "csat" } },
};

/** What asks is loaded with the first survey. */
const asking = () => import("./ask.ts");

const ofAProject = action(project, {
  ...sending,
  run: async (call, row) => sent(call, (await asking()).ofProject(row)),
});
const ofATicket = action(ticket, {
  ...sending,
  run: async (call, row) => sent(call, (await asking()).ofTicket(row)),
});

const revoke = action(survey, {
  name: "revoke",
  label: { "zh-CN": "撤销", en: "Take back" },
  summary: "Takes a survey back: whoever has its address reads nothing from now on.",
  to: "revoked",
  run: ({ now }): Moved => ({ fields: { revokedAt: now } }),
});

const visitors = () => import("./visitor.ts");

const read = route({
  method: "GET",
  path: PUBLIC_PATH,
  permission: "public",
  summary: "What a customer is asked, as a page for whoever has its address.",
  query: VisitQuery,
  example: { params: { token: "DEMO-survey" } },
  run: (call) =>
    visitPage(
      call,
      async (language) => (await import("./words.ts")).surveyWords[language].closed,
      async () => {
        const { row } = await (await visitors()).opened(call);
        const { surveyPage } = await import("./page.ts");
        return surveyPage(row, call.query.lang ?? row.locale, pathOf(call, PUBLIC_PATH));
      },
    ),
});

const answer = route({
  ...visitRoute,
  path: `${PUBLIC_PATH}/answers`,
  summary: "Answers the survey of an address, once; whoever looked after it is told, and has a task after a low score.",
  reply: z.object({ status: z.literal("answered"), score: z.int() }),
  example: { params: { token: "DEMO-survey" }, body: { score: 5, comment: "响应很快" } },
  run: (call: Asking) =>
    answered(call, { path: pathOf(call, PUBLIC_PATH), language: languageFor(call) }, async () =>
      (await visitors()).answered(call, sentTo(call, AnswerInput)),
    ),
});

export const routes: Route[] = [
  ...readRoutes(surveyNoun),
  ...actionRoutes(surveyNoun, [revoke]),
  ...settingRoutes(surveyPolicy),
  ...actionRoutes(projectNoun, [ofAProject]),
  ...actionRoutes(ticketNoun, [ofATicket]),
  read,
  answer,
];
