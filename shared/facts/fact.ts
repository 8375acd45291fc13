import type { TenantContext } from "../auth/access.ts";
import type { ChartUnit } from "../charts/chart.ts";
import { civilDate } from "../clock.ts";
import type { AnyRow, Entity, RowOf } from "../table/entity.ts";
import type { Table } from "../table/table.ts";

/** A text in both languages of the product. */
export type Both = readonly [zh: string, en: string];

export type DimensionKind = "text" | "enum" | "id" | "date" | "boolean" | "number";

/** What rows are told apart by. A date has levels (day, week, month, quarter, year), an id has what its record says. */
export type Dimension = {
  label: Both;
  kind: DimensionKind;
  options?: readonly string[];
  /** The noun that an id names. */
  of?: string;
  /** The fields of the row's noun that it tells of; the one of its own name, unless told otherwise. */
  fields?: readonly string[];
};

type Told = { label: Both; means: Both; unit: ChartUnit };

/** A sum over the column of its name. What stands (`stock`) and does not flow is not summed up over time. */
export type SumMeasure = Told & { as: "sum"; stock?: true; fields?: readonly string[] };
/** How many different values a dimension has. */
export type DistinctMeasure = Told & { as: "distinct"; dimension: string };
/** One sum in another, of the sums and never of ratios: basis points, or of what the sum counts an average. */
export type RatioMeasure = Told & { as: "ratio"; part: string; whole: string };
export type Measure = SumMeasure | DistinctMeasure | RatioMeasure;

/**
 * A row of a fact: a value for each sum, and for each dimension that its record does not tell by itself. A dimension is the
 * field of its name, a date also the day of its one instant, a boolean whether any of its fields is there. Who sees the row
 * follows from its record alone.
 */
export type FactRow = Record<string, string | number | boolean | undefined> & {
  departmentId?: string | undefined;
};

/** What reading the rows of a record may lean on. */
export type FactContext = {
  table: Table;
  tenant: TenantContext;
  day(at: string): string;
  day(at?: string): string | undefined;
  /** A record that many rows name: read once while some are laid out together. */
  find<E extends Entity>(entity: E, id: string): Promise<RowOf<E> | undefined>;
};

export function factContext(table: Table, tenant: TenantContext): FactContext {
  const found = new Map<string, Promise<AnyRow | undefined>>();
  const find = (entity: Entity, id: string): Promise<AnyRow | undefined> => {
    const known = found.get(id) ?? table.find(entity, id);
    found.set(id, known);
    return known;
  };
  return {
    ...{ table, tenant, find: find as FactContext["find"] },
    day: ((at?: string) => at && civilDate(new Date(at), tenant.timeZone)) as FactContext["day"],
  };
}

/** The records that a fact is made of, and what it says of each. */
export type FactSource = {
  entity: Entity;
  rows(row: AnyRow, context: FactContext): FactRow[] | Promise<FactRow[]>;
};

/** What can be counted and summed up of a module's records. */
export type Fact = {
  name: string;
  label: Both;
  /** The permissions without which nobody is told of it. */
  permissions: readonly string[];
  /** The date that periods are about, unless told otherwise. */
  on: string;
  /** The noun of which it has exactly one row a record, so that other facts can tell their rows apart by it. */
  of?: string;
  dimensions: Readonly<Record<string, Dimension>>;
  measures: Readonly<Record<string, Measure>>;
  sources: readonly FactSource[];
};

/** The rows of one kind of record. */
export const source = <E extends Entity>(
  entity: E,
  rows: (row: RowOf<E>, context: FactContext) => FactRow[] | Promise<FactRow[]>,
): FactSource => ({ entity, rows }) as unknown as FactSource;

/** What a list of facts holds of each, to load it with the first that asks. */
export type FactCard = { name: string; of?: string; nouns: readonly string[]; load(): Promise<Fact> };
