import type { Caller } from "../../shared/http/route.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { STAGE, standardPipeline } from "../opportunities/rules.ts";
import { pipeline } from "../opportunities/table.ts";
import { entities } from "../streams/entities.ts";
import type { Split } from "./asked.ts";
import type { Value } from "./duck.ts";

/** What a record is called, by the first of these that it has. */
const NAMES = ["name", "contractNo", "reference", "number", "subject"] as const;

/** What stages are called in the pipelines of the tenant; one key may stand in several. */
async function stages({ access, table, tenant, now }: Caller, keys: ReadonlySet<string>): Promise<[string, string][]> {
  if (!access.can("opportunities.read")) return [];
  const own = await Array.fromAsync(table.each(pipeline, { sources: [sourceOf(pipeline, "all")] }));
  const called = new Map<string, string>();
  for (const of of [...own, standardPipeline(tenant.locale, now)]) {
    for (const { key, name } of of.stages) if (keys.has(key) && !called.has(key)) called.set(key, name);
  }
  return [...called];
}

/** What the records of one noun are called, as far as somebody may see them. */
async function named({ access, table }: Caller, noun: string, ids: ReadonlySet<string>): Promise<[string, string][]> {
  const card = entities.find((one) => one.noun === noun);
  if (!card || !access.can(`${card.module}.read`)) return [];
  const entity = await card.load();
  const rows = await table.getMany(entity, ids);
  return [...rows.values()].flatMap((row): [string, string][] => {
    const field = NAMES.find((name) => typeof (row as AnyRow)[name] === "string");
    if (!field || access.isClosed(noun, field) || !access.sees(entity, row)) return [];
    return [[row.id, String((row as AnyRow)[field])]];
  });
}

/** What the ids in some rows are called, by id. */
export async function namesOf(
  call: Caller,
  splits: readonly Pick<Split, "key" | "of">[],
  rows: readonly Record<string, Value>[],
): Promise<Record<string, string>> {
  const byNoun = new Map<string, Set<string>>();
  for (const { key, of } of splits) {
    if (!of) continue;
    const ids = byNoun.get(of) ?? new Set();
    for (const row of rows) if (typeof row[key] === "string") ids.add(row[key]);
    byNoun.set(of, ids);
  }
  const all = await Promise.all(
    [...byNoun].map(([noun, ids]) => (noun === STAGE ? stages(call, ids) : named(call, noun, ids))),
  );
  return Object.fromEntries(all.flat());
}
