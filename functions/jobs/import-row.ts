import type * as z from "zod";
import { Fault, type InputError } from "../../shared/fault.ts";
import { issuesOf } from "../../shared/http/issues.ts";
import type { Caller } from "../../shared/http/route.ts";
import { unspaced } from "../../shared/names.ts";
import { customValues, fieldsOf, tenantEntity } from "../../shared/records/custom.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { CUSTOM, customKey, valueAt } from "../../shared/records/values.ts";
import { commit, creation, revision } from "../../shared/records/write.ts";
import type { AnyRow, Entity } from "../../shared/table/entity.ts";
import type { TableRow } from "../../shared/tabular/index.ts";
import type { Address } from "../accounts/schema.ts";
import { Addresses, type AddressPlace, withAddresses } from "./address-cells.ts";
import { changeOnce } from "./apply.ts";
import { type Read, readCell, wrongCell } from "./cells.ts";
import type { Lookup } from "./lookup.ts";
import { isWhose } from "./named-values.ts";
import { joinedName, type NamePart } from "./person-names.ts";
import { callerFor, type Run } from "./run.ts";
import type { ItemResult } from "./schema.ts";
import { refuse, refused } from "./start.ts";
import { isRagged, type Place, textOf } from "./survey.ts";

/** One row of the file. */
export type SourceRow = Pick<TableRow, "number" | "cells" | "exact" | "lost">;

/** What reading rows needs: the columns by position, and how records are found. */
export type Reading = {
  run: Run;
  of: Noun;
  /** The shape of a change. */
  patch: z.ZodType;
  places: readonly (Place | undefined)[];
  lookup: Lookup;
  upsertBy?: string;
  dryRun: boolean;
  /** True where a row is refused whose owner or department nobody knows. */
  refusing: boolean;
  /** What this run has made and met so far. */
  met: Met;
};

/**
 * What earlier rows came to: by the key that rows are matched with the record that they are about, since an index may not
 * show it yet; and, of a dry run, which of them would take a unique value.
 */
export type Met = { keys: Map<string, { number: number; id?: string }>; taken: Map<string, number> };

type Values = Record<string, unknown>;
type Given = { values: Values; errors: InputError[]; key?: string; addresses: Addresses };

/** The custom values of a row lie below `custom`, as in a call's body. */
function put(values: Values, field: string, value: unknown): void {
  const key = customKey(field);
  if (key === undefined) values[field] = value;
  else values[CUSTOM] = { ...(values[CUSTOM] as Values), [key]: value };
}

type Filled = { column: Place; text: string; at: number };

/** Cells that have text, with their columns; those whose meaning others depend on come first. */
function filled({ places }: Reading, { cells }: SourceRow): Filled[] {
  const all = places.flatMap((column, at) => {
    const text = column ? textOf(column, cells[at]) : "";
    return column && text !== "" ? [{ column, text, at }] : [];
  });
  const first = ({ column: { field } }: Filled): number =>
    ["currency", "accountId", "pipelineId"].includes(field) ? 0 : 1;
  return all.sort((a, b) => first(a) - first(b));
}

/** A cell as it is read: references by what they name, all else by its column. */
async function readOf(
  { of, run, lookup }: Reading,
  cell: Filled,
  { exact, lost }: SourceRow,
  values: Values,
): Promise<Read> {
  const { column, text, at } = cell;
  if (column.references) return lookup.find(column.references, text, values.accountId as string | undefined);
  const { tenant } = run.call;
  const called = await of.called?.[column.field]?.(run.call, text, values);
  if (called) return called;
  const currency = String(values.currency ?? tenant.currency).toUpperCase();
  const written = exact?.includes(at) ? { ...column, form: "decimalPoint" as const } : column;
  return readCell(written, text, { timeZone: tenant.timeZone, currency, isLost: lost?.includes(at) });
}

/** Where an address is told whole, in a column of no kind. */
const WHOLE_ADDRESS: AddressPlace = { kind: "office", part: "line" };

/** Everything that a row says, and everything in it that cannot be read. An empty cell says nothing. */
async function readRow(reading: Reading, row: SourceRow): Promise<Given> {
  const given: Given = { values: {}, errors: [], addresses: new Addresses() };
  const { values, errors } = given;
  const name: Partial<Record<NamePart, string>> = {};
  for (const cell of filled(reading, row)) {
    const { column, text } = cell;
    if (column.field === "id") given.key = text;
    else if (column.part) name[column.part] = text;
    else if (column.address) given.addresses.add(column.address, text);
    else if (column.field === "addresses" && !text.startsWith("[")) given.addresses.add(WHOLE_ADDRESS, text);
    // Of several telephones the first that is there is the one.
    else if (!(column.field in values)) {
      const read = await readOf(reading, cell, row, values);
      if ("wrong" in read && read.code === "unknown_reference" && isWhose(column) && !reading.refusing) continue;
      const clash = "value" in read ? clashing(reading, values, read.currency) : undefined;
      if (clash) errors.push(wrongCell(column.field, clash));
      else if ("wrong" in read) errors.push(wrongCell(column.field, read));
      else put(values, column.field, read.value);
    }
  }
  const joined = joinedName(name);
  if (joined !== "") values.name = joined;
  const told = given.addresses.told();
  if (told.length > 0) values.addresses = withAddresses([], told);
  return given;
}

/** An amount that names its currency names that of the row, which has none or the same. */
function clashing({ of, run }: Reading, values: Values, currency: string | undefined): { wrong: string } | undefined {
  if (currency === undefined) return undefined;
  const held = values.currency ?? ("currency" in of.input.shape ? undefined : run.call.tenant.currency);
  if (held === undefined) values.currency = currency;
  return held === undefined || held === currency
    ? undefined
    : { wrong: `the amount is in ${currency} and the row in ${held}` };
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
  throw refused([{ path, code: "ambiguous", message }]);
}

