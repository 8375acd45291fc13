import { type Fact, source } from "../../shared/facts/fact.ts";
import {
  archived,
  average,
  count,
  createdOn,
  day,
  department,
  oneOf,
  owner,
  share,
  text,
  where,
  yes,
} from "../reported.ts";
import { AUDIENCES } from "./schema.ts";
import { article, articleCount } from "./table.ts";

/** What the tenant knows, how often that answered something, and whom it helped. Its counters tell of it too (see `besides`). */
export const articleFact: Fact = {
  name: "articles",
  label: ["知识文章", "Articles"],
  permissions: ["articles.read"],
  on: "createdOn",
  of: "article",
  dimensions: {
    createdOn,
    publishedOn: day(["发布日期", "Published on"], "published", "revision"),
    reviewOn: day(["复核日期", "To be looked at on"], "reviewAt"),
    category: text(["分类", "Category"]),
    language: oneOf(["语言", "Language"]),
    audience: oneOf(["受众", "Audience"], AUDIENCES),
    state: oneOf(["状态", "State"], ["draft", "inReview", "published"]),
    ownerId: owner,
    departmentId: department,
    isStale: yes(["待复核", "Put up for review"], "staleAt"),
    archived,
  },
  measures: {
    articles: count(["文章数", "Articles"], ["所有文章", "All articles"]),
    published: count(["已发布", "Published"], ["已发布的文章", "Articles that readers can read"], "published"),
    stale: count(
      ["待复核", "Stale"],
      ["久未更新待复核的文章", "Articles that nobody has looked at for long"],
      "staleAt",
    ),
    used: count(["引用次数", "Used"], ["在工单答复中引用的次数", "Answers that name it"]),
    unused: count(
      ["未被引用", "Never used"],
      ["已发布但从未引用", "What is published and no answer names"],
      "published",
    ),
    helpful: count(["有帮助", "Helped"], ["读者认为有帮助", "Readers whom it helped"]),
    unhelpful: count(["无帮助", "Did not help"], ["读者认为无帮助", "Readers whom it did not help"]),
    rated: count(["评价数", "Rated"], ["读者评价总数", "Readers who said either"]),
    helpfulRate: share(
      ["有帮助率", "Helpfulness"],
      ["有帮助 ÷ 评价数", "Helped of those who said"],
      "helpful",
      "rated",
    ),
    averageUse: average(
      ["平均引用", "Average use"],
      ["引用次数 ÷ 已发布", "Uses of each published article"],
      ...(["count", "used", "published"] as const),
    ),
  },
  sources: [
    source(article, async (row, { table, day: dayOf }) => {
      const { used = 0, helpful = 0, unhelpful = 0 } = (await table.find(articleCount, row.id)) ?? {};
      return [
        {
          ...{ publishedOn: dayOf(row.published?.at), articles: 1, published: where(row.published !== undefined) },
          ...{ stale: where(row.staleAt !== undefined), used, helpful, unhelpful, rated: helpful + unhelpful },
          unused: where(row.published !== undefined && used === 0),
        },
      ];
    }),
  ],
};
