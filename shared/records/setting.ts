import * as z from "zod";
import type { References } from "../http/record.ts";
import type { Call, Caller, Permission } from "../http/route.ts";
import { Kept } from "../kept.ts";
import { type Entity, type EntitySpec, entity, type RowOf, recordFields } from "../table/entity.ts";
import type { Table } from "../table/table.ts";

/** A changed setting acts in every process within this time, and in the one that changed it at once. */
export const SETTING_KEPT_MS = 5_000;

/** Whose setting it is, where each record of another noun has one: the availability of a person. */
export type SettingOf = {
  entity: Entity;
  /** The field that names the record, in the row and in the answer. */
  field: string;
  /** Throws where the caller may not write the setting of this record. */
  checkMay?(call: Caller, id: string): void;
};

export type SettingSpec<S extends z.ZodObject> = {
  noun: string;
  plural: string;
  prefix: string;
  /** What a caller writes. What is left out takes its default, so a setting that nobody has written is `schema.parse({})`. */
  schema: S;
  path: string;
  /** The permissions of its two routes. */
  reading: Permission;
  writing: Permission;
  /** The sentences that say what its two routes do. */
  tells: string;
  replaces: string;
  example: z.input<S>;
  /** The rows that it names, by the paths of its fields. */
  references?: References;
  indexes?: EntitySpec<z.ZodObject>["indexes"];
  /** Fields of the row that no caller writes and none is shown. */
  kept?: z.ZodRawShape;
  /** What is kept for what a caller writes, once it was looked at whether they may. */
  prepare?(call: Call<unknown, unknown>, given: z.output<S>, before: RowOf<Entity> | undefined): Promise<object>;
  /** How it is shown, where that differs from how it is kept. */
  shows?(said: Holding<S>, call: Call<unknown, unknown>): Holding<S> | Promise<Holding<S>>;
} & ({ id: string; of?: undefined } | { id?: undefined; of: SettingOf });

/** A setting as it holds: what was written, and the defaults for the rest. Version 0 is one that nobody has written. */
export type Holding<S extends z.ZodObject> = z.output<S> & { version: number };

/**
 * A setting declares itself once: one row of the tenant, or of each record of another noun. `http/settings.ts` makes its
 * two routes of this; whoever works by it asks `held`.
 */
export type Setting<S extends z.ZodObject = z.ZodObject> = SettingSpec<S> & {
  entity: Entity<S>;
  /** The id of the row: the tenant's own, or that of a record's. */
  rowId(recordId?: string): string;
  /** The record whose setting a row is. */
  recordIdOf(row: object): string;
  /** What a row says, with the defaults of fields that are younger than the row. */
  saidBy(row: RowOf<Entity<S>> | undefined): Holding<S>;
  /** The tenant's setting, as this process remembers it. */
  held(table: Table): Promise<Holding<S>>;
  /** Forgets what this process remembers of a tenant. */
  forget(tenantId: string): void;
};

export function setting<S extends z.ZodObject>(spec: SettingSpec<S>): Setting<S> {
  const { noun, plural, prefix, schema, indexes, of, kept: more } = spec;
  const naming = of && { [of.field]: z.string() };
  const made = entity({
    noun,
    plural,
    prefix,
    schema: schema.extend({ ...recordFields, ...more, ...naming }),
    scoped: false,
    ...(indexes && { indexes }),
  }) as unknown as Entity<S>;
  const kept = new Kept<Holding<S>>(SETTING_KEPT_MS);
  const rowId = (recordId = ""): string => spec.id ?? `${prefix}_${recordId.slice(recordId.indexOf("_") + 1)}`;
  const names = Object.keys(schema.shape);
  const saidBy = (row: RowOf<Entity<S>> | undefined): Holding<S> => {
    const given = Object.entries(row ?? {}).filter(([name]) => names.includes(name));
    return { ...schema.parse({}), ...Object.fromEntries(given), version: row?.version ?? 0 } as Holding<S>;
  };
  return {
    ...spec,
    entity: made,
    rowId,
    recordIdOf: (row) => String((row as Record<string, unknown>)[of?.field ?? "id"]),
    saidBy,
    held: (table) => kept.get(table.tenantId, async () => saidBy(await table.find(made, rowId()))),
    forget: (tenantId) => kept.forget(tenantId),
  };
}
