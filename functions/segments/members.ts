import type { Caller } from "../../shared/http/route.ts";
import { type SelectedPage, selection } from "../../shared/records/select.ts";
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
 * Reads who belongs to a segment now, page by page: a rule is asked of the records as they are, so whoever changes belongs
 * or does not from that moment on. Only whom the caller sees is among them.
 */
export function peopleOf(call: Caller, row: SegmentRow): (after?: string) => Promise<SelectedPage> {
  const read =
    row.kind === "manual"
      ? (after?: string) => listed(call, row, after)
      : selection(call, nounOfPeople(row.of), row.filter, PAGE_PEOPLE);
  return async (after) => {
    const page = await read(after);
    return { ...page, rows: page.rows.filter(({ id }) => isDrawn(row.sample, id)) };
  };
}
