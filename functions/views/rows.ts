/**
 * A view's page and its count cost what a list's do. A call looks at a thousand rows; keys are asked for in growing
 * pages, rows in batches side by side, as many as the share of matches so far makes likely. Matches in an order that
 * no index has are kept in pieces, one a call, so that no piece is written twice.
 */
import { projected } from "../../shared/auth/access.ts";
import { Fault, invalidField } from "../../shared/fault.ts";
import { matchesFilter } from "../../shared/filter/match.ts";
import { resolveFilter } from "../../shared/filter/resolve.ts";
import { cursorsOf } from "../../shared/http/cursor.ts";
import { planKeys, planOrder } from "../../shared/http/plan.ts";
import type { Caller } from "../../shared/http/route.ts";
import { checkedFields } from "../../shared/records/checked-filter.ts";
import { fieldsOf } from "../../shared/records/custom.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { checkUsable } from "../../shared/records/usable.ts";
import { shown } from "../../shared/records/write.ts";
import type { AnyRow, RowOf } from "../../shared/table/entity.ts";
import { LIST_ROWS_EXAMINED_MAX, type ListQuery } from "../../shared/table/list.ts";
import { askOf, columnsOf, inOrder, orderOf, type ViewRow } from "./rules.ts";
import { sortText } from "./sort-text.ts";
import { sortedRun } from "./table.ts";

/** Rows that one call looks at where no index answers, as of a list; the next call goes on. */
export const VIEW_ROWS_EXAMINED_MAX = LIST_ROWS_EXAMINED_MAX;
/** Matches that can be put into an order which no index has. */
export const SORTED_ROWS_MAX = 5_000;
/** The gathered matches of a sorted view are kept this long. */
const RUN_KEPT_SECONDS = 1_800;

type Asked = { call: Caller; of: Noun; view: ViewRow };

/** A view as a question of this moment and this person; `served` says whether an index has its order. */
function questionOf({ call, of, view }: Asked) {
  const { access, tenant, actor, now } = call;
  const { entity } = of;
  const fields = checkedFields(access, of, view.filter);
  const order = orderOf(view.sort);
  checkUsable(access, entity.noun, [order.field]);
  const context = { now, timeZone: tenant.timeZone, me: actor.principalId, myDepartment: actor.departmentId };
  const filter = resolveFilter(view.filter, fields, context);
  const filterable = fieldsOf(tenant, entity.noun).flatMap((field) => (field.filterable ? [field.key] : []));
  const ask = askOf(filter, order, filterable);
  const places = planOrder(entity, access, ask);
  // What a filter or a scope leaves of a noun is gathered and put into order; the whole is read in the order's own places.
  const keys =
    planKeys(entity, access, ask) ??
    (places && !places.order.narrow ? { sources: places.sources, range: {} } : undefined);
  // The noun as it lies: most by creation, some by the day that they are about.
  const asItLies = { field: entity.indexes.all?.sorts ?? "createdAt", descending: true };
  const plan = keys ?? planKeys(entity, access, askOf(filter, asItLies, filterable));
  if (!plan) throw new Fault("conflict", `${entity.plural} cannot be read as a whole.`);
  const keep = (row: AnyRow): boolean =>
    row.archived !== true && matchesFilter(filter, row) && access.sees(entity, row);
  return { plan, keep, order: { ...order, options: fields.get(order.field)?.options }, served: keys !== undefined };
}

/** The cursors of a view: another's, or one of the view as it was before, is refused. */
const cursorsFor = ({ call, of, view }: Asked) =>
  cursorsOf(
    call.tenant.sealingKey,
    JSON.stringify([view.id, view.version, call.tenant.id, call.access.fingerprint(of.entity), call.actor.principalId]),
    "This cursor is not of this view as it is now; begin anew without one.",
  );

async function shownRows({ call, of, view }: Asked, rows: readonly AnyRow[]): Promise<Record<string, unknown>[]> {
  const whole = await Promise.all(
    rows.map(async (row) => of.view.parse(await shown(call, of, row)) as Record<string, unknown>),
  );
  return whole.map((row) => columnsOf(projected(call.access, of.entity.noun, row), view.columns));
}

/** One page of a view's rows. */
export async function rowsOfView(asked: Asked, limit: number, cursor: string | undefined) {
  const question = questionOf(asked);
  if (!question.served) return sortedRows(asked, question, limit, cursor);
  const { plan, keep, order } = question;
  if (plan.sources.length === 0) return { items: [], nextCursor: null, progress: { examined: 0, complete: true } };
  const query: ListQuery<AnyRow> = {
    ...plan,
    descending: order.descending,
    limit,
    after: cursorsFor(asked).opened(cursor),
    keep,
    examine: VIEW_ROWS_EXAMINED_MAX,
  };
  const page = await asked.call.table.list(asked.of.entity, query);
  return {
    items: await shownRows(asked, page.rows as AnyRow[]),
    nextCursor: cursorsFor(asked).sealed(page.next),
    progress: { examined: page.examined, complete: page.next === undefined },
  };
}

