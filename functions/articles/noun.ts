import type { Caller } from "../../shared/http/route.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import { roleKey, roleNames } from "../users/held.ts";
import { ownership } from "../users/ownership.ts";
import { department, user } from "../users/table.ts";
import { ArticleInput, ArticleView } from "./schema.ts";
import { article } from "./table.ts";

type Fields = { roles?: string[] | null; ownerId?: string; departmentId?: string };

/** Roles are kept by their keys: a new name changes nothing of them. */
const keyed = ({ tenant }: Caller, { roles }: Fields): { roles?: string[] } =>
  roles ? { roles: roles.map((name, n) => roleKey(tenant, name, `roles.${n}`)) } : {};

/** What the tenant knows, as everything that handles records by their declaration knows it. */
export const articleNoun: Noun = noun({
  entity: article,
  module: "articles",
  path: "/v1/articles",
  input: ArticleInput,
  view: ArticleView,
  title: ({ title }) => title,
  filters: ["state", "category", "language", "audience", "ownerId", "departmentId"],
  ranges: ["createdAt", "reviewAt"],
  references: { ownerId: user, departmentId: department },
  listed: true,
  lacks: {
    custom: "it is text, and its shelf is its category",
    told: "it hangs on no account",
    referable: "answers name the articles that they use",
  },
  labels: {
    noun: ["知识文章", "Article"],
    fields: {
      title: ["标题", "Title"],
      body: ["正文", "Text"],
      audience: ["读者范围", "Audience"],
      category: ["分类", "Category"],
      language: ["语言", "Language"],
      keywords: ["关键词", "Keywords"],
      roles: ["可读角色", "Roles"],
      reviewEveryDays: ["复审间隔（天）", "Reviewed every (days)"],
      published: ["已发布内容", "Published"],
      reviewAt: ["复审时间", "Review due"],
      staleAt: ["过期时间", "Stale since"],
      used: ["引用次数", "Used"],
      helpful: ["有帮助", "Helpful"],
      unhelpful: ["没有帮助", "Unhelpful"],
    },
    options: {
      internal: ["内部", "Internal"],
      partners: ["伙伴", "Partners"],
      public: ["公开", "Public"],
      inReview: ["审核中", "In review"],
      published: ["已发布", "Published"],
    },
  },
  search: ({ title, keywords = [], category, published }) => [
    { field: "title", text: published?.title ?? title, kind: "name" },
    ...keywords.map((text) => ({ field: "keywords", text, kind: "name" as const })),
    ...(category ? [{ field: "category", text: category, kind: "words" as const }] : []),
  ],
  defaults: () => ({ state: "draft", revision: 0 }),
  kept: ["state", "revision"],
  states: {
    field: "state",
    next: { draft: ["inReview"], inReview: ["published", "draft"], published: ["draft", "inReview"] },
    changeIn: ["draft", "inReview"],
    instead: { change: "revise it first (POST /v1/articles/{id}/revise); readers keep what is published" },
  },
  prepare: async (call, input) => ({ ...keyed(call, input), ...(await ownership(call, input)) }),
  revise: async (call, before, patch: Fields) => ({ ...keyed(call, patch), ...(await ownership(call, before, patch)) }),
  show: (row, { tenant }) => ({ ...row, ...(row.roles && { roles: roleNames(tenant, row.roles) }) }),
  example: {
    body: {
      title: "报表无法导出怎么办",
      body: "1. 清除浏览器缓存。\n2. 重新登录后再次导出。",
      category: "报表",
      keywords: ["导出失败", "export"],
      audience: "public",
    },
  },
  patchExample: { body: { category: "常见问题" } },
});
