import * as z from "zod";
import { projected } from "../../shared/auth/access.ts";
import { Fault, invalidField } from "../../shared/fault.ts";
import { crud } from "../../shared/http/crud.ts";
import { cursorsOf } from "../../shared/http/cursor.ts";
import { pageOf } from "../../shared/http/lists.ts";
import { load } from "../../shared/http/record.ts";
import { type Call, type Route, route } from "../../shared/http/route.ts";
import { checkUsable } from "../../shared/records/usable.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { nounOfPeople, peopleOf, type SegmentRow, standing } from "./members.ts";
import { segmentNoun } from "./noun.ts";
import { Likeness, Person } from "./schema.ts";
import { memberId, segment, segmentMember, segmentWork, workId } from "./table.ts";

const PATH = segmentNoun.path;
/** Pages that one call reads; what it does not reach goes on with its cursor. */
const PAGES_MAX = 50;
const SHOWN_MAX = 10;
const CHANGED_MAX = 100;

const Paged = z.strictObject({
  cursor: z.string().max(1_000).optional().describe("The nextCursor of the page before."),
});

/** The cursors of a segment: another's, or one of the segment as it was before, is refused. */
const cursorsFor = ({ tenant, actor }: Call<unknown, unknown>, { id, version }: SegmentRow) =>
  cursorsOf(
    tenant.sealingKey,
    JSON.stringify([PATH, tenant.id, actor.principalId, id, version]),
    "This cursor is not of this segment as it is now; begin anew without one.",
  );

/** A person as the caller may see them. */
const shownPerson = ({ access }: Call<unknown, unknown>, { of }: SegmentRow, row: AnyRow): object =>
  projected(access, of, { id: row.id, name: row.name });

/** Whoever reads people through a segment may read them. */
function checkMayRead({ access }: Call<unknown, unknown>, { of }: SegmentRow): void {
  const permission = `${nounOfPeople(of).module}.read`;
  access.need(permission, "This segment");
}

const preview = route({
  method: "GET",
  path: `${PATH}/{id}/preview`,
  permission: "segments.read",
  summary: "How many people a segment has now, and some of them. Counts of the calls that a cursor leads to add up.",
  query: Paged,
  reply: z.object({
    count: z.int(),
    complete: z.boolean(),
    nextCursor: z.string().nullable(),
    people: z.array(Person),
  }),
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const row = await load(call, segment);
    checkMayRead(call, row);
    const read = peopleOf(call, row);
    let next = cursorsFor(call, row).opened(call.query.cursor);
    let count = 0;
    const people: object[] = [];
    for (let pages = 0; pages < PAGES_MAX; pages++) {
      const page = await read(next);
      count += page.rows.length;
      for (const one of page.rows.slice(0, SHOWN_MAX - people.length)) people.push(shownPerson(call, row, one));
      next = page.next;
      if (next === undefined) break;
    }
    return { count, complete: next === undefined, nextCursor: cursorsFor(call, row).sealed(next), people };
  },
});

const members = route({
  method: "GET",
  path: `${PATH}/{id}/members`,
  permission: "segments.read",
  summary: "The people of a segment as they are now, a page at a time.",
  query: Paged,
  reply: pageOf(Person),
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const row = await load(call, segment);
    checkMayRead(call, row);
    const page = await peopleOf(call, row)(cursorsFor(call, row).opened(call.query.cursor));
    const idOfMember = (id: string): string => memberId(row.id, id);
    const found =
      row.kind === "alike"
        ? await call.table.getMany(
            segmentMember,
            page.rows.map(({ id }) => idOfMember(id)),
          )
        : undefined;
    const items = page.rows.map((one) => {
      const { score, reasons } = found?.get(idOfMember(one.id)) ?? {};
      return { ...shownPerson(call, row, one), score, reasons };
    });
    return { items, nextCursor: cursorsFor(call, row).sealed(page.next) };
  },
});

const likeness = route({
  method: "GET",
  path: `${PATH}/{id}/likeness`,
  permission: "segments.read",
  summary:
    "By what the people of such a segment are like those of another: each value with its share, and when that was looked for.",
  reply: Likeness,
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const row = await load(call, segment);
    checkMayRead(call, row);
    checkUsable(
      call.access,
      row.of,
      (row.alike?.features ?? []).flatMap(({ field }) => field ?? []),
    );
    const { builtAt, people, seeds, isWhole, told = [] } = (await call.table.find(segmentWork, workId(row.id))) ?? {};
    return { builtAt, people, seeds, isWhole, told };
  },
});

const personId = z.string().regex(/^(con|led)_[0-9A-Za-z]{6,40}$/, "must be the id of a contact or a lead");

const change = route({
  method: "POST",
  path: `${PATH}/{id}/members`,
  permission: "segments.write",
  summary: "Puts people on the list of a manual segment and takes others off; doing so again changes nothing.",
  body: z.strictObject({
    add: z.array(personId).max(CHANGED_MAX).default([]).describe("Who belongs to it from now on."),
    remove: z.array(personId).max(CHANGED_MAX).default([]).describe("Who belongs to it no more."),
  }),
  reply: z.object({ added: z.int(), removed: z.int() }),
  example: { params: { id: "{segmentId}" }, body: { add: [], remove: [] } },
  run: async (call) => {
    const row = await load(call, segment);
    const { add, remove } = call.body;
    if (row.kind !== "manual" && add.length + remove.length > 0) {
      throw new Fault(
        "invalid_state",
        "Nobody is put on the list of this segment; change what says who belongs to it.",
      );
    }
    const { entity } = nounOfPeople(row.of);
    const seen = new Set((await standing(call, entity, add)).map(({ id }) => id));
    const unknown = add.findIndex((id) => !seen.has(id));
    if (unknown >= 0)
      throw invalidField(`add.${unknown}`, `There is no ${row.of} ${add[unknown]}.`, "unknown_reference");
    const rowId = (id: string): string => memberId(row.id, id);
    const base = { version: 1, createdAt: call.now, updatedAt: call.now, segmentId: row.id };
    const made = await Promise.all(
      [...seen].map((id) => call.table.createOnce(segmentMember, { ...base, id: rowId(id), personId: id })),
    );
    const gone = await call.table.getMany(segmentMember, remove.map(rowId), true);
    if (gone.size > 0) await call.table.commit([...gone.values()].map((one) => write.delete(segmentMember, one)));
    return { added: made.filter(Boolean).length, removed: gone.size };
  },
});

export const routes: Route[] = [...crud(segmentNoun), preview, members, change, likeness];
