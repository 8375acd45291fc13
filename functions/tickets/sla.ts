/**
 * A ticket's clock is time used and since when it runs. Each write moves it on (`tickets/sla.ts`): what is due follows
 * from the time that is left and the tenant's working calendar as it now is, and what was told in an episode is kept
 * with it, so a holiday that is entered later moves a clock and tells nobody twice. A part that is split off has the
 * time that has gone by since it was asked, and a ticket that takes others in is due as they were: neither wins time. A piece of a thread that comes
 * from outside has an id that follows from where it comes from, so a mail, a chat's message or a developer's comment
 * that comes twice stands once. Whoever writes by mail comes into a ticket by an id of ours that they answer to; by
 * its number in the subject only those of its customer do. No mail is answered by the product itself.
 */
import { later, MINUTE_MS } from "../../shared/duration.ts";
import { isOurs } from "./rules.ts";
import type { State } from "./schema.ts";

/** How time is counted: in working hours alone, or always. */
export type Counting = {
  /** Milliseconds that count between two instants. */
  between(from: string, to: string): number;
  /** The instant at which so many milliseconds that count have gone by. */
  after(from: string, ms: number): string;
};

export const ALWAYS: Counting = {
  between: (from, to) => Math.max(0, Date.parse(to) - Date.parse(from)),
  after: (from, ms) => later(from, ms),
};

/** How soon something is to be done. */
export type Terms = {
  policyId: string;
  policy: string;
  counts: "workingTime" | "always";
  firstResponseMinutes?: number;
  resolveMinutes?: number;
  warnBeforeMinutes?: number;
};

/**
 * The time of one ticket: `usedMs` of it is gone, and it runs on since `runningSince`. `ahead` is how much more of their time
 * tickets had used when this one took them in: who has waited longest says what is due.
 */
export type Clock = Terms & {
  usedMs: number;
  runningSince?: string;
  told: string[];
  ahead?: { ticketId: string; ms: number }[];
};

export const GOALS = ["firstResponse", "resolve"] as const;
export type Goal = (typeof GOALS)[number];
export const NEWS = ["warned", "late"] as const;
export type News = (typeof NEWS)[number];

/** What is told once in an episode. */
export const tellingOf = (goal: Goal, news: News): string => `${goal}.${news}`;

/** Without a term of its own the warning comes when so much of the time is gone. */
const WARN_SHARE = 0.8;

const aheadOf = ({ ahead = [] }: Clock): number => Math.max(0, ...ahead.map(({ ms }) => ms));

/** Time that a clock has counted by itself until an instant. */
const ownOf = ({ usedMs, runningSince }: Clock, counting: Counting, now: string): number =>
  usedMs + (runningSince === undefined || runningSince >= now ? 0 : counting.between(runningSince, now));

/** Time that is gone of a clock until an instant. */
const usedOf = (clock: Clock, counting: Counting, now: string): number => ownOf(clock, counting, now) + aheadOf(clock);

/** The clock at an instant at which the ticket has come to a state: it runs on, begins to run, or stands still. */
export function moved(clock: Clock, state: State, counting: Counting, now: string): Clock {
  const { runningSince, ...rest } = clock;
  if (isOurs(state)) return runningSince === undefined ? { ...rest, runningSince: now } : clock;
  return { ...rest, usedMs: ownOf(clock, counting, now) };
}

/** The clock of a ticket that takes in another one, or gives it back. */
export const takenIn = (
  clock: Clock,
  from: { ticketId: string; clock: Clock },
  counting: Counting,
  now: string,
): Clock => {
  const ms = usedOf(from.clock, counting, now) - ownOf(clock, counting, now);
  const { ahead, ...own } = givenBack(clock, from.ticketId);
  return { ...own, ahead: [...(ahead ?? []), { ticketId: from.ticketId, ms: Math.max(0, ms) }] };
};
export const givenBack = ({ ahead = [], ...clock }: Clock, ticketId: string): Clock => ({
  ...clock,
  ahead: ahead.filter((one) => one.ticketId !== ticketId),
});

/** The clock of a part of a ticket that was asked at an instant: what was counted since, and no more than of the whole. */
export const partOf = (clock: Clock, askedAt: string, counting: Counting, now: string): Clock => {
  const { runningSince: _runs, ahead: _ahead, ...terms } = clock;
  return { ...terms, told: [], usedMs: Math.min(usedOf(clock, counting, now), counting.between(askedAt, now)) };
};

/** The same time under other terms, or counted otherwise from now on. */
export const underTerms = (clock: Clock, terms: Terms, counting: Counting, now: string): Clock => {
  const { usedMs: _used, runningSince, told, ahead } = clock;
  return {
    ...terms,
    told,
    usedMs: ownOf(clock, counting, now),
    ...(ahead && { ahead }),
    ...(runningSince !== undefined && { runningSince: now }),
  };
};

const minutesFor = ({ firstResponseMinutes, resolveMinutes }: Terms, goal: Goal): number | undefined =>
  goal === "firstResponse" ? firstResponseMinutes : resolveMinutes;

/** When a goal is missed, as the clock runs now; nothing where it has none, or stands still. */
export function dueAtOf(clock: Clock, goal: Goal, counting: Counting): string | undefined {
  const minutes = minutesFor(clock, goal);
  if (minutes === undefined || clock.runningSince === undefined) return undefined;
  return counting.after(clock.runningSince, Math.max(0, minutes * MINUTE_MS - clock.usedMs - aheadOf(clock)));
}

/** When its owner is warned of it. */
export function warnAtOf(clock: Clock, goal: Goal, counting: Counting): string | undefined {
  const minutes = minutesFor(clock, goal);
  if (minutes === undefined || clock.runningSince === undefined) return undefined;
  const before = clock.warnBeforeMinutes ?? minutes * (1 - WARN_SHARE);
  const leftMs = Math.floor((minutes - before) * MINUTE_MS) - clock.usedMs - aheadOf(clock);
  return counting.after(clock.runningSince, Math.max(0, leftMs));
}

/** Whether more time is gone than the goal allows. */
export const isLate = (clock: Clock, goal: Goal, counting: Counting, now: string): boolean => {
  const minutes = minutesFor(clock, goal);
  return minutes !== undefined && usedOf(clock, counting, now) > minutes * MINUTE_MS;
};

/** The goals that are still to be reached. */
export const openGoals = (row: { state: State; firstRespondedAt?: string }): Goal[] =>
  GOALS.filter((goal) => (goal === "resolve" ? isOurs(row.state) : !row.firstRespondedAt && isOurs(row.state)));

type At = { goal: Goal; news: News; at: string };

/** What is still to be told of a ticket, and when. */
export function plannedOf(clock: Clock, row: { state: State; firstRespondedAt?: string }, counting: Counting): At[] {
  return openGoals(row).flatMap((goal) =>
    NEWS.flatMap((news): At[] => {
      const at = news === "late" ? dueAtOf(clock, goal, counting) : warnAtOf(clock, goal, counting);
      return at === undefined || clock.told.includes(tellingOf(goal, news)) ? [] : [{ goal, news, at }];
    }),
  );
}
