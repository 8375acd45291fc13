import type { Caller } from "../../shared/http/route.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import { account } from "../accounts/table.ts";
import { contact } from "../contacts/table.ts";
import { REFERABLE } from "../referable.ts";
import { department, user } from "../users/table.ts";
import { NEXT } from "./rules.ts";
import { TicketInput, TicketView } from "./schema.ts";
import { type TicketRow, ticket, ticketQueue } from "./table.ts";

/** The row with the name that callers know its owner by, unless their roles hide who that is. */
const show = (row: TicketRow, { access }: Caller): object => ({
  ...row,
  ...(row.ownerId && !access.isClosed("ticket", "ownerId") && { assigneeId: row.ownerId }),
});

/** What a customer asks for, as everything that handles records by their declaration knows it. */
export const ticketNoun: Noun = noun({
  entity: ticket,
  module: "tickets",
  path: "/v1/tickets",
  input: TicketInput,
  view: TicketView,
  title: ({ number, subject }) => [number, subject].filter(Boolean).join(" "),
  filters: [
    ...(["accountId", "contactId", "ownerId", "departmentId", "queueId", "number"] as const),
    ...(["state", "priority", "channel", "tier"] as const),
  ],
  aliases: { assigneeId: "ownerId" },
  ranges: ["createdAt", "resolveDueAt"],
  references: {
    ...{ accountId: account, contactId: contact, ownerId: user, departmentId: department },
    ...{ followerIds: user, queueId: ticketQueue },
  },
  custom: REFERABLE,
  listed: true,
  lacks: { referable: "activities and tickets name it, and fields of tenants name whom it is about" },
  labels: {
    noun: ["工单", "Ticket"],
    fields: {
      number: ["工单号", "Number"],
      ownerId: ["处理人", "Assignee"],
      body: ["问题描述", "Question"],
      state: ["状态", "State"],
      queueId: ["队列", "Queue"],
      requester: ["提单人", "Requester"],
      followerIds: ["关注人", "Followers"],
      assigneeId: ["处理人", "Assignee"],
      routedBy: ["分派方式", "Routed by"],
      channelId: ["来源渠道", "Channel"],
      conversationId: ["会话编号", "Conversation"],
      mail: ["邮件", "Mail"],
      firstResponseDueAt: ["首次响应期限", "First response due"],
      resolveDueAt: ["解决期限", "Resolution due"],
      firstRespondedAt: ["首次响应时间", "First responded"],
      isLateInResponse: ["响应超时", "Late in response"],
      isLateInResolution: ["解决超时", "Late in resolution"],
      escalatedAt: ["升级时间", "Escalated"],
      resolvedAt: ["解决时间", "Resolved"],
      reopened: ["重开次数", "Reopened"],
      lastMessageAt: ["最近消息", "Last message"],
      fileIds: ["附件", "Files"],
      leftOut: ["未收取的附件", "Files left out"],
      mergedFrom: ["合并来源", "Merged from"],
      linkedIds: ["关联工单", "Linked tickets"],
      splitFrom: ["拆分自", "Split from"],
      askedAt: ["提问时间", "Asked at"],
    },
    options: {
      email: ["邮件", "E-mail"],
      form: ["网页表单", "Form"],
      chat: ["在线会话", "Chat"],
      hotline: ["热线", "Hotline"],
      urgent: ["紧急", "Urgent"],
      waitingForCustomer: ["等待客户", "Waiting for the customer"],
      waitingForOthers: ["等待他人", "Waiting for others"],
      resolved: ["已解决", "Resolved"],
      closed: ["已关闭", "Closed"],
      customerSuccess: ["客户成功经理", "Customer success"],
      queue: ["队列规则", "Queue"],
      named: ["指定", "Named"],
      nobody: ["未分派", "Nobody"],
    },
  },
  told: { by: "ownerId", detail: ["number", "state", "priority"] },
  forAnybody: true,
  kept: ["number", "state"],
  defaults: () => ({ state: "new", channel: "api", priority: "normal" }),
  search: ({ number, subject, requester }) => [
    ...(number ? [{ field: "number", text: number, kind: "number" as const }] : []),
    { field: "subject", text: subject, kind: "words" },
    ...(requester?.email ? [{ field: "requester.email", text: requester.email, kind: "email" as const }] : []),
  ],
  states: {
    field: "state",
    next: NEXT,
    changeIn: ["new", "open", "waitingForCustomer", "waitingForOthers", "resolved"],
    instead: { change: "reopen it first (POST /v1/tickets/{id}/reopen)" },
  },
  writing: async () => (await import("./writing.ts")).writing,
  show,
  example: {
    body: {
      accountId: "{accountId}",
      subject: "报表无法导出",
      body: "点击导出后一直转圈，浏览器为 Chrome。",
      channel: "api",
      priority: "high",
      requester: { name: "周敏", email: "zhou.min@example.com" },
    },
  },
  patchExample: { body: { priority: "urgent", tags: ["导出"] } },
});
