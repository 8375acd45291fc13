import { addDays } from "../../shared/clock.ts";
import { invalidField } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { todayOf } from "../../shared/today.ts";
import { completing } from "./completing.ts";
import { changedNode, step, withNode } from "./node-work.ts";
import type { Given } from "./nodes.ts";
import type { At } from "./plan.ts";
import type { Days, Node } from "./rules.ts";

const DURATION_DAYS_MAX = 500;

/** What somebody outside says of a task. `null` takes away. */
export type Told = {
  name?: string;
  estimatedHours?: number | null;
  assigneeId?: string | null;
  startOn?: string | null;
  endOn?: string;
};

/** The working days of a stretch, both ends counted; a task takes one at least. */
function daysOf(startOn: string, endOn: string, days: Days): number {
  if (endOn < startOn) throw invalidField("endOn", `It would end on ${endOn}, before it begins on ${startOn}.`);
  const length = Math.max(1, days.before(addDays(endOn, 1)) - days.before(startOn));
  if (length <= DURATION_DAYS_MAX) return length;
  throw invalidField("endOn", `It would take ${length} working days; a task takes at most ${DURATION_DAYS_MAX}.`);
}

/** A task as somebody outside says it: an end is taken as the days until it, a beginning as the day before which it does not begin. */
export function toldNode(one: Node, { startOn, endOn, ...given }: Told, days: Days): Node {
  // What is worked on has begun when it did.
  const begins = one.state === "doing" ? undefined : startOn;
  const first = begins ?? one.startOn;
  return changedNode(one, {
    ...given,
    ...(begins !== undefined && { startOn: begins }),
    ...(endOn !== undefined && { durationDays: daysOf(first, endOn, days) }),
  } as Given);
}

/** The plan's nodes once a task has come to another state; refused as it is where its own people ask for it. */
export async function toldState(call: Caller, at: At, one: Node, to: Node["state"]): Promise<Node[]> {
  const { nodes } = at.before;
  const on = todayOf(call);
  if (one.state === to) return [...nodes];
  const isBack = to === "open" || one.state === "done" || one.state === "dropped";
  const open = isBack ? step(one, "reopen", nodes, on) : one;
  const opened = withNode(nodes, open);
  if (to === "open") return opened;
  if (to === "done") {
    const before = { ...at.before, nodes: opened };
    return [...(await completing(call, { ...at, before }, open, {})).nodes];
  }
  return withNode(opened, step(open, to === "doing" ? "start" : "drop", opened, on));
}
