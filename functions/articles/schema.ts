import * as z from "zod";
import { idOf, instant, locale, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

export const BODY_CHARS_MAX = 50_000;
const KEYWORDS_MAX = 20;
const ROLES_MAX = 20;
const REVIEW_DAYS_MAX = 1_095;
const REVIEW_DAYS = 180;

export const AUDIENCES = ["internal", "partners", "public"] as const;

const distinct = (max: number) =>
  z
    .array(text(100))
    .max(max)
    .refine((all) => new Set(all).size === all.length, "must not name one twice");

/** What somebody knows who has solved it before. */
export const ArticleInput = z.object({
  title: text(200).describe("The question that it answers."),
  body: text(BODY_CHARS_MAX).describe("The answer, as Markdown."),
  category: text(100).optional().describe("The shelf that it stands on."),
  language: locale.default("zh-CN").describe("The language that it is written in."),
  keywords: distinct(KEYWORDS_MAX).optional().describe("Other words that it is looked for by."),
  audience: z
    .enum(AUDIENCES)
    .default("internal")
    .describe("Who reads it once it is published: the tenant's own people, partners too, or everybody."),
  roles: distinct(ROLES_MAX).optional().describe("Of the tenant's own people those with one of these roles alone."),
  reviewEveryDays: z
    .int()
    .min(1)
    .max(REVIEW_DAYS_MAX)
    .default(REVIEW_DAYS)
    .describe("So long after it was published it is put up for review."),
  ownerId: idOf("usr").optional().describe("Who keeps it right; its author, where it is left out."),
  departmentId: idOf("dep").optional().describe("Whose it is."),
});

/** What readers read, and who they are: as it was published, whatever is being written since. */
const Published = z.object({
  revision: z.int(),
  title: z.string(),
  body: z.string(),
  audience: z.enum(AUDIENCES).optional(),
  roles: z.array(z.string()).optional(),
  at: instant,
  byId: z.string(),
});

export const Article = ArticleInput.extend({
  ...recordFields,
  state: z.enum(["draft", "inReview", "published"]),
  /** How many texts of it were published. */
  revision: z.int(),
  published: Published.optional(),
  reviewAt: instant.optional(),
  /** Set where it was put up for review since it has not been looked at for so long. */
  staleAt: instant.optional(),
  archived: z.boolean().optional(),
});

/** One text that was published. Never changed. */
export const ArticleRevision = z.object({ ...recordFields, articleId: z.string(), ...Published.shape });

/** How often an article was used in an answer, and what readers say of it. */
export const ArticleCount = z.object({
  id: z.string(),
  used: z.int().optional(),
  helpful: z.int().optional(),
  unhelpful: z.int().optional(),
});

/** That something counted: one use in one answer, what one reader has said. */
export const ArticleMark = z.object({ ...recordFields, articleId: z.string(), helpful: z.boolean().optional() });

export const ArticleView = Article.extend({
  used: z.int().optional().describe("Answers that name it."),
  helpful: z.int().optional().describe("Readers whom it helped."),
  unhelpful: z.int().optional().describe("Readers whom it did not help."),
});

/** An article as it is read. */
export const Readable = z.object({
  id: z.string(),
  title: z.string(),
  category: z.string().optional(),
  language: locale,
  publishedAt: z.string(),
  revision: z.int(),
});
export const Read = Readable.extend({ body: z.string() });

export const QUERY_CHARS_MAX = 200;
export const READ_MAX = 50;
export const ReadQuery = z.strictObject({
  q: z.string().trim().min(1).max(QUERY_CHARS_MAX).optional().describe("Words, pinyin, initials; mistyped ones too."),
  category: z.string().max(100).optional().describe("One shelf alone."),
  language: locale.optional().describe("One language alone."),
  limit: z.coerce.number().int().min(1).max(READ_MAX).default(20).describe("Articles of the answer."),
});

export const SuggestInput = z.strictObject({
  text: text(20_000).describe("What is being written: a ticket's subject and body."),
  language: locale.optional().describe("One language alone."),
  limit: z.int().min(1).max(10).default(5).describe("Articles of the answer."),
});
export const Suggested = z.object({ items: z.array(Readable.extend({ score: z.number() })) });
