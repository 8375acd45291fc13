import { type Noun, noun } from "../../shared/records/noun.ts";
import { ALERT_DROP, BANDS, modelErrors, NEAR_DAYS } from "./rules.ts";
import { HealthModel, HealthModelInput, Playbook, PlaybookInput } from "./schema.ts";
import { healthModel, playbook } from "./table.ts";

/** What makes a customer's health, as data. */
export const healthModelNoun: Noun = noun({
  entity: healthModel,
  module: "success",
  path: "/v1/health-models",
  input: HealthModelInput,
  view: HealthModel,
  defaults: () => ({ bands: BANDS, alertDrop: ALERT_DROP, nearDays: NEAR_DAYS }),
  check: modelErrors,
  example: {
    body: {
      name: "订阅客户健康度",
      productType: "subscription",
      metrics: [
        { metric: "logins", weight: 60, measure: "days", windowDays: 28, fullAt: 20 },
        { metric: "seats", weight: 40, measure: "average", windowDays: 14, fullAt: 50, halfLifeDays: 7 },
      ],
    },
  },
  patchExample: { body: { alertDrop: 25 } },
});

/** What is done when something happens to a customer, as data. */
export const playbookNoun: Noun = noun({
  entity: playbook,
  module: "success",
  path: "/v1/playbooks",
  input: PlaybookInput,
  view: Playbook,
  example: {
    body: {
      name: "使用下降",
      trigger: "healthDropped",
      steps: [
        { subject: "电话了解原因", afterDays: 1 },
        { subject: "安排培训", body: "针对未使用的功能", afterDays: 7 },
      ],
    },
  },
  patchExample: { body: { name: "使用明显下降" } },
});
