import type { TenantContext } from "../../shared/auth/access.ts";
import type { Fact } from "../../shared/facts/fact.ts";
import { type FactContext, factContext } from "../../shared/facts/fact.ts";
import { log } from "../../shared/log.ts";
import type { AnyRow, Entity } from "../../shared/table/entity.ts";
import { damageOf } from "../../shared/table/readable.ts";
import { type Table, write } from "../../shared/table/table.ts";
import { together } from "../../shared/together.ts";
import type { ColumnType } from "./duck.ts";
import { columnsOf, rowsOf } from "./relation.ts";
import { CHANGE_SHARDS, changePartition, factChange } from "./table.ts";

const PAGE = 1_000;
const MONTH = /^\d{4}-\d{2}$/;
/** Records that are laid out at once: some are read beside others. */
const AT_ONCE_MAX = 20;

/** A version of a record that the files do not have yet. */
export type Pending = { id: string; cause?: string; version: number; place: Record<string, unknown> };

/** The changes of a noun that the files do not have yet, as far as so many. */
export async function pendingOf(table: Table, noun: string, most: number): Promise<Pending[]> {
  const found: Pending[] = [];
  for (let shard = 0; shard < CHANGE_SHARDS; shard++) {
    let after: string | undefined;
    do {
      const ask = { prefix: "", limit: PAGE, consistent: true, ...(after !== undefined && { after }) };
      const page = await table.span(changePartition(noun, shard), ask);
      for (const { sk, place } of page.rows) {
        const [id = "", ...rest] = sk.split("#");
        const version = Number(rest.pop());
        found.push({
          id,
          version,
          place: place as Pending["place"],
          ...(rest.length > 0 && { cause: rest.join("#") }),
        });
      }
      after = page.next;
    } while (after !== undefined && found.length <= most);
  }
  return found;
}

/** Takes away the notes of changes that the files have now: nobody writes one of them again. */
export const settle = (table: Table, noun: string, pending: readonly Pending[]): Promise<void> =>
  table.writeEach(pending.map(({ id, cause, version }) => write.remove(factChange, { id, cause, of: noun, version })));

/** The records that have changed, as they are now. */
export async function recordsOf(table: Table, entity: Entity, pending: readonly Pending[]): Promise<AnyRow[]> {
  const plain = pending.filter(({ place }) => Object.keys(place).length === 0).map(({ id }) => id);
  const placed = new Map(pending.map((one) => [one.id, one])).values();
  const found = await Promise.all(
    [...placed]
      .filter(({ place }) => Object.keys(place).length > 0)
      .map(({ id, place }) => table.find(entity, { id, ...place })),
  );
  return [...(await table.getMany(entity, plain, true)).values(), ...found.filter(Boolean)] as AnyRow[];
}

type Row = Record<string, unknown>;

const FITS: Readonly<Record<ColumnType, (value: unknown) => boolean>> = {
  BIGINT: Number.isSafeInteger,
  BOOLEAN: (value) => typeof value === "boolean",
  VARCHAR: (value) => typeof value !== "object",
};

type Laying = { fact: Fact; entity: Entity; context: FactContext; columns: [name: string, type: ColumnType][] };

/** True of rows that a file can hold: what is counted or summed up in them is whole, and nothing is a structure. */
const fits = (columns: Laying["columns"], rows: readonly Row[]): boolean =>
  columns.every(([name, type]) =>
    rows.every(({ [name]: value }) => value === undefined || value === null || FITS[type](value)),
  );

/** The rows that a record gives rise to. One that is damaged has none, as no list has it, and is in nobody's way. */
async function laidOut({ fact, entity, context, columns }: Laying, record: AnyRow): Promise<Row[]> {
  let reason: unknown = new Error("What it counts as does not fit its columns.");
  try {
    const rows = await rowsOf(fact, entity, record, context);
    if (fits(columns, rows)) return rows;
  } catch (error) {
    reason = error;
  }
  if (!damageOf(entity, record)) throw reason;
  log.warn("damaged record in no fact", { noun: entity.noun, recordId: record.id, fact: fact.name });
  return [];
}

/** The rows of a fact that some records give rise to, by the month in which each record was made. */
export async function rowsByMonth(
  { table, tenant }: { table: Table; tenant: TenantContext },
  fact: Fact,
  entity: Entity,
  records: Iterable<AnyRow>,
): Promise<Map<string, Row[]>> {
  const laying = { fact, entity, context: factContext(table, tenant), columns: Object.entries(columnsOf(fact)) };
  const all = [...records];
  const laid = await together(all, AT_ONCE_MAX, (record) => laidOut(laying, record));
  const months = new Map<string, Row[]>();
  for (const [n, { createdAt }] of all.entries()) {
    // What does not tell when it was made is damaged, and is in no month.
    const month = String(createdAt).slice(0, 7);
    if (!MONTH.test(month)) continue;
    const rows = months.get(month) ?? [];
    rows.push(...(laid[n] ?? []));
    months.set(month, rows);
  }
  return months;
}
