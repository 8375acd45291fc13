import type { Caller } from "../../shared/http/route.ts";
import { todayOf } from "../../shared/today.ts";
import {
  type BehaviourCondition,
  behaviourProfile,
  eventOf,
  profileId,
  propertiesFit,
  timesWithin,
} from "./counted.ts";
import { daysOf } from "./rules.ts";
import { eventsOf } from "./stream.ts";

type DaysOfOne = Readonly<Record<string, number>>;

/**
 * Reads of some people on which days they did what a condition names, and how often. Counts come from the profiles, in one
 * request; the events themselves are read only for properties, and of those alone who did it often enough without them.
 */
export async function dayReader(call: Caller, personIds: readonly string[]) {
  const { table, now, tenant } = call;
  const profiles = await table.getMany(behaviourProfile, personIds.map(profileId));
  const today = todayOf(call);
  return async (personId: string, condition: BehaviourCondition): Promise<DaysOfOne | undefined> => {
    const name = eventOf(condition);
    const days = profiles.get(profileId(personId))?.days;
    const all = days && Object.hasOwn(days, name) ? days[name] : undefined;
    if (!condition.where || timesWithin(all, condition.withinDays, today) < condition.times) return all;
    const events = (await eventsOf(table, personId, now)).filter((event) => event.name === name);
    return daysOf(
      events.filter((event) => propertiesFit(condition, event.properties)),
      tenant.timeZone,
    )[name];
  };
}
