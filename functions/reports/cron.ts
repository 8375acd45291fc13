/** A schedule in five fields, read: at which times of day it is due, and on which days. */
export type Cron = { times: readonly string[]; isOn(day: string): boolean };

/** What is wrong with a schedule, in a sentence. */
export class CronError extends Error {}

type Field = { name: string; min: number; max: number; names?: readonly string[] };

const MINUTE: Field = { name: "minute", min: 0, max: 59 };
const HOUR: Field = { name: "hour", min: 0, max: 23 };
const DAY: Field = { name: "day of the month", min: 1, max: 31 };
const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const MONTH: Field = { name: "month", min: 1, max: 12, names: ["", ...MONTHS] };
/** Sunday is 0, and 7 as well. */
const WEEKDAY: Field = {
  name: "day of the week",
  min: 0,
  max: 7,
  names: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"],
};

/** The last day of the month, whichever that is. */
const LAST = "L";

function numberOf(text: string, { name, min, max, names }: Field): number {
  const named = names?.indexOf(text.toUpperCase()) ?? -1;
  const value = named >= 0 && text !== "" ? named : /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max)) throw new CronError(`"${text}" is no ${name} from ${min} to ${max}.`);
  return value;
}

/** The values of one part between commas: `*`, `5`, `1-5`, `*`/15 or `8-18/2`. */
function partOf(part: string, field: Field): number[] {
  const [range = "", step, more] = part.split("/");
  const every = step === undefined ? 1 : Number(/^\d{1,2}$/.test(step) ? step : 0);
  if (more !== undefined || every < 1) throw new CronError(`"${part}" has no step of a ${field.name} such as */2.`);
  const [first = "", last, third] = range === "*" ? [String(field.min), String(field.max)] : range.split("-");
  if (third !== undefined) throw new CronError(`"${part}" is no range of a ${field.name}.`);
  const from = numberOf(first, field);
  const to = last !== undefined ? numberOf(last, field) : step === undefined ? from : field.max;
  if (to < from) throw new CronError(`"${part}" ends before it begins.`);
  return Array.from({ length: Math.floor((to - from) / every) + 1 }, (_, n) => from + n * every);
}

const valuesOf = (text: string, field: Field): Set<number> =>
  new Set(text.split(",").flatMap((part) => partOf(part, field)));

const two = (value: number): string => String(value).padStart(2, "0");
const ascending = (values: Set<number>): number[] => [...values].sort((a, b) => a - b);

/** Times of one hour; more often nobody reads a report. */
const TIMES_AN_HOUR_MAX = 4;

/**
 * Reads `minute hour day-of-month month day-of-week`, as cron has it: where both the day of the month and that of the week
 * are restricted, either is enough. `L` is the last day of the month. Throws a CronError that says what is wrong.
 */
export function cronOf(text: string): Cron {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 5) {
    throw new CronError("It has five fields: minute, hour, day of the month, month and day of the week.");
  }
  const [minute, hour, day, month, weekday] = fields as [string, string, string, string, string];
  const minutes = valuesOf(minute, MINUTE);
  if (minutes.size > TIMES_AN_HOUR_MAX)
    throw new CronError(
      `It is due more than ${TIMES_AN_HOUR_MAX} times an hour; name at most ${TIMES_AN_HOUR_MAX} minutes of it.`,
    );
  const listed = day.split(",").filter((part) => part.toUpperCase() !== LAST);
  const isLastWanted = listed.length < day.split(",").length;
  const days = listed.length > 0 ? valuesOf(listed.join(","), DAY) : new Set<number>();
  const months = valuesOf(month, MONTH);
  const weekdays = new Set([...valuesOf(weekday, WEEKDAY)].map((of) => of % 7));
  const isAnyDay = day.startsWith("*");
  const isAnyWeekday = weekday.startsWith("*");
  return {
    times: ascending(valuesOf(hour, HOUR)).flatMap((h) => ascending(minutes).map((m) => `${two(h)}:${two(m)}`)),
    isOn: (on) => {
      const at = new Date(`${on}T00:00:00Z`);
      if (!months.has(at.getUTCMonth() + 1)) return false;
      const isLast = new Date(at.getTime() + 86_400_000).getUTCDate() === 1;
      const fitsDay = days.has(at.getUTCDate()) || (isLastWanted && isLast);
      const fitsWeekday = weekdays.has(at.getUTCDay());
      return isAnyDay || isAnyWeekday ? fitsDay && fitsWeekday : fitsDay || fitsWeekday;
    },
  };
}
