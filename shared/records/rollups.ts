/**
 * A roll-up adds up rows, not events. Each pair of records has a contribution row, written beside a check of the
 * child's version; the parent is read before its contributions, so whoever saw less cannot write. Nothing depends on
 * the order of events. A change costs a read of all that one parent has: about 100 bytes a child.
 *
 * A roll-up of amounts is told in one currency, which its definition keeps. Amounts of others are left to fields of
 * their own, or converted by the definition's dated rates on each record's day; where a rate is missing there is no
 * sum rather than a wrong one. A record's part stands under the currency, so that no two currencies are ever added.
 */
import * as z from "zod";
import type { TenantContext } from "../auth/access.ts";
import { comparables } from "../filter/match.ts";
import type { Caller } from "../http/route.ts";
import { converted, rateOn } from "../rates.ts";
import { anew } from "../table/anew.ts";
import { type AnyRow, entity, recordFields } from "../table/entity.ts";
import type { SpanRow } from "../table/span.ts";
import { type Table, write } from "../table/table.ts";
import type { Card } from "./card.ts";
import { fieldsOf } from "./custom.ts";
import type { CustomField, Rollup } from "./fields.ts";
import { filterFields } from "./filtering.ts";
import type { Noun } from "./noun.ts";
import { CUSTOM, customName, valueAt } from "./values.ts";
import { commit, replacement } from "./write.ts";

type Fields = Pick<TenantContext, "customFields">;

/** How the records of one noun name those of another: `opportunity.accountId` → `account`. Roll-ups share it. */
export type Relation = { child: Noun; by: string; parent: Noun; fields: CustomField[] };

/** Rows that one request of a partition asks for. */
const SPAN_ROWS_MAX = 1_000;
/** Tries at changing rows that others may be changing at the same time. */
const TRIES_MAX = 10;

/**
 * What one record adds to the roll-ups of another that it names: one small row for each such pair, in a partition of the
 * relation and the named record. It is written in one transaction with a check of the record's version, so that it says
 * what the record says, in whatever order and however often changes are told.
 */
export const contribution = entity({
  noun: "contribution",
  plural: "contributions",
  prefix: "ctb",
  audited: false,
  scoped: false,
  schema: z.object({ ...recordFields, relation: z.string(), parentId: z.string() }),
  key: (row) => ({ pk: partitionOf(String(row.relation), String(row.parentId)), sk: row.id }),
});

const partitionOf = (relation: string, parentId: string): string => `roll#${relation}#${parentId}`;

const nameOf = ({ child, by, parent }: Relation): string => `${child.entity.prefix}.${by}#${parent.entity.prefix}`;

/** The relations that roll-ups of this tenant run over, with their fields; of one noun's records, or of all. */
export async function relationsOf(
  tenant: Fields,
  nouns: readonly Card[],
  ends: { child?: string; parent?: string },
): Promise<Relation[]> {
  const found = new Map<string, Relation>();
  for (const parent of nouns) {
    if (!parent.custom || (ends.parent && ends.parent !== parent.noun)) continue;
    for (const field of fieldsOf(tenant, parent.noun)) {
      const { rollup } = field;
      const child = rollup && nouns.find(({ noun }) => noun === rollup.noun);
      if (!child || (ends.child && ends.child !== child.noun)) continue;
      const relation = { child: await child.load(), by: rollup.by, parent: await parent.load(), fields: [field] };
      const known = found.get(nameOf(relation));
      if (known) known.fields.push(field);
      else found.set(nameOf(relation), relation);
    }
  }
  return [...found.values()];
}

const isLive = (row: AnyRow | undefined): row is AnyRow =>
  row !== undefined && row.archived !== true && row.mergedInto === undefined;

/** The records that a record names by a relation; none where it is not there any more. */
export function parentsOf({ by, parent }: Relation, row: AnyRow | undefined): string[] {
  if (!isLive(row)) return [];
  const named = [valueAt(row, by)].flat().flatMap((value) => {
    if (typeof value === "string") return [value];
    const { noun, id } = (value ?? {}) as { noun?: unknown; id?: unknown };
    return noun === parent.entity.noun && typeof id === "string" ? [id] : [];
  });
  return [...new Set(named.filter((id) => id.startsWith(`${parent.entity.prefix}_`)))];
}

type Rolled = Pick<CustomField, "key" | "rollup">;

/** Under which name a record's value stands among what it adds: amounts by their currency, and by the field that has rates. */
const cellOf = ({ key, rollup }: Rolled): string => {
  const { of = "", currency, rates } = rollup ?? {};
  return [of, ...(currency ? [currency] : []), ...(rates ? [key] : [])].join("~");
};

/** What stands for an amount that no rate converts: then nobody can say what the whole comes to. */
const UNKNOWN = "?";

