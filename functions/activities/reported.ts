import { type Fact, source } from "../../shared/facts/fact.ts";
import {
  archived,
  average,
  count,
  createdOn,
  day,
  department,
  different,
  oneOf,
  owner,
  share,
  where,
  yes,
} from "../reported.ts";
import { KINDS, PRIORITIES, STATES } from "./schema.ts";
import { activity } from "./table.ts";

/** What people do for customers, and whether in time. */
export const activityFact: Fact = {
  name: "activities",
  label: ["活动", "Activities"],
  permissions: ["activities.read"],
  on: "createdOn",
  dimensions: {
    createdOn,
    deadlineOn: day(["截止日期", "Deadline"], "deadlineAt"),
    doneOn: day(["完成日期", "Done on"], "doneAt"),
    kind: oneOf(["类型", "Kind"], KINDS),
    state: oneOf(["状态", "State"], STATES),
    priority: oneOf(["优先级", "Priority"], PRIORITIES),
    ownerId: owner,
    departmentId: department,
    about: oneOf(["关于", "About"], undefined, "relatedTo"),
    isRepeated: yes(["重复活动", "Repeated"], "repeat", "seriesId"),
    archived,
  },
  measures: {
    activities: count(["活动数", "Activities"], ["所有活动", "All activities"]),
    open: count(["未完成", "Open"], ["未完成的活动", "Activities still to be done"], "state"),
    done: count(["已完成", "Done"], ["已完成的活动", "Activities that were done"], "state"),
    cancelled: count(["已取消", "Cancelled"], ["取消的活动", "Activities that were cancelled"], "state"),
    visits: count(["拜访次数", "Visits"], ["完成的拜访", "Visits that were made"], "kind", "state"),
    calls: count(["通话次数", "Calls"], ["完成的通话", "Calls that were made"], "kind", "state"),
    meetings: count(["会议次数", "Meetings"], ["完成的会议", "Meetings that were held"], "kind", "state"),
    minutes: count(
      ["时长（分钟）", "Minutes"],
      ["已完成活动的时长", "How long what was done took"],
      "durationMinutes",
      "state",
    ),
    dated: count(
      ["有期限的完成数", "Done of dated"],
      ["有期限且已完成", "What was done and had a deadline"],
      "deadlineAt",
      "state",
    ),
    onTime: count(["按时完成", "In time"], ["在期限前完成", "What was done by its deadline"], "deadlineAt", "doneAt"),
    withOutcome: count(
      ["有结果", "With outcome"],
      ["完成并记录结果", "What was done and says what came of it"],
      "outcome",
      "state",
    ),
    unrelated: count(["未关联", "About nothing"], ["未关联任何记录", "Activities about no record"], "relatedTo"),
    punctuality: share(["按时率", "Punctuality"], ["按时完成 ÷ 有期限的完成数", "In time of dated"], "onTime", "dated"),
    doneRate: share(["完成率", "Done rate"], ["已完成 ÷ 活动数", "Done in all"], "done", "activities"),
    outcomeRate: share(
      ["结果记录率", "Outcome rate"],
      ["有结果 ÷ 已完成", "With outcome of done"],
      "withOutcome",
      "done",
    ),
    averageMinutes: average(
      ["平均时长", "Average minutes"],
      ["时长 ÷ 已完成", "Minutes of each done"],
      "count",
      "minutes",
      "done",
    ),
    people: different(["参与人数", "People"], ["不同负责人", "Different owners"], "ownerId"),
  },
  sources: [
    source(activity, (row) => {
      const isDone = row.state === "done";
      const made = (kind: string): number => where(isDone && row.kind === kind);
      const isDated = isDone && row.deadlineAt !== undefined && row.doneAt !== undefined;
      return [
        {
          ...{ about: row.relatedTo?.[0]?.noun, activities: 1, open: where(row.state === "open"), done: where(isDone) },
          ...{ cancelled: where(row.state === "cancelled"), visits: made("visit"), calls: made("call") },
          ...{ meetings: made("meeting"), minutes: where(isDone, row.durationMinutes ?? 0), dated: where(isDated) },
          onTime: where(isDated && Date.parse(row.doneAt ?? "") <= Date.parse(row.deadlineAt ?? "")),
          withOutcome: where(isDone && row.outcome !== undefined),
          unrelated: where((row.relatedTo ?? []).length === 0),
        },
      ];
    }),
  ],
};
