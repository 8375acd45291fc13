import type { State } from "./schema.ts";

/** Which state may follow which. */
export const NEXT: Readonly<Record<State, readonly State[]>> = {
  new: ["open", "waitingForCustomer", "waitingForOthers", "resolved", "closed"],
  open: ["waitingForCustomer", "waitingForOthers", "resolved", "closed"],
  waitingForCustomer: ["open", "waitingForOthers", "resolved", "closed"],
  waitingForOthers: ["open", "waitingForCustomer", "resolved", "closed"],
  resolved: ["open", "closed"],
  closed: ["open"],
};

/** States in which the tenant's people are to do something. */
const OURS: readonly State[] = ["new", "open", "waitingForOthers"];

export const isOurs = (state: State): boolean => OURS.includes(state);
export const isOver = (state: State): boolean => state === "resolved" || state === "closed";

/** What somebody of a queue has said too, filled in for a ticket. */
export const filledIn = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(number|subject|customer|me)\}/g, (_, name: string) => values[name] ?? "");
