import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MINUTE_MS } from "../../shared/duration.ts";
import type { Fact } from "../../shared/facts/fact.ts";
import type { Caller } from "../../shared/http/route.ts";
import { type AnyRow, type Entity, nextVersion } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { type Pending, pendingOf, recordsOf, rowsByMonth, settle } from "./changes.ts";
import { type Duck, withDuck } from "./duck.ts";
import { everyFact } from "./facts.ts";
import { discarded, fetched, fileKey, readSql, type Shelf, written } from "./files.ts";
import { columnsOf, tableSql } from "./relation.ts";
import { literal, named } from "./sql.ts";
import { baseId, type FactBase, type FactFile, factBase } from "./table.ts";

/** Changes of one noun that one run takes in; the next run goes on. */
const CHANGES_MAX = 5_000;
/** No question takes longer than a Lambda may; a file that is out of use stays for so long. */
const READ_WITHIN_MS = 15 * MINUTE_MS;
/** A tenant with fewer notes of changes has no files: its facts are read off its records. */
export const FILED_FROM = 500;
/** Records that are laid out together while a base is built. */
const BUILD_RECORDS = 500;

type Making = { call: Caller; duck: Duck; shelf: Shelf };

/** Works with an engine of its own and a folder that is gone afterwards. */
async function making<T>(call: Caller, work: (at: Making) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "facts-"));
  try {
    return await withDuck(folder, (duck) => work({ call, duck, shelf: { tenantId: call.table.tenantId, folder } }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Those of the files out of use that no question can be at any more. */
const overOf = ({ gone }: Pick<FactBase, "gone">, now: string): FactBase["gone"] =>
  gone.filter(({ at }) => Date.parse(now) - Date.parse(at) > READ_WITHIN_MS);

const keyOf = ({ table, newId }: Caller, fact: Fact, month: string): string =>
  fileKey(table.tenantId, fact.name, month, newId("fct"));

/** Takes the files away that no question can be at any more; those that are still to go. */
async function cleared({ table, now }: Pick<Caller, "table" | "now">, base: FactBase): Promise<FactBase["gone"]> {
  const over = overOf(base, now);
  await discarded(
    table.tenantId,
    over.map(({ key }) => key),
  );
  return base.gone.filter((one) => !over.includes(one));
}

/** The same of every fact, though nothing changes in it any more: a file may hold what was erased. True where some are still to go. */
async function clearGone(call: Caller, facts: readonly Fact[]): Promise<boolean> {
  let isLeft = false;
  for (const base of (await basesOf(call, facts)).values()) {
    const gone = await cleared(call, base);
    if (gone.length < base.gone.length) await call.table.replace(factBase, base, nextVersion(base, call.now, { gone }));
    isLeft ||= gone.length > 0;
  }
  return isLeft;
}

const basesOf = ({ table }: Caller, facts: readonly Fact[]): Promise<Map<string, FactBase>> =>
  table.getMany(
    factBase,
    facts.map(({ name }) => baseId(name)),
    true,
  );

/** The files that take the place of others; those are removed once no question can be at them. */
async function commitBase(
  { table, now }: Caller,
  fact: Fact,
  base: FactBase | undefined,
  files: FactFile[],
  more: Partial<FactBase>,
): Promise<void> {
  const id = baseId(fact.name);
  if (!base) {
    await table.create(factBase, {
      id,
      version: 1,
      createdAt: now,
      updatedAt: now,
      asOf: now,
      files,
      gone: [],
      ...more,
    });
    return;
  }
  const stays = new Set(files.map(({ key }) => key));
  const replaced = base.files.filter(({ key }) => !stays.has(key)).map(({ key }) => ({ key, at: now }));
  const gone = [...(await cleared({ table, now }, base)), ...replaced];
  await table.replace(factBase, base, nextVersion(base, now, { files, gone, ...more }));
}

/**
 * Builds the files of a fact from its records, while others write: what changes meanwhile is noted, and the notes stay until
 * a later run has taken them in. The files before serve until these take their place together.
 */
export async function build(call: Caller, fact: Fact, base: FactBase | undefined): Promise<void> {
  const files = await making(call, async ({ duck, shelf }) => {
    const columns = columnsOf(fact);
    const months = new Set<string>();
    const fill = async (entity: Entity, records: AnyRow[]): Promise<void> => {
      for (const [month, rows] of await rowsByMonth(call, fact, entity, records)) {
        if (!months.has(month)) await duck.run(tableSql(month, columns));
        months.add(month);
        await duck.fill(month, columns, rows);
      }
    };
    for (const entity of entitiesOf(fact)) {
      let records: AnyRow[] = [];
      for await (const record of call.table.each(entity, { sources: [sourceOf(entity, "all")] })) {
        records.push(record as AnyRow);
        if (records.length < BUILD_RECORDS) continue;
        await fill(entity, records);
        records = [];
      }
      await fill(entity, records);
    }
    const made: FactFile[] = [];
    for (const month of [...months].sort()) {
      made.push(await written(duck, shelf, fact, { table: month, month, key: keyOf(call, fact, month) }));
    }
    return made;
  });
  await commitBase(call, fact, base, files, { asOf: call.now, rebuildAskedAt: undefined });
}

export const entitiesOf = ({ sources }: Fact): Entity[] => [
  ...new Map(sources.map(({ entity }) => [entity.noun, entity])).values(),
];

/** The file of one month with the rows of changed records in the place of what it had of them. */
async function refolded(
  { call, duck, shelf }: Making,
  fact: Fact,
  month: string,
  change: { file: FactFile | undefined; ids: readonly string[]; rows: Record<string, unknown>[] },
) {
  const columns = columnsOf(fact);
  await duck.run(tableSql(month, columns));
  if (change.file) {
    const [path = ""] = await fetched(shelf, [change.file]);
    const gone = change.ids.map(literal).join(", ");
    await duck.run(
      `INSERT INTO ${named(month)} SELECT * FROM (${readSql([path], fact)}) WHERE recordId NOT IN (${gone})`,
    );
  }
  await duck.fill(month, columns, change.rows);
  return written(duck, shelf, fact, { table: month, month, key: keyOf(call, fact, month) });
}

/** Takes the changes of one noun into the files of a fact: only of months in which something changed. */
async function fold(
  call: Caller,
  fact: Fact,
  entity: Entity,
  pending: readonly Pending[],
  isAll: boolean,
): Promise<void> {
  const base = await call.table.find(factBase, baseId(fact.name));
  if (!base || base.rebuildAskedAt) return build(call, fact, base);
  const records = await recordsOf(call.table, entity, pending);
  const ids = [...new Set(pending.map(({ id }) => id))];
  const fresh = await rowsByMonth(call, fact, entity, records);
  const known = new Map(base.files.map((file) => [file.month, file]));
  const made = await making(call, async (at) => {
    const files: FactFile[] = [];
    for (const [month, rows] of fresh)
      files.push(await refolded(at, fact, month, { file: known.get(month), ids, rows }));
    return files;
  });
  const months = new Set(made.map(({ month }) => month));
  const kept = base.files.filter(({ month }) => !months.has(month));
  const isWhole = isAll && entitiesOf(fact).length === 1;
  await commitBase(call, fact, base, [...kept, ...made], isWhole ? { asOf: call.now } : {});
}

/** The changes of each noun that facts are made of. */
async function changesOf(call: Caller, facts: readonly Fact[]): Promise<[Entity, Pending[]][]> {
  const entities = new Map(facts.flatMap((fact) => entitiesOf(fact).map((entity) => [entity.noun, entity])));
  const changes: [Entity, Pending[]][] = [];
  for (const entity of entities.values()) {
    const pending = await pendingOf(call.table, entity.noun, CHANGES_MAX);
    if (pending.length > 0) changes.push([entity, pending]);
  }
  return changes;
}

/**
 * Takes all that has changed in a tenant into the files of its facts, and forgets the notes of it once every fact of the noun
 * has it. Two runs at once hinder each other by the base's version and lose nothing. True where something was to be done, or is still to
 * be taken away.
 */
export async function foldTenant(call: Caller, from = FILED_FROM): Promise<boolean> {
  const facts = await everyFact();
  const bases = await basesOf(call, facts);
  const changes = await changesOf(call, facts);
  const count = changes.reduce((sum, [, pending]) => sum + pending.length, 0);
  if (bases.size === 0 && count < from) return false;
  for (const [entity, pending] of changes) {
    const some = pending.slice(0, CHANGES_MAX);
    for (const fact of facts.filter((one) => entitiesOf(one).some(({ noun }) => noun === entity.noun))) {
      await fold(call, fact, entity, some, some.length === pending.length);
    }
    await settle(call.table, entity.noun, some);
  }
  for (const fact of facts) {
    const base = await call.table.find(factBase, baseId(fact.name));
    if (base?.rebuildAskedAt) await build(call, fact, base);
  }
  const isLeft = await clearGone(call, facts);
  return changes.length > 0 || isLeft;
}
