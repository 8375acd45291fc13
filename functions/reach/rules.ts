import type * as z from "zod";
import { addDays, civilDate, zonedInstant } from "../../shared/clock.ts";
import { DAY_MS, HOUR_MS, later } from "../../shared/duration.ts";
import type { Cap, QuietHours, ReachTally } from "./schema.ts";

type Hours = Pick<z.output<typeof QuietHours>, "from" | "to">;
type Caps = readonly z.output<typeof Cap>[];
export type TallyEntry = z.output<typeof ReachTally>["entries"][number];

/** Zones of one country leave a moment that suits all of them within this time, or never. */
const LOOK_MS_MAX = 2 * DAY_MS;

/** When quiet hours end that lie over an instant on the clock of a zone; the instant itself where none do. */
function openIn({ from, to }: Hours, at: Date, timeZone: string): Date {
  const today = civilDate(at, timeZone);
  for (const on of [addDays(today, -1), today]) {
    const begins = zonedInstant(on, from, timeZone);
    const ends = zonedInstant(to > from ? on : addDays(on, 1), to, timeZone);
    if (begins <= at && at < ends) return ends;
  }
  return at;
}

/**
 * The first moment from an instant on at which it is quiet in none of the zones in which somebody may be. Where there is
 * none, as in a country around half the world, the first zone counts alone.
 */
export function openFrom(hours: Hours, at: Date, timeZones: readonly string[]): Date {
  let open = at;
  while (open.getTime() - at.getTime() <= LOOK_MS_MAX) {
    const later = timeZones.map((zone) => openIn(hours, open, zone)).find((end) => end > open);
    if (!later) return open;
    open = later;
  }
  return openIn(hours, at, timeZones[0] as string);
}

const counts = ({ channel }: Caps[number], entry: Pick<TallyEntry, "channel">): boolean =>
  channel === undefined || channel === entry.channel;

/**
 * When there is room for one more message of a channel, so that no window of a cap's days has more than its messages; the
 * instant itself where there is room now.
 */
export function roomFrom(caps: Caps, entries: readonly TallyEntry[], channel: TallyEntry["channel"], at: Date): Date {
  const rooms = caps
    .filter((cap) => counts(cap, { channel }))
    .map((cap) => {
      const windowMs = cap.days * DAY_MS;
      const ends = entries
        .filter((entry) => counts(cap, entry))
        .map((entry) => Date.parse(entry.at) + windowMs)
        .filter((end) => end > at.getTime())
        .sort((a, b) => a - b);
      const over = ends.length - cap.messages;
      return over < 0 ? at.getTime() : (ends[over] as number);
    });
  return new Date(Math.max(at.getTime(), ...rooms));
}

/** The entries that some window of the caps may still count. */
export function kept(caps: Caps, entries: readonly TallyEntry[], at: Date): TallyEntry[] {
  const since = at.getTime() - Math.max(0, ...caps.map(({ days }) => days)) * DAY_MS;
  return entries.filter((entry) => Date.parse(entry.at) > since);
}

const SLOT_HOURS = 6;
const WINDOW_SLOTS = 12;
/** Fewer mails than this say nothing. */
const SENT_MIN = 200;

/** What mailbox providers bear: SES reviews senders at 5 % of bounces, and Gmail refuses them at 0.3 % of complaints. */
export const LIMITS = { bounceBasisPointsMax: 500, complaintBasisPointsMax: 30 };

/** The stretch of hours that an instant lies in, as cells are named by it. */
export function slotOf(at: string): string {
  const ms = Date.parse(at);
  return new Date(ms - (ms % (SLOT_HOURS * HOUR_MS))).toISOString().slice(0, 13).replace(/\D/g, "");
}

/** The stretches of the last three days; of those that begin after `since` only. */
export const slotsSince = (now: string, since = ""): string[] =>
  Array.from({ length: WINDOW_SLOTS + 1 }, (_, n) => slotOf(later(now, -n * SLOT_HOURS * HOUR_MS))).filter(
    (slot) => since === "" || slot > slotOf(since),
  );

type Sums = { sent: number; bounced: number; complained: number };

/** Why marketing is to be stopped; nothing while it may go on. */
export function stoppedBecause({ sent, bounced, complained }: Sums): "bounces" | "complaints" | undefined {
  if (sent < SENT_MIN) return undefined;
  const over = (part: number, basisPointsMax: number): boolean => part * 10_000 > sent * basisPointsMax;
  if (over(complained, LIMITS.complaintBasisPointsMax)) return "complaints";
  return over(bounced, LIMITS.bounceBasisPointsMax) ? "bounces" : undefined;
}
