import * as z from "zod";
import { Fault, invalidField } from "../../shared/fault.ts";
import { action } from "../../shared/records/transition.ts";
import { text } from "../../shared/schema.ts";
import { campaign } from "./table.ts";

const Move = z.strictObject({ stage: text(50).describe("The stage that it comes to: one of its own.") });

export const campaignActions = [
  action(campaign, {
    name: "move",
    label: { "zh-CN": "推进阶段", en: "Move" },
    summary: "Moves it to another of its own stages, onwards or back; since when it stands there is noted.",
    body: Move,
    example: { body: { stage: "进行中" } },
    run: ({ body: { stage } }, { stages = [], stage: before }) => {
      if (stage === before) throw new Fault("invalid_state", `The campaign stands in ${stage} already.`);
      if (!stages.includes(stage)) throw invalidField("stage", "stage must be one of its stages.");
      return { fields: { stage } };
    },
  }),
];