/** The record that a row is about, by the key that records are matched with. */
async function targetOf(reading: Reading, { values, key }: Given, made?: string): Promise<AnyRow | undefined> {
  const { of, run, upsertBy } = reading;
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
  if (made !== undefined) return (await table.find(entity, made)) as AnyRow | undefined;
  const matched = of.matched?.[upsertBy];
  if (matched) return onlyOne(entity, upsertBy, (await matched(run.call, values)) as AnyRow[]);
  const value = entity.unique[upsertBy]?.(values as AnyRow);
  const id = value === undefined ? undefined : await table.idOfUnique(entity, upsertBy, value);
  const row = id ? ((await table.find(entity, id)) as AnyRow | undefined) : undefined;
  // That the value is taken is all that is told of a record out of sight: not even its id.
  if (row && !access.sees(entity, row)) throw refused([taken(entity, upsertBy)]);
  return row;
}

/** A key as it is compared within a file. */
export const matchKey = (value: unknown): string => unspaced(String(value ?? ""));

const taken = ({ noun }: Entity, path: string): InputError => ({
  path,
  code: "duplicate",
  message: `Another ${noun} already has this ${path}.`,
});

/**
 * In a trial nothing is written that would meet another's unique value, so it is asked for; what an earlier row of the
 * file would take counts as well.
 */
async function takenValues({ of, run, met }: Reading, number: number, row: AnyRow): Promise<string[]> {
  const entity = tenantEntity(of.entity, run.call.tenant);
  const values = Object.entries(entity.unique).flatMap(([path, normalised]) => {
    const value = normalised(row);
    return value === undefined ? [] : [{ path, value, key: `${path}\n${value}` }];
  });
  const owners = await Promise.all(values.map(({ path, value }) => run.call.table.idOfUnique(entity, path, value)));
  refuse(
    values.flatMap(({ path, key }, n) => {
      const earlier = met.taken.get(key);
      if (earlier !== undefined && earlier !== number) {
        return wrongCell(path, { wrong: `row ${earlier} has the same value`, code: "duplicate" });
      }
      return owners[n] !== undefined && owners[n] !== row.id ? taken(entity, path) : [];
    }),
  );
  for (const { key } of values) met.taken.set(key, number);
  return values.map(({ key }) => key);
}

/** Makes the record of a row, once: its id follows from job and row, so a row that is worked on again finds it. */
async function create(reading: Reading, number: number, values: Values, call: Caller, id: string): Promise<ItemResult> {
  const { of, dryRun } = reading;
  const change = await creation(call, of, values, id);
  const same = await of.again?.(call, change.after, values);
  if (same !== undefined && same !== id) return { number, id: same, outcome: "unchanged" };
  const takes = dryRun ? await takenValues(reading, number, change.after) : undefined;
  try {
    await commit(call, change);
  } catch (error) {
    const isDuplicate = error instanceof Fault && error.code === "duplicate";
    if (!isDuplicate || !(await call.table.find(of.entity, id))) throw error;
  }
  if (!dryRun) return { number, id, outcome: "created" };
  return { number, outcome: "created", ...(takes?.length && { takes }) };
}

/** The key by which a row means a record, and the earlier row that means the same: the later changes what that has made. */
function meant({ upsertBy, met }: Reading, number: number, { values }: Given) {
  const key = upsertBy === undefined || upsertBy === "id" ? "" : matchKey(valueAt(values, upsertBy));
  const earlier = key === "" ? undefined : met.keys.get(key);
  return { key, earlier: earlier?.number === number ? undefined : earlier };
}

/** What a row of a file comes to. Throws with everything that is wrong with it. */
export async function importRow(reading: Reading, row: SourceRow): Promise<ItemResult> {
  const { number, cells } = row;
  const { places, met } = reading;
  if (isRagged(cells, places.length)) {
    const message = `The row has ${cells.length} cells and the header ${places.length}; quote texts that have separators in them.`;
    refuse([{ path: "", code: "ragged", message }]);
  }
  const given = await readRow(reading, row);
  const { key, earlier } = meant(reading, number, given);
  const result = await writeRow(reading, number, given, earlier);
  if (key === "") return result;
  met.keys.set(key, { number, id: result.id });
  return { ...result, key };
}

const addressesOf = (row: AnyRow): (typeof Address._output)[] =>
  ((row as Values).addresses ?? []) as (typeof Address._output)[];

type Earlier = { number: number; id?: string };

async function writeRow(reading: Reading, number: number, given: Given, earlier?: Earlier): Promise<ItemResult> {
  const { of, run, dryRun } = reading;
  const isChange = dryRun && earlier !== undefined;
  const target = isChange ? undefined : await targetOf(reading, given, earlier?.id);
  const told = given.addresses.told();
  if (target && told.length > 0) given.values.addresses = withAddresses(addressesOf(target), told);
  refuse([...given.errors, ...wrongValues(reading, given, target)]);
  // An earlier row of this trial would have made the record that this one changes.
  if (isChange) return { number, outcome: "updated" };
  const key = `row ${number}`;
  const call = callerFor(run, key);
  const id = call.newId(of.entity.prefix);
  if (!target) return create(reading, number, given.values, call, id);
  // This very row has made it before the run broke off.
  if (target.id === id) return { number, id, outcome: "created" };
  const outcome = await changeOnce(run, of, { key, id: target.id }, async (caller, before) => {
    const values = { ...given.values, ...(before.archived === true && { archived: null }) };
    const change = await revision(caller, of, before, values);
    if (dryRun) await takenValues(reading, number, change.after);
    return change;
  });
  return { number, id: target.id, outcome };
}
