import { type Noun, noun } from "../../shared/records/noun.ts";
import { REFERABLE } from "../referable.ts";
import { ownership } from "../users/ownership.ts";
import { department, user } from "../users/table.ts";
import { Competitor, CompetitorInput } from "./schema.ts";
import { competitor } from "./table.ts";

/** A company that sells to the same customers, as everything that handles records by their declaration knows it. */
export const competitorNoun: Noun = noun({
  entity: competitor,
  module: "competitors",
  path: "/v1/competitors",
  input: CompetitorInput,
  view: Competitor,
  filters: ["name", "ownerId", "departmentId"],
  references: { ownerId: user, departmentId: department },
  custom: REFERABLE,
  listed: true,
  lacks: { told: "it hangs on no account", owners: "everybody sees it", referable: "opportunities name it themselves" },
  labels: {
    noun: ["竞争对手", "Competitor"],
    fields: {
      strengths: ["优势", "Strengths"],
      weaknesses: ["劣势", "Weaknesses"],
    },
  },
  search: ({ name }) => [{ field: "name", text: name, kind: "name" }],
  prepare: (call, input) => ownership(call, input),
  revise: (call, before, patch) => ownership(call, before, patch),
  example: { body: { name: "友商软件", website: "https://competitor.example.com", weaknesses: "不支持银企直连" } },
  patchExample: { body: { strengths: "价格低" } },
});