/** An amount in the currency of the roll-up; none of another currency, unless rates convert it on the record's day. */
function moneyCell(field: Rolled, row: AnyRow, minor: number, known?: string): [string, number | string][] {
  const { of = "", currency: to, rates, on } = field.rollup as Rollup;
  const held = valueAt(row, of);
  const said = (typeof held === "object" && held !== null ? held : row) as { currency?: unknown };
  const from = known ?? (typeof said.currency === "string" ? said.currency : to);
  if (!to || !from || from === to) return [[cellOf(field), minor]];
  if (!rates) return [];
  const day = String(valueAt(row, on ?? "createdAt") ?? row.createdAt).slice(0, "2026-11-24".length);
  const rate = rateOn(rates, from, day);
  return [[cellOf(field), rate === undefined ? UNKNOWN : converted(minor, from, to, rate)]];
}

/** A record's values as roll-ups take them: numbers, minor units, dates; instants as they are written. */
function valuesOf({ child, fields }: Relation, tenant: Fields, row: AnyRow): Record<string, unknown> {
  const kinds = filterFields(child, tenant);
  const own = fieldsOf(tenant, child.entity.noun);
  const values = fields.flatMap((field): [string, unknown][] => {
    const { rollup } = field;
    const kind = rollup?.of && kinds.get(rollup.of)?.kind;
    if (!kind || !rollup.of) return [];
    const [value] = comparables(kind, valueAt(row, rollup.of));
    if (value === undefined) return [];
    // A roll-up over roll-ups: those say in their definition what they are told in.
    const known = own.find(({ key }) => customName(key) === rollup.of)?.rollup?.currency;
    if (kind === "money") return moneyCell(field, row, Number(value), known);
    const shown = kind === "instant" && typeof value === "number" ? new Date(value).toISOString() : value;
    return [[cellOf(field), shown]];
  });
  return Object.fromEntries(values);
}

/** True where a change of a record leaves all that it adds as it was. */
export function addsTheSame(relation: Relation, tenant: Fields, before?: AnyRow, after?: AnyRow): boolean {
  const told = (row?: AnyRow) =>
    JSON.stringify([parentsOf(relation, row), isLive(row) && valuesOf(relation, tenant, row)]);
  return told(before) === told(after);
}

/**
 * Brings what a record adds up to what it now says: to those it names, and away from `others` that it may have named.
 * Gives everybody who may be concerned.
 */
export async function contribute(
  table: Table,
  tenant: Fields,
  relation: Relation,
  id: string,
  others: readonly string[],
): Promise<string[]> {
  const { child } = relation;
  return anew(TRIES_MAX, async () => {
    const row = (await table.find(child.entity, id)) as AnyRow | undefined;
    const named = parentsOf(relation, row);
    const gone = [...new Set(others)].filter((parentId) => !named.includes(parentId));
    const of = (parentId: string) => ({ id, relation: nameOf(relation), parentId });
    const actions = [
      ...named.map((parentId) =>
        write.put(contribution, of(parentId), { n: valuesOf(relation, tenant, row as AnyRow) }),
      ),
      ...gone.map((parentId) => write.remove(contribution, of(parentId))),
    ];
    if (actions.length > 0) await table.commit([...(row ? [write.check(child.entity, row)] : []), ...actions]);
    return [...named, ...gone];
  });
}

/** What comes of all that is added to one record, for every roll-up of a relation. */
async function aggregates(table: Table, relation: Relation, parentId: string): Promise<Record<string, unknown>> {
  const added: SpanRow[] = [];
  let after: string | undefined;
  do {
    const ask = { prefix: "", after, limit: SPAN_ROWS_MAX, consistent: true };
    const page = await table.span(partitionOf(nameOf(relation), parentId), ask);
    added.push(...page.rows);
    after = page.next;
  } while (after !== undefined);
  return Object.fromEntries(relation.fields.map((field) => [field.key, aggregate(field, added)]));
}

/** `null` where nothing has a value: there is no least of nothing. */
export function aggregate(field: Rolled, added: readonly Record<string, unknown>[]): unknown {
  const { rollup } = field;
  if (rollup?.op === "count") return added.length;
  const cell = cellOf(field);
  const values = added.flatMap(({ n }) => (n as Record<string, string | number> | undefined)?.[cell] ?? []);
  if (rollup?.rates && values.includes(UNKNOWN)) return null;
  if (rollup?.op === "sum") return values.reduce((sum: number, value) => sum + Number(value), 0);
  if (values.length === 0) return null;
  return values.reduce((best, value) => ((rollup?.op === "min" ? value < best : value > best) ? value : best));
}

/**
 * Computes the roll-ups of one record anew and writes them, if they have changed. The record is read before what is added
 * to it: whoever reads less than another has also read an older version, and cannot write.
 */
export async function rollUp(call: Caller, relation: Relation, parentId: string): Promise<void> {
  const { parent } = relation;
  await anew(TRIES_MAX, async () => {
    const row = (await call.table.find(parent.entity, parentId)) as AnyRow | undefined;
    if (!row) return;
    const values = await aggregates(call.table, relation, parentId);
    const custom = { ...(row[CUSTOM] as Record<string, unknown> | undefined), ...values };
    for (const [key, value] of Object.entries(custom)) if (value === null) delete custom[key];
    const isSame = Object.entries(values).every(
      ([key, value]) => valueAt(row, customName(key)) === (value ?? undefined),
    );
    if (isSame) return;
    const fields = { [CUSTOM]: Object.keys(custom).length > 0 ? custom : null };
    await commit(call, await replacement(call, parent, row, fields));
  });
}
