import { type Fact, source } from "../../shared/facts/fact.ts";
import { archived, count, createdOn, department, owner, where } from "../reported.ts";
import { competitor } from "./table.ts";

/** The competitors that somebody watches. */
export const competitorFact: Fact = {
  name: "competitors",
  label: ["竞争对手", "Competitors"],
  permissions: ["competitors.read"],
  on: "createdOn",
  of: "competitor",
  dimensions: {
    createdOn,
    ownerId: owner,
    departmentId: department,
    archived,
  },
  measures: {
    competitors: count(["竞争对手数", "Competitors"], ["所有竞争对手", "All competitors"]),
    described: count(
      ["已分析", "Described"],
      ["写明优劣势", "Competitors whose strengths and weaknesses are written down"],
      "strengths",
      "weaknesses",
    ),
    unwatched: count(["无人关注", "Unwatched"], ["没有负责人", "Competitors that nobody watches"], "ownerId"),
  },
  sources: [
    source(competitor, (row) => [
      {
        ...{ competitors: 1, unwatched: where(row.ownerId === undefined) },
        described: where(row.strengths !== undefined && row.weaknesses !== undefined),
      },
    ]),
  ],
};
