import { type Noun, noun } from "../../shared/records/noun.ts";
import { contact } from "../contacts/table.ts";
import { marketingEvent } from "../gatherings/table.ts";
import { lead } from "../leads/table.ts";
import { segment } from "../segments/table.ts";
import { ownership } from "../users/ownership.ts";
import { department, user } from "../users/table.ts";
import { FIELDS, LACKS, OPTIONS } from "./common.ts";
import { SmsCampaignInput, SmsCampaignView } from "./schema.ts";
import { smsCampaign } from "./table.ts";

/** A text message to many people, as everything that handles records by their declaration knows it. */
export const smsCampaignNoun: Noun = noun({
  entity: smsCampaign,
  module: "broadcasts",
  path: "/v1/sms-campaigns",
  input: SmsCampaignInput,
  view: SmsCampaignView,
  filters: ["name", "status", "purpose", "ownerId", "departmentId"],
  references: {
    "recipients.contactIds": contact,
    "recipients.leadIds": lead,
    "recipients.segmentId": segment,
    "recipients.marketingEventId": marketingEvent,
    ownerId: user,
    departmentId: department,
  },
  listed: true,
  labels: {
    noun: ["短信群发", "SMS campaign"],
    fields: {
      ...FIELDS,
      text: ["内容", "Text"],
      message: ["短信全文", "Whole message"],
      encoding: ["编码", "Encoding"],
      characters: ["字数", "Characters"],
      parts: ["条数", "Parts"],
      unreachable: ["无号码", "Without a number"],
    },
    options: {
      ...OPTIONS,
      "GSM-7": ["GSM 7 位", "GSM 7 bit"],
      "UCS-2": ["UCS-2 编码", "UCS-2 code"],
    },
  },
  lacks: LACKS,
  states: {
    field: "status",
    next: {
      draft: ["counting", "sending"],
      counting: ["draft", "sending", "stopped"],
      sending: ["sent", "stopped"],
    },
    changeIn: ["draft"],
    archiveIn: ["draft", "sent", "stopped"],
  },
  defaults: () => ({ status: "draft" }),
  prepare: (call, input) => ownership(call, input),
  revise: (call, before, patch) => ownership(call, before, patch),
  derive: async (call, after, before) => (await import("./writing.ts")).composed(call, after, before),
  example: {
    body: {
      name: "展会改期通知",
      purpose: "service",
      text: "展会地点改为上海国家会展中心 5 号馆，时间不变。",
      recipients: { contactIds: ["{contactId}"] },
    },
  },
  patchExample: { body: { text: "展会地点改为 6 号馆，时间不变。" } },
});
