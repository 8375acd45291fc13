import type * as z from "zod";
import { civilDate, zoneOffsetMinutes } from "../../shared/clock.ts";
import { because } from "./reasons.ts";
import { type Availability, WEEKDAYS } from "./schema.ts";

type Hours = Pick<z.output<typeof Availability>, "timeZone" | "hours" | "leave">;

const MINUTES_PER_DAY = 1_440;

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Minutes since midnight on the clock of a zone. */
const minuteOfDay = (at: Date, zone: string): number => {
  const local = Math.floor(at.getTime() / 60_000) + zoneOffsetMinutes(at, zone);
  return ((local % MINUTES_PER_DAY) + MINUTES_PER_DAY) % MINUTES_PER_DAY;
};

/** Why somebody is away at an instant; `undefined` if they are there. Leave counts whether or not hours do. */
export function absence(of: Hours | undefined, at: Date, tenantZone: string, respectsHours: boolean) {
  if (!of) return undefined;
  const zone = of.timeZone ?? tenantZone;
  const on = civilDate(at, zone);
  const leave = of.leave?.find(({ fromOn, toOn }) => fromOn <= on && on <= toOn);
  if (leave) return because("onLeave", { on: leave.toOn });
  if (!respectsHours || !of.hours) return undefined;
  const weekday = WEEKDAYS[new Date(`${on}T00:00:00Z`).getUTCDay()] as (typeof WEEKDAYS)[number];
  const minute = minuteOfDay(at, zone);
  const works = (of.hours[weekday] ?? []).some(({ from, to }) => minutesOf(from) <= minute && minute < minutesOf(to));
  return works ? undefined : because("offHours");
}
