/**
 * What people do with what a mode has brought. A mode that is given up takes away nothing that somebody works with: a
 * role that people have, a field that has values or by which something goes, a pipeline in which opportunities stand.
 */
import type { Caller } from "../../shared/http/route.ts";
import type { AnyRow, Entity, RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { customField } from "../fields/table.ts";
import { opportunity, pipeline } from "../opportunities/table.ts";
import { entityOf } from "../related.ts";
import { keyOf } from "../users/roles.ts";
import { role, user } from "../users/table.ts";
import { COLLECTIONS } from "./calls.ts";

/** Records of one noun that are looked at for values; where there are more, a field of it counts as used. */
const LOOKED_AT_MAX = 2_000;

type Using = (call: Caller, row: AnyRow) => Promise<string | undefined>;

const archived = (row: AnyRow): boolean => row.archived === true;

async function holders({ table }: Caller, row: AnyRow): Promise<string | undefined> {
  const { name } = row as RowOf<typeof role>;
  const key = keyOf({ ...row, name });
  for await (const one of table.each(user, { sources: [sourceOf(user, "all")] })) {
    if (!one.archived && one.roles.includes(key)) return "People have this role.";
  }
  return undefined;
}

async function sales({ table }: Caller, row: AnyRow): Promise<string | undefined> {
  const stages = (row.stages as { key: string }[]).map(({ key }) => key);
  const sources = stages.map((stage) => sourceOf(opportunity, "parent", { pipelineId: row.id, stage }));
  const { rows } = await table.list(opportunity, { sources, limit: 1 });
  return rows.length > 0 ? "Opportunities stand in it." : undefined;
}

/** The keys of the custom fields that records of a noun have values in; nothing where there are too many to be looked at. */
async function filledOf({ table }: Caller, noun: string): Promise<ReadonlySet<string> | undefined> {
  const of = await entityOf(noun);
  const keys = new Set<string>();
  let seen = 0;
  if (!of) return keys;
  for await (const row of table.each(of, { sources: [sourceOf(of, "all")] })) {
    if (++seen > LOOKED_AT_MAX) return undefined;
    for (const [key, value] of Object.entries(row.custom ?? {})) if (value !== undefined) keys.add(key);
  }
  return keys;
}

/** The names of what goes by a field: views, rules, value models, and formulas of other fields. */
async function goingBy(call: Caller, field: AnyRow, collections: readonly Entity[]): Promise<string | undefined> {
  const named = new RegExp(`\\bcustom\\.${field.key}\\b`);
  for (const of of collections) {
    for await (const row of call.table.each(of, { sources: [sourceOf(of, "all")] })) {
      const isAnother = row.id !== field.id && !archived(row as AnyRow);
      if (isAnother && named.test(JSON.stringify(row))) return `${row.name ?? row.label} goes by it.`;
    }
  }
  return undefined;
}

/** Says of what a mode has brought who works with it; nothing where nobody does. What is read for one part serves all. */
export function usesIn(call: Caller): (of: Entity, row: AnyRow) => Promise<string | undefined> {
  const filled = new Map<string, ReturnType<typeof filledOf>>();
  const fieldUse: Using = async (_call, row) => {
    const noun = String(row.noun);
    const known = filled.get(noun) ?? filledOf(call, noun);
    filled.set(noun, known);
    const keys = await known;
    if (!keys) return `There are more than ${LOOKED_AT_MAX} records, which may have values in it.`;
    if (keys.has(String(row.key))) return "Records have values in it.";
    const collections = await Promise.all(Object.values(COLLECTIONS).map(async (load) => (await load()).entity));
    return goingBy(call, row, collections);
  };
  const uses: Readonly<Record<string, Using>> = {
    [pipeline.noun]: sales,
    [role.noun]: holders,
    [customField.noun]: fieldUse,
  };
  return async (of, row) => uses[of.noun]?.(call, row);
}
