import { Fault, type InputError } from "../../shared/fault.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { type Qualified, type QuestionSpec, USUAL_ANSWERS } from "./qualification-schema.ts";
import type { qualificationTemplate } from "./table.ts";

type Template = Pick<RowOf<typeof qualificationTemplate>, "questions">;

const SCORE_MAX = 100;

const pointsOf = (question: QuestionSpec, answer: string | undefined): number | undefined =>
  (question.answers ?? USUAL_ANSWERS).find(({ key }) => key === answer)?.points;

const bestOf = ({ answers = [...USUAL_ANSWERS] }: QuestionSpec): number => Math.max(...answers.map((a) => a.points));

const answerTo = ({ answers }: Qualified, { key }: QuestionSpec) => answers.find(({ question }) => question === key);

/** Answers to what the template does not ask, or that it does not know, each with its place. */
function answerErrors({ questions }: Template, { answers }: Qualified): InputError[] {
  return answers.flatMap(({ question: key, answer }, n): InputError[] => {
    const question = questions.find((one) => one.key === key);
    const path = `qualification.answers.${n}`;
    if (!question) {
      return [{ path: `${path}.question`, code: "unknown_question", message: `The template has no question ${key}.` }];
    }
    if (pointsOf(question, answer) !== undefined) return [];
    const keys = (question.answers ?? USUAL_ANSWERS).map((one) => one.key).join(", ");
    return [{ path: `${path}.answer`, code: "unknown_answer", message: `The answers to ${key} are ${keys}.` }];
  });
}

/** 0 to 100: Σ weight × points of what was answered, of Σ weight × best points of all that is asked. */
export function scoreOf(template: Template, qualified: Qualified): number {
  const errors = answerErrors(template, qualified);
  if (errors.length > 0) throw new Fault("invalid", errors.map((e) => e.message).join(" "), { errors });
  const { questions } = template;
  const best = questions.reduce((sum, question) => sum + question.weight * bestOf(question), 0);
  const points = questions.reduce((sum, question) => {
    return sum + question.weight * (pointsOf(question, answerTo(qualified, question)?.answer) ?? 0);
  }, 0);
  return best === 0 ? 0 : Math.round((points * SCORE_MAX) / best);
}

/** The questions with what is known; a hint stands where the answer is not the best one. */
export const judged = ({ questions }: Template, qualified: Qualified) =>
  questions.map((question) => {
    const { answers: _, hint, ...asked } = question;
    const given = answerTo(qualified, question);
    const points = pointsOf(question, given?.answer);
    return {
      ...asked,
      ...(given && { answer: given.answer, ...(given.note && { note: given.note }) }),
      ...(points !== undefined && { points }),
      ...(hint && points !== bestOf(question) && { hint }),
    };
  });
