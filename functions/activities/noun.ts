import { type Noun, noun } from "../../shared/records/noun.ts";
import { contact } from "../contacts/table.ts";
import { REFERABLE } from "../referable.ts";
import { department, user } from "../users/table.ts";
import { isOverdue } from "./rules.ts";
import { ActivityInput, ActivityView } from "./schema.ts";
import { activity } from "./table.ts";

/** A deed of somebody for a customer, as everything that handles records by their declaration knows it. */
export const activityNoun: Noun = noun({
  entity: activity,
  module: "activities",
  path: "/v1/activities",
  input: ActivityInput,
  view: ActivityView,
  filters: ["ownerId", "departmentId", "kind", "state", "priority"],
  aliases: { relatedTo: "relatedIds", accountId: "accountIds" },
  ranges: ["createdAt", "deadlineAt"],
  references: {
    ownerId: user,
    departmentId: department,
    mentions: user,
    "participants.userId": user,
    "participants.contactId": contact,
  },
  custom: REFERABLE,
  listed: true,
  lacks: {
    told: "timelines of all records tell of it, not those of accounts alone",
    referable: "it names others and is named by none",
  },
  labels: { noun: ["行动", "Activity"], fields: { joinUrl: ["会议链接", "Join link"], checkIn: ["签到", "Check-in"] } },
  forAnybody: true,
  history: ({ state }) => state !== "open",
  title: ({ subject }) => subject,
  search: ({ subject }) => [{ field: "subject", text: subject, kind: "words" }],
  states: { field: "state", next: { open: ["done", "cancelled"], done: ["open"], cancelled: ["open"] } },
  writing: async () => (await import("./writing.ts")).writing,
  show: (row, call) => ({ ...row, ...(isOverdue(row, call.now) && { overdue: true }) }),
  example: {
    body: {
      kind: "visit",
      subject: "拜访：确认二期范围",
      startAt: "2026-12-01T02:00:00.000Z",
      durationMinutes: 60,
      place: { address: "上海市浦东新区世纪大道 1 号" },
      relatedTo: [{ noun: "account", id: "{accountId}" }],
      mentions: ["{userId}"],
      remindMinutesBefore: 30,
    },
  },
  patchExample: { body: { priority: "high" } },
});
