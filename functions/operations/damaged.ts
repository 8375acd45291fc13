/**
 * A damaged row is left out and named. A call that only shows reads through a table (`Table.readable`) that leaves out
 * what its schema refuses, and names it in the header `damaged-records`; one by one it is the problem `damaged` with
 * the fields, and `GET /v1/damaged-records` looks through everything that has a list. Calls that write, consumers and
 * jobs read rows as they stand. Checking costs a parse a row shown.
 */
import * as z from "zod";
import { Fault, type InputError } from "../../shared/fault.ts";
import { cursorsOf } from "../../shared/http/cursor.ts";
import { issuesOf } from "../../shared/http/issues.ts";
import type { Caller, Route } from "../../shared/http/route.ts";
import { route } from "../../shared/http/route.ts";
import type { AnyRow, Entity } from "../../shared/table/entity.ts";
import { LIST_ROWS_EXAMINED_MAX, sourceOf } from "../../shared/table/list.ts";
import { damageOf } from "../../shared/table/readable.ts";
import { everyEntity } from "../streams/entities.ts";

const PATH = "/v1/damaged-records";
/** Damaged records that one page names. */
const PAGE_MAX = 100;

const DamagedView = z.object({
  noun: z.string(),
  id: z.string(),
  version: z.int().optional(),
  updatedAt: z.string().optional(),
  /** What is wrong, by field; never what stands there. */
  errors: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })),
});
type Damaged = z.output<typeof DamagedView>;

/** Where looking goes on: the noun, and the sort key of the row that was looked at last. */
type Position = { noun: string; after?: string };

/** The nouns whose records stand in an index of all of them; the others are named by the answers that leave them out. */
const listed = async (): Promise<Entity[]> =>
  (await everyEntity()).filter(({ indexes }) => indexes.all?.by.length === 0);

function shown({ noun }: Entity, row: AnyRow, errors: InputError[]): Damaged {
  const { version, updatedAt } = row;
  return {
    ...{ noun, id: String(row.id), errors },
    ...(Number.isInteger(version) && { version }),
    ...(typeof updatedAt === "string" && { updatedAt }),
  };
}

/** The damaged records of one noun from a place on, among so many rows. */
async function damagedOf(call: Caller, entity: Entity, after: string | undefined, examine: number) {
  const found: Damaged[] = [];
  const keep = (row: AnyRow): boolean => {
    const damage = damageOf(entity, row);
    if (damage) found.push(shown(entity, row, issuesOf(damage, "")));
    return damage !== undefined;
  };
  const query = { sources: [sourceOf(entity, "all")], limit: PAGE_MAX, examine, after, keep };
  // Under another schema, that takes whatever stands there: what is damaged is what is looked for.
  const { next, examined } = await call.table.list({ ...entity, schema: z.looseObject({}) }, query);
  return { found, next, examined };
}

/** What is not stored as its schema says, a thousand rows at a call: lists leave it out, and here it is told why. */
export const damagedRoute: Route = route({
  method: "GET",
  path: PATH,
  permission: "operations.read",
  summary:
    "Records that are not stored as their schema says, and what is wrong with them. Each call looks through a thousand rows; while there is a cursor, there is more to look through.",
  query: z.strictObject({
    noun: z.string().max(50).optional().describe("Looks through the records of this noun alone."),
    cursor: z.string().max(1_000).optional().describe("The nextCursor of the page before."),
  }),
  reply: z.object({ items: z.array(DamagedView), nextCursor: z.string().nullable() }),
  example: {},
  run: async (call) => {
    const { noun, cursor } = call.query;
    const { sealingKey, id: tenantId } = call.tenant;
    const entities = (await listed()).filter((entity) => noun === undefined || entity.noun === noun);
    if (entities.length === 0) {
      const message = `There is no list of ${noun}.`;
      throw new Fault("unknown_filter", message, { errors: [{ path: "noun", code: "unknown_filter", message }] });
    }
    const bound = JSON.stringify([PATH, tenantId, noun]);
    const cursors = cursorsOf(sealingKey, bound);
    const payload = cursors.opened(cursor);
    const from = payload === undefined ? undefined : (JSON.parse(payload) as Position);
    const items: Damaged[] = [];
    const goingOn = (position: Position) => ({ items, nextCursor: cursors.sealed(JSON.stringify(position)) });
    let left = LIST_ROWS_EXAMINED_MAX;
    for (const entity of entities.slice(from ? entities.findIndex((one) => one.noun === from.noun) : 0)) {
      const after = entity.noun === from?.noun ? from.after : undefined;
      if (left <= 0 || items.length >= PAGE_MAX) return goingOn({ noun: entity.noun, ...(after && { after }) });
      const { found, next, examined } = await damagedOf(call, entity, after, left);
      items.push(...found);
      left -= examined;
      if (next !== undefined) return goingOn({ noun: entity.noun, after: next });
    }
    return { items, nextCursor: null };
  },
});
