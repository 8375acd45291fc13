import { entity, ownedIndexes, type RowOf } from "../../shared/table/entity.ts";
import { Article, ArticleCount, ArticleMark, ArticleRevision } from "./schema.ts";

export const article = entity({
  noun: "article",
  plural: "articles",
  prefix: "art",
  schema: Article,
  indexes: { ...ownedIndexes("article") },
  due: {
    work: "articles",
    shards: 2,
    at: (row) => (row.state === "published" && !row.archived ? row.reviewAt : undefined),
    answers: "articles that nobody has looked at for long",
  },
});
export type ArticleRow = RowOf<typeof article>;

export const articleRevision = entity({
  noun: "articleRevision",
  plural: "article revisions",
  prefix: "arv",
  schema: ArticleRevision,
  scoped: false,
  audited: false,
  key: (row) => ({ pk: String(row.articleId), sk: `revision#${String(row.revision).padStart(4, "0")}` }),
});

export const articleCount = entity({
  noun: "articleCount",
  plural: "counts of articles",
  prefix: "arc",
  schema: ArticleCount,
  scoped: false,
  audited: false,
});

export const articleMark = entity({
  noun: "articleMark",
  plural: "marks of articles",
  prefix: "arm",
  schema: ArticleMark,
  scoped: false,
  audited: false,
});
