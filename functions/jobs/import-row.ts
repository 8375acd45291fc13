import type * as z from "zod";
import { Fault, type InputError } from "../../shared/fault.ts";
import { issuesOf } from "../../shared/http/problem.ts";
import type { Caller } from "../../shared/http/route.ts";
import { customValues, fieldsOf, tenantEntity } from "../../shared/records/custom.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { CUSTOM, customKey } from "../../shared/records/values.ts";
import { commit, creation, revision } from "../../shared/records/write.ts";
import type { AnyRow, Entity } from "../../shared/table/entity.ts";
import { changeOnce } from "./apply.ts";
import { readCell, wrongCell } from "./cells.ts";
import type { Column } from "./columns.ts";
import type { Lookup } from "./lookup.ts";
import { callerFor, type Run } from "./run.ts";
import type { ItemResult } from "./schema.ts";

/** One row of the file; `repeats` names unique values that an earlier row has as well. */
export type SourceRow = { number: number; cells: string[]; repeats?: { field: string; row: number }[] };

/** What reading rows needs: the columns by position, and how records are found. */
export type Reading = {
  run: Run;
  of: Noun;
  /** The shape of a change. */
  patch: z.ZodType;
  places: readonly (Column | undefined)[];
  lookup: Lookup;
  upsertBy?: string;
  dryRun: boolean;
};

type Values = Record<string, unknown>;
type Given = { values: Values; errors: InputError[]; key?: string };

/** The custom values of a row lie below `custom`, as in a call's body. */
function put(values: Values, field: string, value: unknown): void {
  const key = customKey(field);
  if (key === undefined) values[field] = value;
  else values[CUSTOM] = { ...(values[CUSTOM] as Values), [key]: value };
}

/** Cells that have text, with their columns; those whose meaning others depend on come first. */
function filled({ places }: Reading, { cells }: SourceRow): { column: Column; text: string }[] {
  const all = places.flatMap((column, at) => {
    const text = (cells[at] ?? "").trim();
    return column && text !== "" ? [{ column, text }] : [];
  });
  const first = ({ column: { field } }: { column: Column }): number =>
    field === "currency" ? 0 : field === "accountId" ? 1 : 2;
  return all.sort((a, b) => first(a) - first(b));
}

/** Everything that a row says, and everything in it that cannot be read. An empty cell says nothing. */
async function readRow(reading: Reading, row: SourceRow): Promise<Given> {
  const { tenant } = reading.run.call;
  const given: Given = { values: {}, errors: [] };
  for (const { column, text } of filled(reading, row)) {
    if (column.field === "id") {
      given.key = text;
      continue;
    }
    const currency = String(given.values.currency ?? tenant.currency).toUpperCase();
    const read = column.references
      ? await reading.lookup.find(column.references, text, given.values.accountId as string | undefined)
      : readCell(column, text, { timeZone: tenant.timeZone, currency });
    if ("wrong" in read) given.errors.push(wrongCell(column.field, read));
    else put(given.values, column.field, read.value);
  }
  for (const { field, row: other } of row.repeats ?? []) {
    given.errors.push(wrongCell(field, { wrong: `row ${other} has the same value`, code: "duplicate" }));
  }
  return given;
}

/** Everything wrong with what was read, by the noun's own schema and the tenant's fields; what is right is normalised. */
function wrongValues({ of, patch, run }: Reading, given: Given, before?: AnyRow): InputError[] {
  const { values, errors } = given;
  const { [CUSTOM]: custom, ...declared } = values;
  const isEmpty = before !== undefined && Object.keys(declared).length === 0;
  const parsed = isEmpty ? undefined : (before ? patch : of.input).safeParse(declared, { reportInput: true });
  const issues = parsed?.success === false ? issuesOf(parsed.error, "") : [];
  if (parsed?.success) given.values = { ...(parsed.data as Values), ...(custom !== undefined && { custom }) };
  const fields = fieldsOf(run.call.tenant, of.entity.noun);
  let own: InputError[] = [];
  try {
    if (of.custom && (!before || custom)) {
      customValues(fields, (custom ?? {}) as Values, before && ((before[CUSTOM] ?? {}) as Values));
    }
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    own = error.errors;
  }
  const told = new Set(errors.map((e) => e.path));
  return [...issues, ...own].filter(({ path }) => !told.has(path) && !told.has(path.split(".")[0] ?? ""));
}

