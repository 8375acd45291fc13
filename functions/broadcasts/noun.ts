import { type Noun, noun } from "../../shared/records/noun.ts";
import { contact } from "../contacts/table.ts";
import { lead } from "../leads/table.ts";
import { segment } from "../segments/table.ts";
import { ownership } from "../users/ownership.ts";
import { department, user } from "../users/table.ts";
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
    ownerId: user,
    departmentId: department,
  },
  listed: true,
  labels: {
    noun: ["短信群发", "SMS campaign"],
    fields: {
      purpose: ["目的", "Purpose"],
      text: ["内容", "Text"],
      heldOut: ["对照组人数", "Held out"],
      lacking: ["缺少信息人数", "Lacking a value"],
      recipients: ["收件人", "Recipients"],
      message: ["短信全文", "Whole message"],
      encoding: ["编码", "Encoding"],
      characters: ["字数", "Characters"],
      parts: ["条数", "Parts"],
      recipientCount: ["收件人数", "Number of recipients"],
      sentAt: ["发送时间", "Sent at"],
      sentBy: ["发送人", "Sent by"],
      endedAt: ["结束时间", "Ended at"],
      queued: ["已提交", "Queued"],
      unreachable: ["无号码", "Without a number"],
      withheld: ["未获同意", "Without consent"],
      stoppedBecause: ["停止原因", "Stopped because"],
    },
    options: {
      marketing: ["营销", "Marketing"],
      service: ["服务", "Service"],
      sending: ["发送中", "Sending"],
      sent: ["已发送", "Sent"],
      stopped: ["已停止", "Stopped"],
      draft: ["草稿", "Draft"],
      "GSM-7": ["GSM 7 位", "GSM 7 bit"],
      "UCS-2": ["UCS-2 编码", "UCS-2 code"],
    },
  },
  lacks: {
    search: "it is found by its name in its list",
    custom: "it is sent and done with",
    told: "it hangs on no account",
    referable: "nothing hangs on it",
  },
  states: {
    field: "status",
    next: { draft: ["sending"], sending: ["sent", "stopped"] },
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
