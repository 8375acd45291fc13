/**
 * A telephone number is kept in one form (`shared/records/phones.ts`): E.164, an extension behind it as RFC 3966 has
 * it, beside it how people write it where the tenant is. It is read wherever a record is written, by libphonenumber-js
 * with all plans (`max`, 157 KB: with less, a local number without its area code passes for a whole one), loaded by
 * the first number and not with a handler. What can be no number stays as typed, and `unclear` names it. What is asked
 * for needs no library: a kept number tells its country, so that a typed one is compared by country code and trunk
 * prefix, and rows of an earlier time are found as well.
 */
import * as z from "zod";
import { invalidField } from "../fault.ts";
import type { Caller } from "../http/route.ts";
import { e164, email, phone } from "../schema.ts";
import type { Entity } from "../table/entity.ts";
import { fieldsOf } from "./custom.ts";
import type { Noun } from "./noun.ts";
import { customName, valueAt, withValueAt } from "./values.ts";

type Fields = Record<string, unknown>;

/** The fields of a schema that have one shape, known by the shape itself. */
function shaped(shape: z.ZodType): (schema: z.ZodObject) => ReadonlySet<string> {
  const known = new WeakMap<z.ZodObject, ReadonlySet<string>>();
  const isOf = (field: unknown): boolean => (field instanceof z.ZodOptional ? field.unwrap() : field) === shape;
  return (schema) => {
    const found = known.get(schema);
    if (found) return found;
    const names = new Set(Object.entries(schema.shape).flatMap(([name, one]) => (isOf(one) ? [name] : [])));
    known.set(schema, names);
    return names;
  };
}

const phonesIn = shaped(phone);
const emailsIn = shaped(email);

/** True for a field that holds an address of mail. */
export const isEmailField = ({ schema }: Pick<Entity, "schema">, field: string): boolean => emailsIn(schema).has(field);

/** The fields of a noun's records that hold a telephone number, the tenant's own among them. */
export function phoneFieldsOf({ schema, noun }: Entity, tenant: Parameters<typeof fieldsOf>[0]): string[] {
  const own = fieldsOf(tenant, noun).flatMap(({ key, type }) => (type === "phone" ? [customName(key)] : []));
  return [...phonesIn(schema), ...own];
}

type Read = { fields: Fields; shown: Map<string, string>; unclear: string[] };

/** Reads some numbers of a record; the plans of all countries are loaded where there is one. */
async function read(call: Caller, fields: Fields, names: readonly string[]): Promise<Read> {
  const found: Read = { fields, shown: new Map(), unclear: [] };
  const given = names.flatMap((name) => {
    const value = valueAt(fields, name);
    return typeof value === "string" ? [{ name, value }] : [];
  });
  if (given.length === 0) return found;
  const { readPhone } = await import("../phones.ts");
  for (const { name, value } of given) {
    const number = readPhone(value, call.tenant);
    if (!number) found.unclear.push(name);
    else {
      found.fields = withValueAt(found.fields, name, number.kept);
      if (number.shown !== number.kept) found.shown.set(name, number.shown);
    }
  }
  return found;
}

/** What a caller gives of a record, its numbers in the one form that they are kept in. */
export async function withPhones(call: Caller, of: Noun, given: Fields): Promise<Fields> {
  const { fields } = await read(call, given, phoneFieldsOf(of.entity, call.tenant));
  for (const name of of.calls ? phonesIn(of.entity.schema) : []) {
    const value = fields[name];
    if (typeof value !== "string" || e164(value) !== undefined) continue;
    throw invalidField(name, `${name} must be a telephone number that can be called, such as +8613800000000.`);
  }
  return fields;
}

/**
 * A record with what follows from its numbers: how its own is written where the tenant is, and which can be no number.
 * Those that stand as they stood `before` are not read again.
 */
export async function phonesTold<R extends Fields>(call: Caller, of: Noun, row: R, before: Fields = {}): Promise<R> {
  const names = phoneFieldsOf(of.entity, call.tenant);
  const changed = names.filter((name) => valueAt(row, name) !== valueAt(before, name));
  if (changed.length === 0) return row;
  const { fields, shown, unclear } = await read(call, row, changed);
  const {
    phoneShown: was,
    unclear: wasUnclear = [],
    ...rest
  } = fields as R & { phoneShown?: string; unclear?: string[] };
  const phoneShown = changed.includes("phone") ? shown.get("phone") : was;
  const stay = wasUnclear.filter((name) => names.includes(name) && !changed.includes(name));
  const all = [...stay, ...unclear];
  return { ...rest, ...(phoneShown && { phoneShown }), ...(all.length > 0 && { unclear: all }) } as unknown as R;
}

/** What a list is asked for, telephone numbers in the form that records keep them in. */
export async function phonesAsked(call: Pick<Caller, "tenant"> & { query: unknown }, entity: Entity) {
  const query = call.query as Record<string, string>;
  const named = phoneFieldsOf(entity, call.tenant).filter((field) => query[field] !== undefined);
  if (named.length === 0) return query;
  const { readPhone } = await import("../phones.ts");
  const read = named.map((field) => [field, readPhone(query[field] as string, call.tenant)?.kept ?? query[field]]);
  return { ...query, ...(Object.fromEntries(read) as Record<string, string>) };
}
