/**
 * What was made below a record since a merge of accounts follows that record back: the receivables of an order that was
 * signed meanwhile, the invoice of a receivable that was issued meanwhile. They say of one account what the record above
 * them says. What was made for the account that stays, and lies below nothing that goes back, stays with it.
 */
import type { Caller } from "../../shared/http/route.ts";
import { type AnyRow, partitionOf, type RowOf } from "../../shared/table/entity.ts";
import { account } from "../accounts/table.ts";
import { type Kind, kinds } from "./children.ts";
import type { MergeRow } from "./forward.ts";
import { mergeStep } from "./table.ts";

type Above = { noun: string; id: string };
export type Follower = { row: AnyRow; kind: Kind };

/** The records that say by the field of its name that they lie below another. */
async function below(call: Caller, all: readonly Kind[], { noun, id }: Above): Promise<Follower[]> {
  const own = all.filter(({ entity: { indexes } }) => {
    const { by = [], shards } = indexes.parent ?? {};
    return by.length === 1 && by[0] === `${noun}Id` && !shards;
  });
  const found = own.map(async (kind) => {
    const index = kind.entity.indexes.parent;
    const partition = index && partitionOf(kind.entity, index, { [`${noun}Id`]: id });
    if (!partition) return [];
    const source = { index: "parent" as const, partitions: [partition] };
    const rows = await Array.fromAsync(call.table.each(kind.entity, { sources: [source] }));
    return rows.map((row) => ({ kind, row: { ...kind.entity.omits, ...row } as AnyRow }));
  });
  return (await Promise.all(found)).flat();
}

/** The next records that follow those of a step back, up to `max`. What the merge itself has moved goes back by itself. */
export async function followersOf(
  call: Caller,
  of: MergeRow,
  { moved }: Pick<RowOf<typeof mergeStep>, "moved">,
  max: number,
): Promise<Follower[]> {
  if (of.noun !== account.noun) return [];
  const all = await kinds();
  const open: Above[] = [...moved];
  const known = new Set(open.map(({ id }) => id));
  const found: Follower[] = [];
  for (let above = open.shift(); above; above = open.shift()) {
    for (const one of await below(call, all, above)) {
      if (known.has(one.row.id) || one.row.accountId !== of.targetId) continue;
      known.add(one.row.id);
      open.push({ noun: one.kind.entity.noun, id: one.row.id });
      found.push(one);
    }
  }
  if (found.length === 0) return [];
  const steps = await call.table.collect(mergeStep, { id: "", mergeId: of.id }, "step#");
  const byMerge = new Set(steps.flatMap((step) => step.moved.map(({ id }) => id)));
  return found.filter(({ row }) => !byMerge.has(row.id)).slice(0, max);
}
