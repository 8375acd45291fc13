import { Fault } from "../../shared/fault.ts";
import { action } from "../../shared/records/transition.ts";
import { MoveInput } from "./schema.ts";
import { opportunity } from "./table.ts";

const move = action(opportunity, {
  name: "move",
  label: { "zh-CN": "移动阶段", en: "Move" },
  summary: "Moves it to another stage of its pipeline; what the stage requires and is missing is named, each of it.",
  body: MoveInput,
  example: { body: { stage: "qualified" } },
  check: ({ body }, { stage }) => {
    if (body.stage === stage) throw new Fault("invalid_state", `The opportunity stands in ${stage} already.`);
  },
  run: ({ body: { stage, lostReason } }) => ({ fields: { stage, ...(lostReason && { lostReason }) } }),
});

export const opportunityActions = [move];
