import { type Noun, noun } from "../../shared/records/noun.ts";
import { ownership } from "../users/ownership.ts";
import { department, user } from "../users/table.ts";
import { JOURNEYS_MAX, journeys } from "./live.ts";
import { JourneyInput, JourneyView } from "./schema.ts";
import { journey } from "./table.ts";

/** What is done with people step by step, as everything that handles records by their declaration knows it. */
export const journeyNoun: Noun = noun({
  entity: journey,
  module: "journeys",
  path: "/v1/journeys",
  input: JourneyInput,
  view: JourneyView,
  filters: ["name", "status", "of", "ownerId", "departmentId"],
  references: { ownerId: user, departmentId: department },
  states: {
    field: "status",
    next: { draft: ["live"], live: ["paused", "stopped"], paused: ["live", "stopped"] },
    changeIn: ["draft", "live", "paused"],
    archiveIn: ["draft", "stopped"],
  },
  defaults: () => ({ status: "draft" }),
  prepare: async (call, input) => {
    await journeys.room(call.table, JOURNEYS_MAX, "journeys");
    return ownership(call, input);
  },
  revise: (call, before, patch) => ownership(call, before, patch),
  example: {
    body: {
      name: "新线索两天未跟进",
      of: "lead",
      trigger: {
        kind: "record",
        noun: "lead",
        filter: { all: [{ field: "status", op: "eq", value: "new" }] },
      },
      exits: [
        { key: "worked", when: [{ kind: "is", filter: { all: [{ field: "status", op: "ne", value: "new" }] } }] },
      ],
      steps: [
        { key: "two-days", kind: "wait", for: { days: 2 }, next: "remind" },
        { key: "remind", kind: "task", subject: "请尽快联系这条线索" },
      ],
    },
  },
  patchExample: { body: { name: "新线索提醒" } },
});