/** Of several that have a value nobody says which is meant. */
function onlyOne({ plural }: Entity, path: string, rows: readonly AnyRow[]): AnyRow | undefined {
  if (rows.length < 2) return rows[0];
  const ids = rows.slice(0, 5).map(({ id }) => id);
  const message = `${rows.length} ${plural} have this ${path} (${ids.join(", ")}…); match them by their ids.`;
  return refuse([{ path, code: "ambiguous", message }]);
}

/** The record that a row is about, by the key that records are matched with. */
async function targetOf({ of, run, upsertBy }: Reading, { values, key }: Given): Promise<AnyRow | undefined> {
  if (!upsertBy) return undefined;
  const { table, access, tenant } = run.call;
  const entity = tenantEntity(of.entity, tenant);
  if (upsertBy === "id") {
    const row = key === undefined ? undefined : ((await table.find(entity, key)) as AnyRow | undefined);
    if (key !== undefined && (!row || !access.sees(entity, row))) {
      const message = `There is no ${entity.noun} ${key}.`;
      throw new Fault("unknown_reference", message, { errors: [{ path: "id", code: "unknown_reference", message }] });
    }
    return row;
  }
  const matched = of.matched?.[upsertBy];
  if (matched) return onlyOne(entity, upsertBy, (await matched(run.call, values)) as AnyRow[]);
  const value = entity.unique[upsertBy]?.(values as AnyRow);
  const id = value === undefined ? undefined : await table.idOfUnique(entity, upsertBy, value);
  const row = id ? ((await table.find(entity, id)) as AnyRow | undefined) : undefined;
  // That the value is taken is all that is told of a record out of sight: not even its id.
  if (row && !access.sees(entity, row)) return refuse([taken(entity, upsertBy)]);
  return row;
}

const taken = ({ noun }: Entity, path: string): InputError => ({
  path,
  code: "duplicate",
  message: `Another ${noun} already has this ${path}.`,
});

const refuse = (errors: InputError[]): never => {
  throw new Fault("invalid", errors.map((e) => e.message).join(" "), { errors });
};

/** In a trial nothing is written that would meet another's unique value, so it is asked for. */
async function takenValues({ of, run }: Reading, values: Values, own?: string): Promise<InputError[]> {
  const entity = tenantEntity(of.entity, run.call.tenant);
  const found = await Promise.all(
    Object.entries(entity.unique).map(async ([path, normalised]) => {
      const value = normalised({ name: "", ...values } as unknown as AnyRow);
      const id = value === undefined ? undefined : await run.call.table.idOfUnique(entity, path, value);
      return id && id !== own ? [taken(entity, path)] : [];
    }),
  );
  return found.flat();
}

/** Makes the record of a row, once: its id follows from job and row, so a row that is worked on again finds it. */
async function create(reading: Reading, number: number, values: Values, call: Caller, id: string): Promise<ItemResult> {
  const { of } = reading;
  const change = await creation(call, of, values, id);
  try {
    await commit(call, change);
  } catch (error) {
    const isDuplicate = error instanceof Fault && error.code === "duplicate";
    if (!isDuplicate || !(await call.table.find(of.entity, id))) throw error;
  }
  return { number, ...(!reading.dryRun && { id }), outcome: "created" };
}

/** What a row of a file comes to. Throws with everything that is wrong with it. */
export async function importRow(reading: Reading, row: SourceRow): Promise<ItemResult> {
  const { of, run, dryRun } = reading;
  const { number } = row;
  const given = await readRow(reading, row);
  const target = await targetOf(reading, given);
  const wrong = [...given.errors, ...wrongValues(reading, given, target)];
  if (wrong.length > 0) refuse(wrong);
  if (dryRun) {
    const taken = await takenValues(reading, given.values, target?.id);
    if (taken.length > 0) refuse(taken);
  }
  const key = `row ${number}`;
  const call = callerFor(run, key);
  const id = call.newId(of.entity.prefix);
  if (!target) return create(reading, number, given.values, call, id);
  // This very row has made it before the run broke off.
  if (target.id === id) return { number, id, outcome: "created" };
  const outcome = await changeOnce(run, of, { key, id: target.id }, (caller, before) =>
    revision(caller, of, before, { ...given.values, ...(before.archived === true && { archived: null }) }),
  );
  return { number, id: target.id, outcome };
}
