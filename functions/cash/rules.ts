/**
 * Cash is forecast by how late it came. Invoices are billed and paid by due month and by months of lateness, kept as
 * figures; of what is still open so many months late, the share that came in that month over the last twelve due
 * months is expected again. The same reckoning is made for the last three months as each of them began, and its error
 * is shown beside. An amount that nothing was learned of is taken to come when it is due. Ageing reads the open
 * amounts day by day, and only of due months in which something is open.
 */
import { monthAfter, monthsBetween } from "../../shared/clock.ts";

/** Cash that comes later than this many months after the month in which it was due is taken together. */
export const LAG_MAX = 12;
/** Months of due invoices that probabilities are learned from. */
export const LEARNED_MONTHS = 12;

/** How many months after its due month cash came; early cash counts as on time. */
export const lagOf = (dueOn: string, bookedOn: string): number =>
  Math.min(LAG_MAX, Math.max(0, monthsBetween(dueOn, bookedOn)));

/** What was billed for a due month, and what of it was paid after so many months. */
export type Cohort = { billedMinor: number; paidMinor: readonly number[] };

const paidBefore = ({ paidMinor }: Cohort, lag: number): number =>
  paidMinor.slice(0, lag).reduce((sum, paid) => sum + paid, 0);

/**
 * The share of what is still open so many months after its due month that is paid in that month, learned from the due
 * months before `now` of which that month is over. Nothing is known where none was open then.
 */
export function shareAt(cohorts: ReadonlyMap<string, Cohort>, now: string, lag: number): number | undefined {
  let [open, paid] = [0, 0];
  for (let n = 1; n <= LEARNED_MONTHS + LAG_MAX; n++) {
    const month = monthAfter(now, -n);
    const cohort = cohorts.get(month);
    if (!cohort || n <= lag || n > LEARNED_MONTHS + lag) continue;
    open += cohort.billedMinor - paidBefore(cohort, lag);
    paid += cohort.paidMinor[lag] ?? 0;
  }
  return open > 0 ? Math.min(1, Math.max(0, paid / open)) : undefined;
}

/**
 * What of open amounts, by their due month, comes in each of the months from `now` on. What is due in a month that nothing
 * was learned of is taken to come when it is due.
 */
export function expected(
  open: ReadonlyMap<string, number>,
  cohorts: ReadonlyMap<string, Cohort>,
  now: string,
  months: number,
): number[] {
  const shares = Array.from({ length: LAG_MAX + 1 }, (_, lag) => shareAt(cohorts, now, lag));
  const sums = Array.from({ length: months }, () => 0);
  for (const [due, amount] of open) {
    let left = amount;
    for (let n = 0; n < months; n++) {
      const lag = monthsBetween(due, monthAfter(now, n));
      if (lag < 0) continue;
      const come = left * (shares[Math.min(lag, LAG_MAX)] ?? (lag === 0 ? 1 : 0));
      sums[n] = (sums[n] ?? 0) + come;
      left -= come;
    }
  }
  return sums.map(Math.round);
}

/** What would have been expected of a month as it began, and what came of the invoices that were due by then. */
export function backTest(
  cohorts: ReadonlyMap<string, Cohort>,
  month: string,
): { expectedMinor: number; cameMinor: number } {
  const due = [...cohorts].filter(([of]) => of <= month);
  const open = new Map(
    due.map(([of, cohort]) => [of, cohort.billedMinor - paidBefore(cohort, monthsBetween(of, month))]),
  );
  const cameMinor = due.reduce((sum, [of, cohort]) => {
    const lag = monthsBetween(of, month);
    return sum + (lag <= LAG_MAX ? (cohort.paidMinor[lag] ?? 0) : 0);
  }, 0);
  return { expectedMinor: expected(open, cohorts, month, 1)[0] ?? 0, cameMinor };
}
