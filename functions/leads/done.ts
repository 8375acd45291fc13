import { zonedInstant } from "../../shared/clock.ts";
import type { Caller } from "../../shared/http/route.ts";
import { todayOf } from "../../shared/today.ts";
import { type BehaviourCondition, holds, turnsOn } from "../behaviour/counted.ts";
import { dayReader } from "../behaviour/done.ts";

/** Asks of one lead what they did: since when it counts, and whether time alone will change that. */
export async function doneBy(call: Caller, { id, createdAt }: { id: string; createdAt: string }) {
  const today = todayOf(call);
  const daysOf = await dayReader(call, [id]);
  return async (condition: BehaviourCondition): Promise<{ since: string | undefined; turns: boolean }> => {
    const days = (await daysOf(id, condition)) ?? {};
    const last = Object.keys(days).sort().at(-1);
    const isMet = holds(condition, days, today);
    const at = condition.did && last ? zonedInstant(last, "00:00", call.tenant.timeZone).toISOString() : createdAt;
    return { since: isMet ? at : undefined, turns: turnsOn(condition, days, today) !== undefined };
  };
}
