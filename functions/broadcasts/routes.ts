import * as z from "zod";
import { crud } from "../../shared/http/crud.ts";
import { load } from "../../shared/http/record.ts";
import { type Call, type Route, route } from "../../shared/http/route.ts";
import { actionRoutes } from "../../shared/records/transition.ts";
import { reachPolicy } from "../consents/table.ts";
import { mailCampaignActions, smsCampaignActions } from "./actions.ts";
import type { Broadcast, BroadcastRow } from "./audience.ts";
import { cursorsIn } from "./cursors.ts";
import { deliveriesRoute } from "./deliveries.ts";
import { mailCampaignNoun } from "./mail-noun.ts";
import { MailFigures, MailPreview } from "./mail-schema.ts";
import { smsCampaignNoun } from "./noun.ts";
import { publicRoutes } from "./public.ts";
import { Delivery, MailDelivery, SmsPreview } from "./schema.ts";
import { mailCampaign, smsCampaign } from "./table.ts";

/** Pages of people that one preview counts. */
const PAGES_MAX = 20;
const PreviewQuery = z.strictObject({
  cursor: z.string().max(1_000).optional().describe("The nextCursor of the preview before, to count on."),
});
const COUNTS_ON = "Counts of the calls that a cursor leads to add up.";

/** Counts the people of a campaign as they are now, from where the caller's cursor leads to. */
async function countedFor<R extends BroadcastRow>(
  call: Call<unknown, z.output<typeof PreviewQuery>>,
  of: Broadcast<R>,
  row: R,
) {
  const { counted } = await import("./audience.ts");
  const { opened, sealed } = cursorsIn(call, of.noun, row, "preview");
  const { sum, next } = await counted(call, of, row, PAGES_MAX, opened(call.query.cursor));
  return { sum, complete: next === undefined, nextCursor: sealed(next) };
}

const preview = route({
  method: "GET",
  path: `${smsCampaignNoun.path}/{id}/preview`,
  permission: "broadcasts.read",
  summary: `What it says, how long it is, whom it reaches now and what it costs, before it is sent. ${COUNTS_ON}`,
  query: PreviewQuery,
  reply: SmsPreview,
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const row = await load(call, smsCampaign);
    const { bySms } = await import("./sms.ts");
    const [{ sum, ...paged }, { smsPartPriceMinor }] = await Promise.all([
      countedFor(call, bySms, row),
      reachPolicy.held(call.table),
    ]);
    const { recipients, reached } = sum;
    const { message: whole, encoding, characters, parts } = row;
    const totalParts = parts * reached;
    const cost = { totalParts, costMinor: totalParts * smsPartPriceMinor, currency: call.tenant.currency };
    return { message: whole, encoding, characters, parts, recipients, reachable: reached, ...cost, ...paged };
  },
});

const mailPreview = route({
  method: "GET",
  path: `${mailCampaignNoun.path}/{id}/preview`,
  permission: "broadcasts.read",
  summary: `Whom it reaches now, and how many of its people get nothing, by why. ${COUNTS_ON}`,
  query: PreviewQuery,
  reply: MailPreview,
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const row = await load(call, mailCampaign);
    const { byMail } = await import("./mail.ts");
    const { sum, ...paged } = await countedFor(call, byMail, row);
    const { reached: reachable, ...counts } = sum;
    return { purpose: row.purpose, reachable, ...counts, ...paged };
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