/** How many rows a view has, as far as one call comes. */
export async function countOfView(asked: Asked, cursor: string | undefined) {
  const { plan, keep, order } = questionOf(asked);
  if (plan.sources.length === 0) return { count: 0, nextCursor: null, progress: { examined: 0, complete: true } };
  const page = await asked.call.table.list(asked.of.entity, {
    ...plan,
    descending: order.descending,
    limit: VIEW_ROWS_EXAMINED_MAX,
    after: cursorsFor(asked).opened(cursor),
    ...{ keep, examine: VIEW_ROWS_EXAMINED_MAX },
  });
  const complete = page.next === undefined;
  return {
    count: page.rows.length,
    nextCursor: cursorsFor(asked).sealed(page.next),
    progress: { examined: page.examined, complete },
  };
}

/** How far a run has come, as its cursor says: `after` is where reading goes on, absent once all has been read. */
type Run = { id: string; at: number; pieces: number; found: number; examined: number; after?: string };
type Piece = Pick<RowOf<typeof sortedRun>, "found" | "examined" | "after">;

/**
 * Rows in an order that no index has: the noun is read through call by call, the matches' sort keys are gathered in rows
 * of their own, a piece a call, and pages come once the end is reached.
 */
async function sortedRows(
  asked: Asked,
  question: ReturnType<typeof questionOf>,
  limit: number,
  cursor: string | undefined,
) {
  const { call, of } = asked;
  const position = cursorsFor(asked).opened(cursor);
  const begun: Run =
    position === undefined
      ? { id: call.newId(sortedRun.prefix), at: 0, pieces: 0, found: 0, examined: 0 }
      : JSON.parse(position);
  const isRead = position !== undefined && begun.after === undefined;
  const piece = isRead ? undefined : await kept(asked, begun, await gathered(asked, question, begun), limit);
  const run = piece ? withPiece(asked, begun, piece) : begun;
  const complete = run.after === undefined;
  const at = run.at + limit;
  const next = complete ? (at < run.found ? { ...run, at } : undefined) : run;
  const progress = { examined: run.examined, complete };
  const nextCursor = cursorsFor(asked).sealed(next && JSON.stringify(next));
  if (!complete) return { items: [], nextCursor, progress };
  const found = [...(await foundBefore(asked, begun)), ...(piece?.found ?? [])];
  const page = inOrder(found, question.order.descending).slice(run.at, run.at + limit);
  const ids = page.map(([, id]) => id);
  const rows = await call.table.getMany(of.entity, ids, true);
  const seen = ids.flatMap((id) => (rows.get(id) as AnyRow | undefined) ?? []).filter(question.keep);
  return { items: await shownRows(asked, seen), nextCursor, progress };
}

/** The run with one more piece. */
function withPiece({ view }: Asked, { after: _, ...run }: Run, piece: Piece): Run {
  const found = run.found + piece.found.length;
  if (found > SORTED_ROWS_MAX) {
    const message = `More than ${SORTED_ROWS_MAX} rows match; narrow the filter of ${view.name}, or sort by createdAt.`;
    throw invalidField("sort", message, "too_many");
  }
  const { after } = piece;
  return {
    ...{ ...run, found, pieces: run.pieces + 1, examined: run.examined + piece.examined },
    ...(after !== undefined && { after }),
  };
}

/**
 * Keeps a piece for the calls to come, if this page is not the last. Where this very call came before, the piece is the one
 * that was kept then.
 */
async function kept({ call, view }: Asked, run: Run, piece: Piece, limit: number): Promise<Piece> {
  if (piece.after === undefined && run.found + piece.found.length <= limit) return piece;
  const at = { runId: run.id, piece: run.pieces };
  const row = {
    ...{ id: call.newId(sortedRun.prefix), version: 1, createdAt: call.now, updatedAt: call.now },
    ...{ ...at, ...piece, viewId: view.id, ttl: Math.floor(Date.parse(call.now) / 1000) + RUN_KEPT_SECONDS },
  };
  if (await call.table.createOnce(sortedRun, row)) return piece;
  return (await call.table.find(sortedRun, { id: row.id, ...at })) ?? piece;
}

/** What the earlier calls of a run have gathered. */
async function foundBefore({ call }: Asked, { id, pieces }: Run): Promise<Piece["found"]> {
  if (pieces === 0) return [];
  const rows = await call.table.collect(sortedRun, { runId: id, piece: 0 }, "#");
  if (rows.length < pieces) {
    throw new Fault("invalid_cursor", "This cursor was kept for half an hour; begin anew without one.");
  }
  return rows.slice(0, pieces).flatMap(({ found }) => found);
}

async function gathered(asked: Asked, { plan, keep, order }: ReturnType<typeof questionOf>, run: Run): Promise<Piece> {
  const { field, options } = order;
  if (plan.sources.length === 0) return { found: [], examined: 0 };
  const page = await asked.call.table.list(asked.of.entity, {
    ...plan,
    ...{ descending: true, limit: VIEW_ROWS_EXAMINED_MAX, examine: VIEW_ROWS_EXAMINED_MAX },
    ...{ after: run.after, keep },
  });
  const found = (page.rows as AnyRow[]).map((row): [string, string] => [sortText(row, field, options), row.id]);
  return { found, examined: page.examined, ...(page.next !== undefined && { after: page.next }) };
}
