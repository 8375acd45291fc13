import { Fault } from "../../shared/fault.ts";
import { crud } from "../../shared/http/crud.ts";
import { load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import { commit, creation, shown } from "../../shared/records/write.ts";
import { judged } from "./qualification.ts";
import {
  InstallInput,
  QualificationTemplate,
  QualificationTemplateInput,
  QualificationView,
} from "./qualification-schema.ts";
import { opportunity, qualificationTemplate } from "./table.ts";

/** The questions by which a sale is judged. */
const qualificationTemplateNoun: Noun = noun({
  entity: qualificationTemplate,
  module: "pipelines",
  path: "/v1/qualification-templates",
  input: QualificationTemplateInput,
  view: QualificationTemplate,
  filters: ["name"],
  example: {
    body: {
      name: "两问",
      questions: [
        { key: "budget", text: "是否有预算？", stage: "qualified", weight: 2, hint: "请客户说明预算出处。" },
        { key: "date", text: "是否有上线日期？", stage: "proposal", weight: 1 },
      ],
    },
  },
  patchExample: { body: { name: "两问（新）" } },
});

const install = route({
  method: "POST",
  path: "/v1/qualification-templates/install",
  permission: "pipelines.write",
  noun: qualificationTemplate.noun,
  summary: "Makes one of the methods that the product brings along a template of the tenant's own.",
  body: InstallInput,
  reply: QualificationTemplate,
  status: 201,
  example: { body: { method: "proofBuyerPath", locale: "zh-CN" } },
  run: async (call) => {
    const { method, locale = call.tenant.locale, name } = call.body;
    const { methodIn } = await import("./qualification-data.ts");
    const made = { ...methodIn(method, locale), ...(name && { name }) };
    return shown(
      call,
      qualificationTemplateNoun,
      await commit(call, await creation(call, qualificationTemplateNoun, made)),
    );
  },
});

const qualification = route({
  method: "GET",
  path: "/v1/opportunities/{id}/qualification",
  permission: "opportunities.read",
  summary: "How a sale is judged: every question with its answer, and a hint where the answer is not the best one.",
  reply: QualificationView,
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const row = await load(call, opportunity);
    if (call.access.isClosed(opportunity.noun, "qualification")) {
      throw new Fault("forbidden", "You may not see the qualification of opportunities.");
    }
    if (!row.qualification) return { questions: [] };
    const template = await call.table.get(qualificationTemplate, row.qualification.templateId);
    const { templateId } = row.qualification;
    return { templateId, score: row.qualificationScore ?? 0, questions: judged(template, row.qualification) };
  },
});

export const qualificationRoutes: Route[] = [install, ...crud(qualificationTemplateNoun), qualification];
