/**
 * What was open on an earlier day is what is open now without what has changed since. Of each receivable and day one row
 * says how it stood before the first and after the last change of that day; the figure of these rows adds up, by the day
 * of the change, what it took from one due day and gave to another. Rows may be told twice and in any order: the lowest
 * version says how a day began, the highest how it ended.
 */
import { isDeepStrictEqual } from "node:util";
import { civilDate } from "../../shared/clock.ts";
import type { Change, Work } from "../../shared/events/event.ts";
import { countInto } from "../../shared/records/counting.ts";
import { NOWHERE, sharersOf, viewCells } from "../../shared/records/figure-views.ts";
import { bodyOf, figureOf } from "../../shared/records/figures.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { type AnyRow, type Entity, nextVersion, type RowOf } from "../../shared/table/entity.ts";
import { standingOf } from "../receivables/rules.ts";
import { type receivable, receivableDay } from "../receivables/table.ts";
import { isOwed } from "./figures.ts";

type Owed = RowOf<typeof receivable>;
type Day = RowOf<typeof receivableDay>;

/** Cells of what changed on one day, by the due day of what was, or is, open. */
export const CHANGED = "owc";

type Piece = NonNullable<Day["after"]> & { on: string; sign: 1 | -1 } & AnyRow;

const piecesOf = ({ on, before, after }: Day): Piece[] =>
  [before && { ...before, on, sign: -1 }, after && { ...after, on, sign: 1 }].filter(
    (piece) => piece !== undefined && isOwed(piece),
  ) as Piece[];

/** What each day has changed of what is open, by due day. */
export const changedFigure = figureOf<Day & Piece>(receivableDay as Entity, {
  name: "owedDays",
  when: () => true,
  each: piecesOf,
  dimensions: {
    department: (row) => row.departmentId ?? NOWHERE,
    person: (row) => row.ownerId,
    sharer: (row) => sharersOf(row.ownerId, row.memberIds),
    on: (row) => row.on,
    day: (row) => row.dueOn,
    currency: (row) => row.currency,
  },
  measures: { openMinor: ({ sign, openMinor }) => sign * openMinor },
  cells: viewCells(CHANGED, ["on"], ["day", "currency"]),
});

/** Tries at a day's row that others write at the same moment. */
const TRIES_MAX = 5;

/** True of a change after which a receivable stands otherwise than before. */
export const changesStanding = ({ before, after }: Pick<Change<Owed>, "before" | "after">): boolean =>
  after !== undefined && !isDeepStrictEqual(before && standingOf(before), standingOf(after));

export const dayId = (receivableId: string, on: string): string =>
  `${receivableDay.prefix}_${bodyOf(receivableId)}-${on.replaceAll("-", "")}`;

async function written(work: Work, before: Owed | undefined, after: Owed): Promise<Day> {
  const { table, tenant, now } = work;
  const on = civilDate(new Date(after.updatedAt), tenant.timeZone);
  const id = dayId(after.id, on);
  const [begins, ends] = [
    { fromVersion: before?.version ?? 0, before: before && standingOf(before) },
    { toVersion: after.version, accountId: after.accountId, after: standingOf(after) },
  ];
  const known = await table.find(receivableDay, id);
  if (!known) {
    const row = { id, version: 1, createdAt: now, updatedAt: now, receivableId: after.id, on, ...begins, ...ends };
    return table.create(receivableDay, row);
  }
  const fields = {
    ...(begins.fromVersion < known.fromVersion && begins),
    ...(ends.toVersion > known.toVersion && ends),
  };
  if (Object.keys(fields).length === 0) return known;
  return table.replace(receivableDay, known, nextVersion(known, now, fields));
}

/** Notes how a receivable stood before and after a change, on the day of the change, and counts it. */
export async function noteDay({ before, after }: Pick<Change<Owed>, "before" | "after">, work: Work): Promise<void> {
  if (!after) return;
  const row = await anew(TRIES_MAX, () => written(work, before, after), isOvertaken);
  await countInto(work, changedFigure, { id: row.id, version: row.version, row: row as AnyRow });
}
