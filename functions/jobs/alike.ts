import type { Caller } from "../../shared/http/route.ts";
import { duplicateKeysOf } from "../../shared/search/duplicates.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { comparableOf, isTold } from "../duplicates.ts";
import type { Planned } from "./named.ts";

/** A sign that more of the chosen records have than this identifies nobody. */
const BEARERS_MAX = 30;

/** A chosen record with the strong signs by which others are the same as it. Without any it was not to be found. */
export type Compared = Planned & { createdAt?: string; keys?: string[]; isFirst?: boolean };

/** The signs of a record that count for its starter: what a role hides is no reason to merge. */
export function comparedOf(call: Caller, row: AnyRow, number: number): Compared {
  const of = row.archived ? undefined : comparableOf(row);
  const keys = of ? duplicateKeysOf(of.compared(row)) : [];
  const told = keys.filter(({ kind, strong }) => of && strong && isTold(call, of.entity.noun, kind));
  const item = {
    number,
    id: row.id,
    createdAt: row.createdAt,
    keys: told.map(({ kind, value }) => `${kind} ${value}`),
  };
  return row.status === "converted" ? { ...item, isFirst: true } : item;
}

const isBefore = (a: Compared, b: Compared): boolean => {
  if (a.isFirst !== b.isFirst) return a.isFirst === true;
  return `${a.createdAt} ${a.id}` < `${b.createdAt} ${b.id}`;
};

/** Who is the same as whom, through however many others: each record leads to one of its group. */
function joined(items: readonly Compared[]): (item: Compared) => Compared {
  const leadsTo = new Map<Compared, Compared>();
  const end = (item: Compared): Compared => {
    let at = item;
    for (let next = leadsTo.get(at); next; next = leadsTo.get(at)) at = next;
    if (at !== item) leadsTo.set(item, at);
    return at;
  };
  const signs = items.flatMap((item) => (item.keys ?? []).map((key) => ({ key, item })));
  for (const bearers of Map.groupBy(signs, ({ key }) => key).values()) {
    if (bearers.length > BEARERS_MAX) continue;
    for (const { item } of bearers) {
      const [a, b] = [end(bearers[0]?.item as Compared), end(item)];
      if (a === b) continue;
      if (isBefore(a, b)) leadsTo.set(b, a);
      else leadsTo.set(a, b);
    }
  }
  return end;
}

/**
 * What each chosen record is merged into: the oldest of those that are the same, where there is such. A lead that has
 * become a customer cannot be taken in, so it stays before older ones. The same choice gives the same plan.
 */
export function targetsOf(items: readonly Compared[]): ReadonlyMap<string, string> {
  const end = joined(items);
  return new Map(items.flatMap((item) => (end(item) === item ? [] : [[item.id, end(item).id] as const])));
}
