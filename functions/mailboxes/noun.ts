import { type Noun, noun } from "../../shared/records/noun.ts";
import { department, user } from "../users/table.ts";
import { mayRead } from "./rules.ts";
import { MailboxInput, MailboxView, MailInput, MailView } from "./schema.ts";
import { headed } from "./show.ts";
import { type MailboxRow, mail, mailbox } from "./table.ts";

/** That there was a mail, as everything that handles records by their declaration knows it. What it says is no part of it. */
export const mailNoun: Noun = noun({
  entity: mail,
  module: "mails",
  path: "/v1/mails",
  // What is written of it is checked by its own calls: subject and text are kept apart from its record.
  input: MailInput,
  view: MailView,
  readOnly: true,
  listed: true,
  filters: ["mailboxId", "ownerId", "departmentId", "direction", "state", "kind", "threadId"],
  aliases: { relatedTo: "relatedIds", accountId: "accountIds" },
  ranges: ["createdAt"],
  references: { mailboxId: mailbox, ownerId: user, departmentId: department },
  kept: [
    ...(["direction", "state", "kind", "threadId", "attachments", "sentAt", "repliedAt"] as const),
    ...(["bouncedAt", "routedBy", "ownerId", "departmentId"] as const),
  ],
  lacks: {
    search: "what it says is for the readers of its mailbox, and it is found by whom it is archived to",
    custom: "nobody writes its record",
    told: "timelines of all records tell of it, not those of accounts alone",
    referable: "it names others and is named by none",
  },
  labels: {
    noun: ["邮件", "Mail"],
    fields: {
      mailboxId: ["邮箱", "Mailbox"],
      direction: ["方向", "Direction"],
      from: ["发件人", "From"],
      to: ["收件人", "To"],
      cc: ["抄送", "Cc"],
      threadId: ["会话", "Thread"],
      answersId: ["回复对象", "Answers"],
      messageId: ["邮件编号", "Message id"],
      answersMessageId: ["回复的群发邮件", "Answers mail to many"],
      attachments: ["附件数", "Attachments"],
      routedBy: ["分派规则", "Rule"],
      archivedBy: ["归档方式", "Archived by"],
      repliedAt: ["回复时间", "Replied at"],
      bouncedAt: ["退信时间", "Bounced at"],
      reason: ["发送理由", "Reason"],
      sentAt: ["发送时间", "Sent at"],
      subject: ["主题", "Subject"],
      text: ["正文", "Text"],
      templateId: ["模板", "Template"],
      variables: ["模板变量", "Variables"],
      files: ["附件", "Files"],
      fileIds: ["附件", "Files"],
      leftOut: ["未收取的附件", "Files left out"],
      readable: ["可读正文", "Readable"],
      deliveries: ["送达情况", "Deliveries"],
    },
    options: {
      inbound: ["收到", "Inbound"],
      outbound: ["发出", "Outbound"],
      received: ["已收取", "Received"],
      draft: ["草稿", "Draft"],
      sent: ["已发送", "Sent"],
      discarded: ["已丢弃", "Discarded"],
      person: ["人工", "Person"],
      automatic: ["自动", "Automatic"],
      bounce: ["退信", "Bounce"],
      address: ["按地址", "By address"],
      hand: ["手工", "By hand"],
    },
  },
  title: ({ direction, id }) => `${direction} ${id}`,
  states: { field: "state", next: { draft: ["sent", "discarded"] } },
  writing: async () => (await import("./writing.ts")).mailWriting,
  show: (row, call) => headed(call, row),
  example: {},
});

/** An address by which people write, as everything that handles records by their declaration knows it. */
export const mailboxNoun: Noun = noun({
  entity: mailbox,
  module: "mailboxes",
  path: "/v1/mailboxes",
  input: MailboxInput,
  view: MailboxView,
  filters: ["ownerId", "departmentId"],
  references: {
    ...{ ownerId: user, departmentId: department, "readers.userIds": user, "readers.departmentIds": department },
    ...{ "rules.ownerId": user, "rules.departmentId": department, "rules.lead.ownerId": user },
  },
  writing: async () => (await import("./writing.ts")).mailboxWriting,
  show: async (row: MailboxRow, { actor, tenant }) => ({
    ...row,
    readable: mayRead(row, actor, tenant.departmentParents),
    inboundAddress: (await import("../../shared/mailin/addresses.ts")).inboundAddress(row.id),
  }),
  example: {
    body: {
      name: "商务邮箱",
      address: "sales@example.com",
      readers: { userIds: ["{userId}"] },
      rules: [
        { name: "询价", when: { field: "subject", op: "contains", value: "询价" }, ownerId: "{userId}" },
        { name: "陌生人", when: { field: "isKnown", op: "eq", value: false }, lead: {} },
      ],
    },
  },
  patchExample: { body: { name: "商务邮箱（华东）" } },
});
