/**
 * Why a lead went to whom it went, or to nobody. A decision keeps each reason as one of these sentences with its values in
 * their places, which says it to whoever reads the API; `reasonIn` finds it again, so that it can be said in other words.
 */
export const REASONS = {
  turn: "turn {number} among {among}, weight {weight}",
  nobodyNow: "nobody can be given it now",
  nobodyAt: "nobody could be given it at {at}",
  otherAudience: "waits until sales join; the pool {pool} is theirs",
  toBeClaimed: "waits to be claimed",
  notTaken: "no rule and no pool takes it",
  takenNoMore: "no rule and no pool takes it any more",
  namedBy: "named by {who}",
  leftFree: "left free by {who}",
  released: "released by {who}",
  claimed: "claimed from the pool",
  notFollowed: "no follow-up since {since}, {days} days are allowed",
  more: "and {count} more reasons",
  left: "has left",
  onLeave: "on leave until {on}",
  offHours: "outside working hours",
  full: "holds {holding} of {max}",
} as const;
export type Reason = keyof typeof REASONS;
type Values = Readonly<Record<string, string | number | undefined>>;

const PLACE = /\{(\w+)\}/g;

/** A reason as it is kept. */
export const because = (reason: Reason, values: Values = {}): string =>
  REASONS[reason].replace(PLACE, (_, name: string) => String(values[name]));

/** Why one of several people was passed over. */
export const passedOver = (userId: string, why: string): string => `${userId}: ${why}`;
const PASSED = /^(usr_\w+): (.+)$/s;

/** What a kept text says: which reason by which values, and of whom where somebody was passed over; nothing of words of people's own. */
export function reasonIn(text: string): { reason: Reason; values: Record<string, string>; who?: string } | undefined {
  const [, who, why] = PASSED.exec(text) ?? [];
  for (const [reason, sentence] of Object.entries(REASONS)) {
    const names = [...sentence.matchAll(PLACE)].map(([, name = ""]) => name);
    const found = new RegExp(`^${sentence.replace(PLACE, "(.+)")}$`, "s").exec(why ?? text);
    if (!found) continue;
    const values = Object.fromEntries(names.map((name, n) => [name, found[n + 1] ?? ""]));
    return { reason: reason as Reason, values, ...(who && { who }) };
  }
  return undefined;
}
