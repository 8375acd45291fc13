import * as z from "zod";
import { crud } from "../../shared/http/crud.ts";
import { load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { actionRoutes } from "../../shared/records/transition.ts";
import { reachPolicy } from "../consents/table.ts";
import { mailCampaignActions, smsCampaignActions } from "./actions.ts";
import { deliveriesRoute } from "./deliveries.ts";
import { mailCampaignNoun } from "./mail-noun.ts";
import { MailFigures, MailPreview } from "./mail-schema.ts";
import { smsCampaignNoun } from "./noun.ts";
import { publicRoutes } from "./public.ts";
import { Delivery, MailDelivery, SmsPreview } from "./schema.ts";
import { mailCampaign, smsCampaign } from "./table.ts";

const preview = route({
  method: "GET",
  path: `${smsCampaignNoun.path}/{id}/preview`,
  permission: "broadcasts.read",
  summary: "What it says, how long it is, whom it reaches now and what it costs, before it is sent.",
  reply: SmsPreview,
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const row = await load(call, smsCampaign);
    const [{ counted }, { bySms }] = await Promise.all([import("./audience.ts"), import("./sms.ts")]);
    const [{ recipients, reached }, { smsPartPriceMinor }] = await Promise.all([
      counted(call, bySms, row),
      reachPolicy.held(call.table),
    ]);
    const { message: whole, encoding, characters, parts } = row;
    const totalParts = parts * reached;
    const cost = { totalParts, costMinor: totalParts * smsPartPriceMinor, currency: call.tenant.currency };
    return { message: whole, encoding, characters, parts, recipients, reachable: reached, ...cost };
  },
});

const mailPreview = route({
  method: "GET",
  path: `${mailCampaignNoun.path}/{id}/preview`,
  permission: "broadcasts.read",
  summary: "Whom it reaches now, and how many of its people get nothing, by why.",
  reply: MailPreview,
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const row = await load(call, mailCampaign);
    const [{ counted }, { byMail }] = await Promise.all([import("./audience.ts"), import("./mail.ts")]);
    const { reached: reachable, ...counts } = await counted(call, byMail, row);
    return { purpose: row.purpose, reachable, ...counts };
  },
});

const mailFigures = route({
  method: "GET",
  path: `${mailCampaignNoun.path}/{id}/figures`,
  permission: "broadcasts.read",
  summary:
    "What became of its mails, of all and by text. Openings are unreliable: programs load pictures unasked, or never.",
  reply: z.object({ all: MailFigures, variants: z.array(MailFigures) }),
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const { id, templateId, variants = [] } = await load(call, mailCampaign);
    const { figuresOf } = await import("./counting.ts");
    return figuresOf(call.table, id, [templateId, ...variants.map((one) => one.templateId)]);
  },
});

const texts = { noun: smsCampaignNoun, entity: smsCampaign, channel: "sms" as const };
const mails = { noun: mailCampaignNoun, entity: mailCampaign, channel: "email" as const };

export const routes: Route[] = [
  ...crud(smsCampaignNoun),
  ...actionRoutes(smsCampaignNoun, smsCampaignActions),
  preview,
  deliveriesRoute(texts, Delivery),
  ...crud(mailCampaignNoun),
  ...actionRoutes(mailCampaignNoun, mailCampaignActions),
  mailPreview,
  mailFigures,
  deliveriesRoute(mails, MailDelivery),
  ...publicRoutes,
];
