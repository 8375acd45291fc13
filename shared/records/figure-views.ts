/**
 * Aggregates are read within the reader's own rights. A figure that several people read has cells of each department
 * and of each person (`records/figure-views.ts`): whoever sees departments reads these whole, and beyond them the cell
 * of what is their own or their team's, whose counters begin with the department, so that nothing is counted twice. So
 * a reading costs departments × months and not records. What a sharing rule shows somebody besides is theirs to read
 * and no part of their figures.
 */
import type { Access } from "../auth/access.ts";
import type { Entity } from "../table/entity.ts";
import type { Table } from "../table/table.ts";
import { bodyOf, type CellSpec, cellId, figureRows } from "./figures.ts";

/** The department of what belongs to none. */
export const NOWHERE = "none";

/** Begins the counters of what others have and somebody shares. */
const SHARED = "team";

/**
 * The cells of a figure that everybody reads within their own rights: those of a department, and those of a person, which
 * tell apart what is their own and what is somebody else's that they share. They need the dimensions `department`
 * (`NOWHERE` for none), `person` and `sharer`: those who share it besides that person. A person's counters begin with the
 * department, behind the mark of what is shared.
 */
export const viewCells = (name: string, by: readonly string[], within: readonly string[]): CellSpec[] => [
  { name: `${name}D`, by: [...by, "department"], within },
  { name: `${name}P`, by: [...by, "person"], within: ["department", ...within] },
  { name: `${name}P`, by: [...by, "sharer"], within: ["department", ...within], mark: SHARED },
];

/** Those who share what is somebody's own: a team without that person, each once. */
export const sharersOf = (ownerId: string | undefined, team: readonly string[] = []): string[] =>
  [...new Set(team)].filter((id) => id !== ownerId);

/** A counter of a person: the mark of what is shared, the department, the rest of its name. */
const OF_PERSON = new RegExp(`^(${SHARED}_)?(dep_[^_]+|none)_(.*)$`);

/** What of a figure somebody sees: departments whole, and beyond these what is a person's own, or their team's too. */
export type FigureView = { departments: readonly string[]; person?: { id: string; withShared: boolean } };

/**
 * What somebody sees of a noun by their scope, all of it or below a department. What is shared with them by a rule besides
 * is theirs to read and no part of their figures.
 */
export function figureView(access: Access, entity: Entity, within?: readonly string[]): FigureView {
  const scope = access.scope(entity);
  const isWanted = (id: string): boolean => within === undefined || within.includes(id);
  if (scope === "all") {
    const all = [...access.tenant.departmentParents.keys(), NOWHERE];
    return { departments: all.filter(isWanted) };
  }
  if (scope === undefined) return { departments: [] };
  const person = { id: access.actor.principalId, withShared: scope !== "own" };
  return { departments: access.departments(entity).filter(isWanted), person };
}

/** A counter of a figure: of which cell, which department, and its name without it. */
export type Counted = { key: readonly string[]; department: string; name: string; value: number };

/** The counters of some cells, as far as somebody sees them; what is a person's own in a department is counted once. */
export async function viewedCounters(
  table: Table,
  name: string,
  keys: readonly (readonly string[])[],
  view: FigureView,
  within?: readonly string[],
): Promise<Counted[]> {
  const cells = new Map<string, { key: readonly string[]; department?: string }>();
  for (const key of keys) {
    for (const department of view.departments) {
      cells.set(cellId(`${name}D`, [...key, department]), { key, department: bodyOf(department) });
    }
    if (view.person) cells.set(cellId(`${name}P`, [...key, view.person.id]), { key });
  }
  const whole = new Set(view.departments.map(bodyOf));
  const wanted = within && new Set(within.map(bodyOf));
  const rows = await figureRows(table, [...cells.keys()]);
  return rows.flatMap((row): Counted[] => {
    const cell = cells.get(String(row.id).split("~")[0] ?? "");
    const counters = Object.entries(row).filter(([counter, n]) => counter.includes("_") && typeof n === "number");
    return counters.flatMap(([counter, n]) => {
      const value = Number(n);
      if (!cell || value === 0) return [];
      if (cell.department !== undefined) return [{ key: cell.key, department: cell.department, name: counter, value }];
      const [, shared, id = "", rest = ""] = OF_PERSON.exec(counter) ?? [];
      if (shared && !view.person?.withShared) return [];
      const department = bodyOf(id);
      if (whole.has(department) || (wanted && !wanted.has(department))) return [];
      return [{ key: cell.key, department, name: rest, value }];
    });
  });
}
