import * as z from "zod";
import { idOf, locale, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { partKey } from "./pipeline-schema.ts";

const QUESTIONS_MAX = 60;
const ANSWERS_MAX = 10;
const WEIGHT_MAX = 100;
const POINTS_MAX = 100;

/** The answers of a question that names none of its own. */
export const USUAL_ANSWERS = [
  { key: "no", points: 0 },
  { key: "partly", points: 50 },
  { key: "yes", points: 100 },
] as const;

const Answer = z.strictObject({
  key: partKey,
  label: text(200).optional(),
  points: z.int().min(0).max(POINTS_MAX).describe("What it is worth: 100 is the best."),
});

const unique = (items: readonly { key: string }[]): boolean =>
  new Set(items.map(({ key }) => key)).size === items.length;

const Question = z.strictObject({
  key: partKey.describe("What answers name it by; unique in the template."),
  text: text(500),
  stage: partKey.optional().describe("The stage by which it should be answered."),
  hint: text(1_000).optional().describe("What to do where the answer is not the best one."),
  weight: z.int().min(1).max(WEIGHT_MAX).describe("How much it counts against the other questions."),
  answers: z
    .array(Answer)
    .min(2)
    .max(ANSWERS_MAX)
    .refine(unique, "must not have a key twice")
    .optional()
    .describe("no (0), partly (50) and yes (100), unless told otherwise."),
});
export type QuestionSpec = z.output<typeof Question>;

/** Questions by which people judge whether a sale is worth their time. */
export const QualificationTemplateInput = z.object({
  name: text(100).describe("Unique in the tenant."),
  questions: z.array(Question).min(1).max(QUESTIONS_MAX).refine(unique, "must not have a key twice"),
});
export const QualificationTemplate = QualificationTemplateInput.extend({
  ...recordFields,
  archived: z.boolean().optional(),
});

/** Methods that the product brings along as data; installed, they are the tenant's own and change as any template does. */
export const METHODS = ["moneyNeedTime", "proofBuyerPath"] as const;

export const InstallInput = z.strictObject({
  method: z
    .enum(METHODS)
    .describe("moneyNeedTime: four simple questions. proofBuyerPath: for long sales to many people."),
  locale: locale.optional().describe("The language of its texts; the tenant's, unless told otherwise."),
  name: text(100).optional().describe("What it is to be called."),
});

/** What is known of a sale, question by question. */
export const Qualification = z.strictObject({
  templateId: idOf("qtp"),
  answers: z
    .array(
      z.strictObject({
        question: partKey,
        answer: partKey.describe("The key of one of the question's answers."),
        note: text(1_000).optional().describe("What the answer rests on."),
      }),
    )
    .max(QUESTIONS_MAX)
    .refine((all) => new Set(all.map(({ question }) => question)).size === all.length, "must not answer one twice"),
});
export type Qualified = z.output<typeof Qualification>;

/** How a sale is judged: the questions of each stage, and what to do next. Empty of one that names no template. */
export const QualificationView = z.object({
  templateId: z.string().optional(),
  score: z.int().optional(),
  questions: z.array(
    z.object({
      key: z.string(),
      text: z.string(),
      stage: z.string().optional(),
      weight: z.int(),
      answer: z.string().optional(),
      note: z.string().optional(),
      points: z.int().optional(),
      hint: z.string().optional(),
    }),
  ),
});
