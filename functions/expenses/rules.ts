import type { Bearing } from "../budgets/rules.ts";
import type { EXPENSE_STATES } from "./schema.ts";

type State = (typeof EXPENSE_STATES)[number];

const BEARINGS: Partial<Record<State, Bearing>> = {
  submitted: "reserved",
  approved: "consumed",
  paid: "consumed",
  booked: "consumed",
};

/** How budgets bear an expense that stands so; not at all, where nothing is said. */
export const bearingOf = (status: State): Bearing | undefined => BEARINGS[status];

/** True of what has been spent and stands. */
export const isCost = ({ status }: { status: State }): boolean => bearingOf(status) === "consumed";

const ID = /\b(?:opp|prj|cam|tkt|acc|ord)_[0-9A-Za-z]{6,40}\b/g;
/** A word with a digit in it, as numbers of contracts and tickets are written. */
const CODE = /[\p{L}\p{N}][\p{L}\p{N}_#/.-]{2,62}[\p{L}\p{N}]/gu;
const CODES_MAX = 20;

/** The ids and numbers that a booking names: references as they are, and what looks like a number in its text. */
export function namedIn(references: readonly string[], purpose = ""): { ids: string[]; codes: string[] } {
  const texts = [...references, purpose];
  const ids = texts.flatMap((text) => text.match(ID) ?? []);
  const words = purpose.match(CODE)?.filter((word) => /\p{N}/u.test(word)) ?? [];
  const codes = [...references, ...words].filter((code) => !ids.includes(code));
  return { ids: [...new Set(ids)].slice(0, CODES_MAX), codes: [...new Set(codes)].slice(0, CODES_MAX) };
}
