/** A minute of a zone's clock: when it begins, and what the clock shows. */
export type Minute = { at: Date; on: string; time: string };

const MINUTE_MS = 60_000;

const two = (value: number): string => String(value).padStart(2, "0");

/** What a clock that runs evenly shows at so many milliseconds of its own. */
function shownAt(wall: number): { on: string; time: string } {
  const of = new Date(wall);
  const on = `${of.getUTCFullYear()}-${two(of.getUTCMonth() + 1)}-${two(of.getUTCDate())}`;
  return { on, time: `${two(of.getUTCHours())}:${two(of.getUTCMinutes())}` };
}

/**
 * Every minute that a zone's clock shows from one instant to another, found by walking minute by minute and looking at the
 * clock. What it shows twice counts the first time; what it leaves out counts as long after its jump as it would have been.
 */
export function minutesOf(timeZone: string, from: Date, to: Date): Minute[] {
  const clock = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  const wallOf = (at: number): number => Date.parse(`${clock.format(at).replace(" ", "T")}:00Z`);
  const minutes: Minute[] = [];
  const seen = new Set<number>();
  let before: number | undefined;
  for (let at = from.getTime(); at <= to.getTime(); at += MINUTE_MS) {
    const wall = wallOf(at);
    const gapFrom = before === undefined ? wall : before + MINUTE_MS;
    for (let left = gapFrom; left < wall; left += MINUTE_MS) {
      seen.add(left);
      minutes.push({ at: new Date(at + left - gapFrom), ...shownAt(left) });
    }
    if (!seen.has(wall)) minutes.push({ at: new Date(at), ...shownAt(wall) });
    seen.add(wall);
    before = before === undefined ? wall : Math.max(before, wall);
  }
  return minutes;
}
