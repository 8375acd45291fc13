import type { Fact } from "../../shared/facts/fact.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { AnyRow, Entity } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { type Pending, pendingOf, recordsOf, rowsByMonth } from "./changes.ts";
import type { Duck } from "./duck.ts";
import { fetched, readSql } from "./files.ts";
import { entitiesOf } from "./fold.ts";
import type { Span } from "./periods.ts";
import { columnsOf, tableSql } from "./relation.ts";
import { literal, named } from "./sql.ts";
import { baseId, type FactBase, type FactFile, factBase } from "./table.ts";

/** Changes that a question takes in itself; where there are more, it is answered as of the files. */
const CHANGES_MAX = 2_000;

/** What a question needs of a fact: all of it, or the rows of a span of one of its dates. */
export type Need = { fact: Fact; span?: { of: string; days: Span } };
type At = { duck: Duck; folder: string; call: Caller };

/** Every row of a fact as its records stand now: until its files are there. */
async function fromRecords({ duck, call }: At, fact: Fact): Promise<void> {
  const columns = columnsOf(fact);
  for (const entity of entitiesOf(fact)) {
    const records = await Array.fromAsync(call.table.each(entity, { sources: [sourceOf(entity, "all")] }));
    for (const rows of (await rowsByMonth(call, fact, entity, records as AnyRow[])).values()) {
      await duck.fill(fact.name, columns, rows);
    }
  }
}

/** Whether a file can have rows of the days that are asked for. */
function isNeeded({ dates }: FactFile, span: Need["span"]): boolean {
  if (!span) return true;
  const [first, last] = dates[span.of] ?? [];
  return first !== undefined && last !== undefined && first <= span.days.to && last >= span.days.from;
}

/** The files as they lie there, of which a question reads the columns that it needs, and changed records as they are now. */
async function fromFiles(
  { duck, folder, call }: At,
  { fact, span }: Need,
  base: FactBase,
  changed: [Entity, Pending[]][],
) {
  const columns = columnsOf(fact);
  const now = `${fact.name}@now`;
  await duck.run(tableSql(now, columns));
  for (const [entity, pending] of changed) {
    const records = await recordsOf(call.table, entity, pending);
    for (const rows of (await rowsByMonth(call, fact, entity, records)).values()) await duck.fill(now, columns, rows);
  }
  const paths = await fetched(
    { tenantId: call.table.tenantId, folder },
    base.files.filter((file) => isNeeded(file, span)),
  );
  const ids = [...new Set(changed.flatMap(([, pending]) => pending.map(({ id }) => id)))];
  const but = ids.length > 0 ? ` WHERE recordId NOT IN (${ids.map(literal).join(", ")})` : "";
  const filed = paths.length > 0 ? `SELECT * FROM (${readSql(paths, fact)})${but} UNION ALL ` : "";
  await duck.run(`CREATE VIEW ${named(fact.name)} AS ${filed}SELECT * FROM ${named(now)}`);
}

/** Lays a fact out in the engine, under its name; says up to when changes are in it. */
async function laid(at: At, need: Need): Promise<string> {
  const { call, duck } = at;
  const { fact } = need;
  // Where a base is not seen yet, the records say it all the same.
  if (!(await call.table.find(factBase, baseId(fact.name), false))) {
    await duck.run(tableSql(fact.name, columnsOf(fact)));
    await fromRecords(at, fact);
    return call.now;
  }
  // The notes before the base: what a run takes in between is in the base by then, and counted once all the same.
  const changed: [Entity, Pending[]][] = [];
  for (const entity of entitiesOf(fact)) changed.push([entity, await pendingOf(call.table, entity.noun, CHANGES_MAX)]);
  const base = await call.table.get(factBase, baseId(fact.name));
  const isTooMuch = changed.some(([, pending]) => pending.length > CHANGES_MAX);
  await fromFiles(at, need, base, isTooMuch ? [] : changed);
  return isTooMuch ? base.asOf : call.now;
}

/** Lays facts out; what is told of them is as old as the oldest. */
export async function lay(duck: Duck, folder: string, call: Caller, needs: readonly Need[]): Promise<string> {
  const told: string[] = [];
  for (const need of needs) told.push(await laid({ duck, folder, call }, need));
  return told.sort()[0] ?? call.now;
}
