import type * as z from "zod";
import { addDays } from "../../shared/clock.ts";
import { type Contact, EMPLOYMENTS_MAX, type Employment } from "./schema.ts";

type Place = z.output<typeof Employment>;
type Person = Pick<z.output<typeof Contact>, "accountId" | "employments" | "role" | "decisionRole">;

const covers = ({ fromOn, toOn }: Place, on: string): boolean =>
  (fromOn !== undefined || toOn !== undefined) && (fromOn ?? "") <= on && on <= (toOn ?? "9");

/** Whom a person works for on a day: an employment that has it, the last that began, else where they work now. */
export function employerOn({ accountId, employments = [] }: Person, on: string): string {
  const then = employments.filter((place) => covers(place, on));
  return then.sort((a, b) => ((a.fromOn ?? "") < (b.fromOn ?? "") ? 1 : -1))[0]?.accountId ?? accountId;
}

const said = ({ role, decisionRole }: Partial<Person>): object => ({
  ...(role && { role }),
  ...(decisionRole && { decisionRole }),
});

/**
 * The employments of somebody who works elsewhere from `today` on: what they did before ends on the day before it, with the
 * title and the buying role that they had there, and what they do now begins. Of more than are kept the earliest go.
 */
export function changedEmployer(before: Person, after: Person, today: string): Place[] {
  const { employments = [] } = after;
  const ends = addDays(today, -1);
  const isOpenAt = (accountId: string) => (place: Place) => place.accountId === accountId && place.toOn === undefined;
  const open = employments.find(isOpenAt(before.accountId));
  const ended = { ...said(before), ...open, accountId: before.accountId };
  // One that began today ends today: it cannot end before it began.
  const toOn = ended.fromOn !== undefined && ended.fromOn > ends ? ended.fromOn : ends;
  const others = employments.filter((place) => place !== open);
  const begun = others.some(isOpenAt(after.accountId))
    ? []
    : [{ ...said(after), accountId: after.accountId, fromOn: today }];
  return [...others, { ...ended, toOn }, ...begun].slice(-EMPLOYMENTS_MAX);
}
