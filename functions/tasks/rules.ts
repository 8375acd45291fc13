/**
 * Tasks in two systems have a memory of both. A link keeps what plan and task tool each said when they were last
 * looked at (`tasks/rules.ts`): who differs from that has changed it, and of what both have changed the stated side is
 * right. All that is taken over is one write of the plan, by its own rules; what these refuse, or move on, is told
 * back as the plan has it.
 */
import type * as z from "zod";
import type { TaskPair, TaskSystem, TaskValues } from "./schema.ts";

export type Values = z.output<typeof TaskValues>;
export type Pair = z.output<typeof TaskPair>;
export type Field = keyof Values;
export type Side = "ours" | "theirs";
type Rule = Pick<z.output<typeof TaskSystem>, "planBy" | "workBy">;

export const FIELDS: readonly Field[] = ["name", "startOn", "endOn", "hours", "state", "assignee"];
const WORK: readonly Field[] = ["state", "assignee"];

/** What both sides said when they were last looked at. */
export const lastOf = ({ ours, theirs }: Pair): Record<Side, Values> | undefined =>
  ours && { ours, theirs: { ...ours, ...theirs } };

export type Both = Record<Side, Values>;

/** Which side each field is taken from that the two say differently, and that one of them has changed since they were last looked at. */
export function decided({ ours, theirs }: Both, last: Both | undefined, rule: Rule): Partial<Record<Field, Side>> {
  const sides = FIELDS.flatMap((field): [Field, Side][] => {
    if (ours[field] === theirs[field]) return [];
    const isOursNew = last === undefined || last.ours[field] !== ours[field];
    const isTheirsNew = last === undefined || last.theirs[field] !== theirs[field];
    const right = (WORK.includes(field) ? rule.workBy : rule.planBy) === "project" ? "ours" : "theirs";
    if (isOursNew && isTheirsNew) return [[field, right]];
    return isOursNew ? [[field, "ours"]] : isTheirsNew ? [[field, "theirs"]] : [];
  });
  return Object.fromEntries(sides);
}

/** What is to be told outside: what either side has changed, and is not the same there as the plan now has it. */
export const toTell = ({ ours, theirs }: Both, last: Both | undefined): Field[] =>
  FIELDS.filter(
    (field) =>
      ours[field] !== theirs[field] &&
      (last === undefined || last.ours[field] !== ours[field] || last.theirs[field] !== theirs[field]),
  );

/** A pair as it is remembered: of what is said outside only what the plan does not say. */
export function remembered(pair: Pair, { ours, theirs }: Both): Pair {
  const unlike = FIELDS.filter((field) => ours[field] !== theirs[field]).map((field) => [field, theirs[field]]);
  const { theirs: _, ...rest } = pair;
  return { ...rest, ours, ...(unlike.length > 0 && { theirs: Object.fromEntries(unlike) }) };
}

/** The plan's word for a state of a task system; nothing for one that nobody has explained. */
export function stateOf({ states }: Pick<z.output<typeof TaskSystem>, "states">, told: string): Values["state"] {
  const found = Object.entries(states).find(([, words]) => words.includes(told));
  return found?.[0] as Values["state"];
}
