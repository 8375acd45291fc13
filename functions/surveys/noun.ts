import * as z from "zod";
import { type Noun, noun } from "../../shared/records/noun.ts";
import { account } from "../accounts/table.ts";
import { contact } from "../contacts/table.ts";
import { department, user } from "../users/table.ts";
import { Survey } from "./schema.ts";
import { survey } from "./table.ts";

/** What customers were asked and say, as everything that handles records by their declaration knows it. Nobody writes it. */
export const surveyNoun: Noun = noun({
  entity: survey,
  module: "surveys",
  path: "/v1/surveys",
  input: z.object({}),
  view: Survey,
  readOnly: true,
  listed: true,
  lacks: {
    custom: "customers answer what they are asked",
    referable: "projects and tickets are referred to",
    search: "it is found by what it is about",
  },
  labels: {
    noun: ["满意度调查", "Survey"],
    fields: {
      kind: ["问题类型", "Question"],
      aboutNoun: ["对象类型", "About a"],
      aboutId: ["对象", "About"],
      name: ["对象名称", "Name"],
      ownerId: ["负责人", "Manager"],
      productType: ["产品类型", "Product type"],
      expiresAt: ["有效期至", "Ends at"],
      score: ["评分", "Score"],
      comment: ["补充说明", "Comment"],
      answeredAt: ["回答时间", "Answered at"],
      answeredBy: ["回答人", "Answered by"],
      revokedAt: ["撤销时间", "Revoked at"],
      taskId: ["跟进任务", "Follow-up"],
    },
    options: {
      csat: ["满意度（1–5）", "Satisfaction (1–5)"],
      nps: ["推荐意愿（0–10）", "Recommendation (0–10)"],
      waiting: ["待回答", "Waiting"],
      answered: ["已回答", "Answered"],
      revoked: ["已撤销", "Revoked"],
      project: ["项目", "Project"],
      ticket: ["工单", "Ticket"],
    },
  },
  title: ({ name }) => name,
  filters: [
    ...(["aboutId", "aboutNoun", "accountId", "contactId", "ownerId", "departmentId"] as const),
    ...(["productType", "kind", "state"] as const),
  ],
  ranges: ["createdAt", "answeredAt", "score"],
  references: { accountId: account, contactId: contact, ownerId: user, departmentId: department },
  kept: ["kind", "state", "score", "answeredAt"],
  told: { by: "ownerId", detail: ["kind", "score", "state"] },
  states: {
    field: "state",
    next: { waiting: ["answered", "revoked"] },
    instead: { revoke: "only what waits for an answer can be taken back" },
  },
  example: {},
});
