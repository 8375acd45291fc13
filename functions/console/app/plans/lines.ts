import type { Plan } from "../lib/api.ts";
import type { FieldView } from "../lib/nouns.ts";
import type { Say, WordKey } from "../words/index.ts";

export type Scenario = Plan["scenarios"][number];
export type Line = Scenario["lines"][number];
export type Kind = Line["kind"];

type Asked = { field: string; word: WordKey; type: "text" | "number" | "money" | "percent"; required?: boolean };

const LABEL: Asked = { field: "label", word: "plan.label", type: "text" };
const TIER: Asked = { field: "tier", word: "plan.tier", type: "text" };
const RATE: Asked = { field: "rateBasisPoints", word: "plan.rate", type: "percent", required: true };

/** What each kind of line is reckoned of, in the order in which it is asked for. */
export const KINDS: Record<Kind, { word: WordKey; fields: readonly Asked[] }> = {
  leads: {
    word: "plan.leads",
    fields: [
      LABEL,
      { field: "grade", word: "plan.grade", type: "text" },
      { field: "leads", word: "plan.leadCount", type: "number", required: true },
      { field: "conversionBasisPoints", word: "plan.conversion", type: "percent", required: true },
      { field: "oldLeads", word: "plan.oldLeads", type: "number" },
      { field: "oldConversionBasisPoints", word: "plan.oldConversion", type: "percent" },
      { field: "averageMinor", word: "plan.average", type: "money", required: true },
    ],
  },
  reps: {
    word: "plan.reps",
    fields: [
      LABEL,
      { field: "reps", word: "plan.repCount", type: "number", required: true },
      { field: "outputMinor", word: "plan.output", type: "money", required: true },
    ],
  },
  newUpsell: {
    word: "plan.newUpsell",
    fields: [LABEL, { field: "baseMinor", word: "plan.base", type: "money" }, RATE],
  },
  renewal: {
    word: "plan.renewal",
    fields: [
      LABEL,
      TIER,
      { field: "renewals", word: "plan.renewals", type: "number" },
      { field: "dueMinor", word: "plan.due", type: "money", required: true },
      RATE,
    ],
  },
  existingUpsell: {
    word: "plan.existingUpsell",
    fields: [LABEL, TIER, { field: "baseMinor", word: "plan.base", type: "money", required: true }, RATE],
  },
};

export const fieldViews = (kind: Kind, t: Say): FieldView[] =>
  KINDS[kind].fields.map(({ field, word, type, required = false }) => {
    const label = t(word);
    return { field, type, required, readOnly: false, labels: { "zh-CN": label, en: label } };
  });
