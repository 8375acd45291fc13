import { projected } from "../../shared/auth/access.ts";
import type { Call } from "../../shared/http/route.ts";
import { type Noun, titleOf } from "../../shared/records/noun.ts";
import { valueAt, withValueAt } from "../../shared/records/values.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import type { Merging } from "./begin.ts";

/** Records that hang on those to be taken in which a preview counts; beyond them it says that there are more. */
const COUNTED_MAX = 200;

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

/** What each of the records has in each field, and what the one that stays will have; fields that nobody has are left out. */
async function comparedFields(call: Call<unknown, unknown>, of: Noun, rows: readonly AnyRow[], merged: AnyRow) {
  const { choosable } = await import("./choice.ts");
  const { noun } = of.entity;
  const seen = rows.map((row) => projected(call.access, noun, row));
  const result = projected(call.access, noun, merged);
  return [...choosable(of, call.tenant)].flatMap((field) => {
    const values = Object.fromEntries(seen.map((row) => [row.id, valueAt(row, field) ?? null]));
    if (!Object.values(values).some(isGiven)) return [];
    const isFixed = call.access.fixedFields(noun, withValueAt({}, field, true)).length > 0;
    return [{ field, values, result: valueAt(result, field) ?? null, choosable: !isFixed }];
  });
}

/** How many records of each noun would be moved. */
async function movedBy(call: Call<unknown, unknown>, of: Noun, rows: readonly AnyRow[], targetId: string) {
  const { childrenOf } = await import("./children.ts");
  const counts = new Map<string, number>();
  let left = COUNTED_MAX;
  for (const row of rows) {
    const children = await childrenOf(call, of, row, targetId, left + 1);
    for (const { kind } of children.slice(0, left)) {
      counts.set(kind.entity.noun, (counts.get(kind.entity.noun) ?? 0) + 1);
    }
    if (children.length > left) return { moves: counts, more: true };
    left -= children.length;
  }
  return { moves: counts, more: false };
}

/** Tells what a merge would do, by the checks and the rules of the merge itself, and writes nothing. */
export async function preview(call: Call<unknown, unknown>, of: Noun, merging: Omit<Merging, "id" | "rules">) {
  const { checked } = await import("./begin.ts");
  const { target, rows, merged } = await checked(call, of, merging);
  const all = [target, ...rows];
  const { moves, more } = await movedBy(call, of, rows, target.id);
  return {
    targetId: target.id,
    version: target.version,
    records: all.map((row) => ({
      id: row.id,
      title: titleOf(of, projected(call.access, of.entity.noun, row)),
      createdAt: row.createdAt,
    })),
    fields: await comparedFields(call, of, all, merged),
    moves: [...moves].map(([noun, count]) => ({ noun, count })),
    more,
  };
}
