import { invalidField } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { BASIS_POINTS_WHOLE } from "../../shared/money.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { campaign } from "../campaigns/table.ts";
import { contact } from "../contacts/table.ts";
import { marketingEvent } from "../gatherings/table.ts";
import { lead } from "../leads/table.ts";
import { mailbox } from "../mailboxes/table.ts";
import { segment } from "../segments/table.ts";
import { template } from "../templates/table.ts";
import { ownership } from "../users/ownership.ts";
import { department, user } from "../users/table.ts";
import { FIELDS, LACKS, OPTIONS } from "./common.ts";
import { MailCampaignInput, MailCampaignView } from "./mail-schema.ts";
import { mailCampaign } from "./table.ts";

type MailRow = RowOf<typeof mailCampaign>;

/** What follows from the templates of a campaign; they must go together, and its shares within the whole. */
async function composed(
  call: Caller,
  row: Pick<MailRow, "templateId" | "variants" | "holdOutBasisPoints" | "mailboxId">,
) {
  const shares = (row.variants ?? []).reduce((sum, { shareBasisPoints }) => sum + shareBasisPoints, 0);
  if (shares + (row.holdOutBasisPoints ?? 0) > BASIS_POINTS_WHOLE) {
    const field = row.variants?.length ? "variants" : "holdOutBasisPoints";
    throw invalidField(field, `The shares together are more than ${BASIS_POINTS_WHOLE} basis points.`);
  }
  const { checkAnswers, textsOf } = await import("./mail-texts.ts");
  await checkAnswers(call, row);
  return { purpose: (await textsOf(call, row)).purpose };
}

/** A mail to many people, as everything that handles records by their declaration knows it. */
export const mailCampaignNoun: Noun = noun({
  entity: mailCampaign,
  module: "broadcasts",
  path: "/v1/mail-campaigns",
  input: MailCampaignInput,
  view: MailCampaignView,
  filters: ["name", "status", "purpose", "campaignId", "templateId", "ownerId", "departmentId"],
  references: {
    templateId: template,
    "variants.templateId": template,
    "recipients.contactIds": contact,
    "recipients.leadIds": lead,
    "recipients.segmentId": segment,
    "recipients.marketingEventId": marketingEvent,
    campaignId: campaign,
    mailboxId: mailbox,
    ownerId: user,
    departmentId: department,
  },
  listed: true,
  labels: {
    noun: ["邮件群发", "Mail campaign"],
    fields: {
      campaignId: ["市场活动", "Campaign"],
      ...FIELDS,
      templateId: ["模板", "Template"],
      variants: ["对比版本", "Variants"],
      shareBasisPoints: ["占比", "Share"],
      holdOutBasisPoints: ["留白比例", "Held-out share"],
      variables: ["变量", "Variables"],
      mailboxId: ["回复邮箱", "Answers to"],
      tracks: ["统计打开与点击", "Counts openings"],
      sendAt: ["计划发送时间", "Begins at"],
      unreachable: ["无邮箱", "Without an address"],
    },
    options: {
      ...OPTIONS,
      scheduled: ["已计划", "Scheduled"],
    },
  },
  lacks: LACKS,
  states: {
    field: "status",
    next: {
      draft: ["counting", "scheduled", "sending"],
      counting: ["draft", "scheduled", "sending", "stopped"],
      scheduled: ["sending", "stopped"],
      sending: ["sent", "stopped"],
      sent: ["stopped"],
    },
    changeIn: ["draft"],
    archiveIn: ["draft", "sent", "stopped"],
  },
  defaults: () => ({ status: "draft" }),
  prepare: async (call, input) => ({ ...(await composed(call, input)), ...(await ownership(call, input)) }),
  revise: async (call, before, patch) => ({
    ...(await composed(call, { ...before, ...patch })),
    ...(await ownership(call, before, patch)),
  }),
  example: {
    body: { name: "展会改期", templateId: "{templateId}", recipients: { contactIds: ["{contactId}"] } },
  },
  patchExample: { body: { holdOutBasisPoints: 1_000 } },
});
