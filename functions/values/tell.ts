import { DAY_MS, later } from "../../shared/duration.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Locale } from "../../shared/notify/format.ts";
import { creation } from "../../shared/records/write.ts";
import type { Action } from "../../shared/table/action.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import type { account } from "../accounts/table.ts";
import { activityNoun } from "../activities/noun.ts";
import { user } from "../users/table.ts";
import type { Part } from "./rules.ts";
import type { ModelRow } from "./table.ts";

const CHARS_MAX = 200;
/** Parts that are told of, those that lack most first. */
const PARTS_TOLD = 5;

const WORDS: Record<Locale, { subject: (name: string) => string; fall: string; part: (part: Part) => string }> = {
  "zh-CN": {
    subject: (name) => `客户价值下降：${name}`,
    fall: "价值",
    part: ({ key, label, points, weight }) => `${label ?? key}：${points}/${weight}`,
  },
  en: {
    subject: (name) => `Value has fallen: ${name}`,
    fall: "Value",
    part: ({ key, label, points, weight }) => `${label ?? key}: ${points}/${weight}`,
  },
};

type Fallen = { score: number; best: number; parts: readonly Part[] };

/** A task of whoever owns a customer whose value has fallen; nobody's, where the owner has left. */
export async function dropTask(
  call: Caller,
  about: RowOf<typeof account>,
  model: ModelRow,
  { score, best, parts }: Fallen,
): Promise<Action[]> {
  const owner = about.ownerId ? await call.table.find(user, about.ownerId) : undefined;
  if (!owner || owner.archived) return [];
  const words = WORDS[owner.locale ?? call.tenant.locale];
  const lacking = [...parts].sort((a, b) => b.weight - b.points - (a.weight - a.points)).slice(0, PARTS_TOLD);
  const { actions } = await creation(call, activityNoun, {
    ...{ kind: "task", subject: words.subject(about.name).slice(0, CHARS_MAX), priority: "high" },
    body: [`${model.name} · ${words.fall} ${best} → ${score}`, ...lacking.map(words.part)].join("\n"),
    ...{ dueAt: later(call.now, DAY_MS), ownerId: owner.id, relatedTo: [{ noun: "account", id: about.id }] },
  });
  return actions;
}
