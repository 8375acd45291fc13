import { type Noun, noun } from "../../shared/records/noun.ts";
import { account } from "../accounts/table.ts";
import { competitor } from "../competitors/table.ts";
import { contact } from "../contacts/table.ts";
import { partner } from "../partners/table.ts";
import { product } from "../products/table.ts";
import { REFERABLE } from "../referable.ts";
import { department, user } from "../users/table.ts";
import { Opportunity, OpportunityInput } from "./schema.ts";
import { opportunity, pipeline, qualificationTemplate } from "./table.ts";

/** A sale that may come about, as everything that handles records by their declaration knows it. */
export const opportunityNoun: Noun = noun({
  entity: opportunity,
  module: "opportunities",
  path: "/v1/opportunities",
  input: OpportunityInput,
  view: Opportunity.omit({ staleToldFor: true, overdueToldFor: true, alertAt: true }),
  filters: [
    "accountId",
    "contactId",
    "ownerId",
    "departmentId",
    "status",
    "leadId",
    "pipelineId",
    "stage",
    "partnerId",
  ],
  ranges: ["createdAt", "expectedOn", "amountMinor"],
  references: {
    accountId: account,
    contactId: contact,
    ownerId: user,
    departmentId: department,
    pipelineId: pipeline,
    partnerId: partner,
    "team.userId": user,
    "products.productId": product,
    competitors: competitor,
    "stakeholders.contactId": contact,
    "qualification.templateId": qualificationTemplate,
  },
  named: async (call) => {
    const { stageNames } = await import("./pipelines.ts");
    const names = await stageNames(call);
    return { stage: names, openStage: names };
  },
  defaults: ({ tenant }) => ({ status: "open", currency: tenant.currency }),
  custom: REFERABLE,
  listed: true,
  lacks: { referable: "roll-ups add it up by the accounts that it names" },
  labels: {
    noun: ["商机", "Opportunity"],
    fields: {
      pipelineId: ["销售管道", "Pipeline"],
      stage: ["阶段", "Stage"],
      stageAt: ["进入阶段时间", "In this stage since"],
      nextStep: ["下一步", "Next step"],
      nextStepOn: ["下一步日期", "Next step on"],
      products: ["产品", "Products"],
      competitors: ["竞争对手", "Competitors"],
      stakeholders: ["关键人", "Stakeholders"],
      qualification: ["资格评估", "Qualification"],
      openStage: ["重开阶段", "Stage when open"],
      qualificationScore: ["资格得分", "Qualification score"],
      staleAt: ["停滞时间", "Stale at"],
      closedOn: ["关闭日期", "Closed on"],
    },
  },
  told: { by: "ownerId", detail: ["status", "amountMinor", "currency", "expectedOn"] },
  section: {
    amounts: {
      openMinor: {
        of: ["amountMinor", "status", "currency"],
        sum: ({ status, amountMinor = 0 }) => (status === "open" ? amountMinor : 0),
      },
    },
  },
  states: { field: "status", next: { open: ["closedWon", "closedLost"], closedWon: ["open"], closedLost: ["open"] } },
  search: ({ name }) => [{ field: "name", text: name, kind: "name" }],
  called: { stage: async (call, text, values) => (await import("./pipelines.ts")).stageCalled(call, text, values) },
  writing: async () => (await import("./writing.ts")).writing,
  example: { body: { name: "CRM 二期", accountId: "{accountId}", amountMinor: 12_000_000, expectedOn: "2027-03-31" } },
  patchExample: {
    body: {
      ...{ amountMinor: 15_000_000, nextStep: "约见财务总监", nextStepOn: "2027-01-15" },
      stakeholders: [{ contactId: "{contactId}", role: "decider", stance: "neutral" }],
    },
  },
});
