/**
 * A segment is asked and not kept; a tracked one is also noted, person by person, for whoever acts on coming and
 * going. A person's row says on which day time alone brings them in or out, and the clock looks at them then. Noting a
 * change costs a transaction of two rows. Who is alike is looked for once a day among at most 20,000 people; a value
 * is worth a hundred points for each doubling of its share.
 */
import type { Caller } from "../../shared/http/route.ts";
import { filterTest, type SelectedPage, selection } from "../../shared/records/select.ts";
import type { AnyRow, Entity, RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { contactNoun } from "../contacts/noun.ts";
import { leadNoun } from "../leads/noun.ts";
import { isDrawn } from "./rules.ts";
import { type segment, segmentMember } from "./table.ts";

export type SegmentRow = RowOf<typeof segment>;

/** People that one page looks at. */
export const PAGE_PEOPLE = 100;

export const nounOfPeople = (of: SegmentRow["of"]) => (of === "contact" ? contactNoun : leadNoun);

/** The records of some ids that the caller sees and that stand, in the order of the ids. */
export async function standing(call: Caller, of: Entity, ids: readonly string[]): Promise<AnyRow[]> {
  const found = await call.table.getMany(of, ids, true);
  return ids.flatMap((id) => {
    const row = found.get(id) as AnyRow | undefined;
    return row && !row.archived && call.access.sees(of, row) ? [row] : [];
  });
}

async function listed(call: Caller, row: SegmentRow, after: string | undefined): Promise<SelectedPage> {
  const sources = [sourceOf(segmentMember, "parent", { segmentId: row.id })];
  const page = await call.table.list(segmentMember, { sources, limit: PAGE_PEOPLE, after });
  const ids = page.rows.map(({ personId }) => personId);
  const rows = await standing(call, nounOfPeople(row.of).entity, ids);
  return { rows, ...(page.next !== undefined && { next: page.next }) };
}

/**
 * Picks of some records those that a rule means, as they are and by what they did. By `or` one of filter and behaviour is
 * enough. Throws where the filter names what the caller may not see.
 */
export function ruleOf(call: Caller, row: SegmentRow): (rows: readonly AnyRow[]) => Promise<AnyRow[]> {
  const { of, filter, behaviour, joinedBy, sample } = row;
  const fits = filter ? filterTest(call, nounOfPeople(of), filter) : undefined;
  const isDrawnAndThere = (one: AnyRow): boolean => !one.archived && isDrawn(sample, one.id);
  return async (rows) => {
    const there = rows.filter(isDrawnAndThere);
    const fitting = fits ? there.filter(fits) : there;
    if (!behaviour) return fitting;
    const isEither = joinedBy === "or" && fits !== undefined;
    const { doers } = await import("./doers.ts");
    const did = await doers(call, behaviour, isEither ? there : fitting);
    return isEither
      ? there.filter((one) => did.has(one.id) || fitting.includes(one))
      : fitting.filter(({ id }) => did.has(id));
  };
}

/**
 * Reads who belongs to a segment now, page by page: a rule is asked of the records as they are, so whoever changes belongs
 * or does not from that moment on. Only whom the caller sees is among them.
 */
export function peopleOf(call: Caller, row: SegmentRow): (after?: string) => Promise<SelectedPage> {
  if (row.kind !== "rule") {
    return async (after) => {
      const page = await listed(call, row, after);
      return { ...page, rows: page.rows.filter(({ id }) => isDrawn(row.sample, id)) };
    };
  }
  const read = selection(call, nounOfPeople(row.of), undefined, PAGE_PEOPLE);
  const rule = ruleOf(call, row);
  return async (after) => {
    const page = await read(after);
    return { ...page, rows: await rule(page.rows) };
  };
}
