/** Days past due at which one age of what is open ends and the next begins. */
const AGES = [0, 30, 60, 90];

/** What is open by its age: not due, past due by up to 30, 60 and 90 days, and by more. Together it is all that is open. */
export function openByAge(open: readonly { pastDays: number; openMinor: number }[]): number[] {
  const sums = [...AGES, Number.POSITIVE_INFINITY].map(() => 0);
  for (const { pastDays, openMinor } of open) {
    const age = AGES.findIndex((to) => pastDays <= to);
    const at = age < 0 ? AGES.length : age;
    sums[at] = (sums[at] as number) + openMinor;
  }
  return sums;
}
