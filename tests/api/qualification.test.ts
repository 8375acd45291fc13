import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { scoreOf } from "../../functions/opportunities/qualification.ts";
import { methodIn } from "../../functions/opportunities/qualification-data.ts";
import { METHODS } from "../../functions/opportunities/qualification-schema.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();

test("a method is installed in a language, answered on the sale, and its score gates a stage", async () => {
  const { admin } = await openTenant(stack());
  const template = await made(admin, "/v1/qualification-templates/install", { method: "moneyNeedTime", locale: "en" });
  expect((template.questions as { key: string }[]).map(({ key }) => key)).toEqual(["money", "power", "need", "time"]);
  const again = await admin.post("/v1/qualification-templates/install", { method: "moneyNeedTime", locale: "en" });
  expect(again.body.code).toBe("duplicate");
  const stage = (key: string, more: object) => ({
    ...{ key, name: key, probabilityBasisPoints: 1_000, category: "pipeline" },
    ...more,
  });
  const entry = { field: "qualificationScore", op: "gte", value: 60 };
  const stages = [stage("first", {}), stage("next", { entry })];
  const pipeline = await made(admin, "/v1/pipelines", { name: "有门槛", stages });
  const account = await made(admin, "/v1/accounts", { name: "北京某某软件有限公司" });
  const { id } = await made(admin, "/v1/opportunities", {
    name: "二期",
    accountId: account.id,
    pipelineId: pipeline.id,
  });
  expect((await admin.get(`/v1/opportunities/${id}/qualification`)).body).toEqual({ questions: [] });
  const answer = (answers: object[]) =>
    admin.patch(`/v1/opportunities/${id}`, { qualification: { templateId: template.id, answers } });
  const wrong = await answer([
    { question: "money", answer: "maybe" },
    { question: "weather", answer: "yes" },
  ]);
  expect(wrong.body.errors.map(({ path }: { path: string }) => path)).toEqual([
    ...["qualification.answers.0.answer", "qualification.answers.1.question"],
  ]);
  // Weights 3, 3, 4, 2: 3 × 100 + 4 × 50 of 1,200 is 42 of 100.
  const some = await answer([
    { question: "money", answer: "yes", note: "立项书" },
    { question: "need", answer: "partly" },
  ]);
  expect(some.body.qualificationScore).toBe(42);
  const blocked = await admin.post(`/v1/opportunities/${id}/move`, { stage: "next" });
  expect(blocked.body.errors).toMatchObject([{ path: "qualificationScore", code: "entry_rule" }]);
  const { score, questions } = (await admin.get(`/v1/opportunities/${id}/qualification`)).body;
  expect(score).toBe(42);
  const of = (key: string) => questions.find((question: { key: string }) => question.key === key);
  expect(of("money")).toMatchObject({ answer: "yes", points: 100, note: "立项书" });
  expect(of("money").hint).toBeUndefined();
  expect(of("need").hint).toContain("year of doing nothing");
  expect(of("time").hint).toContain("event behind the day");
  await answer(["money", "power", "need"].map((question) => ({ question, answer: "yes" })));
  expect((await admin.post(`/v1/opportunities/${id}/move`, { stage: "next" })).status).toBe(200);
  const cleared = await admin.patch(`/v1/opportunities/${id}`, { qualification: null });
  expect(cleared.body.qualificationScore).toBeUndefined();
});

test.each(METHODS)("the method %s says the same in both languages, and its score is a mean of its points", (method) => {
  const [zh, en] = [methodIn(method, "zh-CN"), methodIn(method, "en")];
  const shape = ({ questions }: typeof zh) => questions.map(({ key, stage, weight }) => ({ key, stage, weight }));
  expect(shape(zh)).toEqual(shape(en));
  for (const { text, hint } of zh.questions) expect(/[一-龥]/.test(text) && /[一-龥]/.test(hint ?? "")).toBe(true);
  for (const { text, hint } of en.questions) expect(/[一-龥]/.test(`${text}${hint}`)).toBe(false);
  const points = { no: 0, partly: 50, yes: 100 };
  const answers = fc.array(fc.constantFrom(undefined, "no", "partly", "yes"), {
    minLength: zh.questions.length,
    maxLength: zh.questions.length,
  });
  fc.assert(
    fc.property(answers, (chosen) => {
      const given = zh.questions.flatMap(({ key }, n) => (chosen[n] ? [{ question: key, answer: chosen[n] }] : []));
      const weights = zh.questions.reduce((sum, { weight }) => sum + weight, 0);
      const sum = zh.questions.reduce((total, { weight }, n) => {
        return total + weight * points[(chosen[n] ?? "no") as keyof typeof points];
      }, 0);
      expect(scoreOf(zh, { templateId: "qtp_000000", answers: given })).toBe(Math.round(sum / weights));
    }),
  );
});
