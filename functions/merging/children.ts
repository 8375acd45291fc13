/**
 * Two accounts that become one are one customer, so all that they owe and hold becomes the one's. An invoice goes with its
 * receivable, and says of buyer, lines and amounts what it said: whom it names on paper is its own, and whoever wants the
 * other title voids it and issues the next. Undone, the merge gives back what it moved and what was made below that since.
 */
import { Fault } from "../../shared/fault.ts";
import { issuesOf } from "../../shared/http/issues.ts";
import { changed } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import { loaded } from "../../shared/records/card.ts";
import { fieldsOf, valuePartition } from "../../shared/records/custom.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { replacement } from "../../shared/records/write.ts";
import type { Action } from "../../shared/table/action.ts";
import { type AnyRow, type Entity, partitionOf } from "../../shared/table/entity.ts";
import { type ListSource, sourceOf } from "../../shared/table/list.ts";
import { damageOf } from "../../shared/table/readable.ts";
import { write } from "../../shared/table/table.ts";
import { bankConnection } from "../bank/table.ts";
import { campaignMember } from "../campaigns/table.ts";
import { anyRecord } from "../duplicates.ts";
import { file } from "../files/table.ts";
import { nouns } from "../nouns.ts";
import { coupon } from "../prices/table.ts";
import { deduction, prepayment, remittanceAdvice } from "../reconciliation/table.ts";
import { moved } from "./rules.ts";
import type { FieldChange } from "./schema.ts";

/** What hangs on a record without being declared as a noun of the list. */
const FURTHER: readonly Entity[] = [prepayment, deduction, remittanceAdvice, bankConnection, file, campaignMember];

export type Kind = { entity: Entity; of?: Noun };

export const kinds = async (): Promise<Kind[]> => [
  ...(await loaded(nouns)).map((of) => ({ entity: of.entity, of })),
  ...FURTHER.map((entity) => ({ entity })),
  // Who has had how many of them is counted, so they are moved as what they are.
  { entity: coupon, of: (await import("../prices/coupon-noun.ts")).couponNoun },
];

export const kindOfNoun = async (noun: string): Promise<Kind | undefined> =>
  (await kinds()).find(({ entity }) => entity.noun === noun);

/** A record that names another, and what of it changes when that one becomes a third. */
export type Child = { row: AnyRow; kind: Kind; changes: FieldChange[] };

/** The accounts in whose partitions the children of a record lie. */
function accountsOf({ id, accountId, employments = [] }: AnyRow, of: Noun): string[] {
  if (of.entity.noun === "account") return [id];
  const others = (employments as { accountId: string }[]).map((place) => place.accountId);
  return [...new Set([accountId, ...others])].filter((account) => typeof account === "string") as string[];
}

/**
 * Where the records lie that may name a record: what hangs on its account, what has it as its parent, and what names it
 * in a filterable field of the tenant's own.
 */
function partitionsOf(
  call: Caller,
  all: readonly Kind[],
  of: Noun,
  row: AnyRow,
): { index: "account" | "parent"; partition: string }[] {
  const accounts = accountsOf(row, of).map((id) => ({ index: "account" as const, partition: `a#${id}` }));
  const below = all.flatMap(({ entity }) => {
    const index = entity.indexes.parent;
    const [by, ...others] = index?.by ?? [];
    const partition =
      index && by && others.length === 0 && !index.shards && partitionOf(entity, index, { [by]: row.id });
    return partition ? [partition] : [];
  });
  const custom = nouns.flatMap((card) =>
    fieldsOf(call.tenant, card.noun)
      .filter((field) => field.filterable && field.references === of.entity.noun)
      .map(({ key }) => valuePartition(card, key, row.id)),
  );
  return [...accounts, ...[...below, ...custom].map((partition) => ({ index: "parent" as const, partition }))];
}

/** The sources of all that may name a record. A bank connection names accounts inside; there are few of them. */
function* sourcesOf(
  call: Caller,
  all: readonly Kind[],
  of: Noun,
  row: AnyRow,
): Generator<{ entity: Entity; source: ListSource }> {
  for (const { index, partition } of partitionsOf(call, all, of, row)) {
    yield { entity: anyRecord, source: { index, partitions: [partition], entries: true } };
  }
  if (of.entity.noun === "account") yield { entity: bankConnection, source: sourceOf(bankConnection, "all") };
}

/** The next records that name `from`, up to `max`. The two themselves are no children of each other. */
export async function childrenOf(call: Caller, of: Noun, from: AnyRow, toId: string, max: number): Promise<Child[]> {
  const found = new Map<string, Child>();
  const all = await kinds();
  for (const { entity, source } of sourcesOf(call, all, of, from)) {
    for await (const row of call.table.each(entity, { sources: [source] })) {
      const kind = all.find(({ entity: { prefix } }) => row.id.startsWith(`${prefix}_`));
      if (!kind || row.id === from.id || row.id === toId) continue;
      const whole = { ...kind.entity.omits, ...row } as AnyRow;
      const changes = moved(kind.entity.schema, whole, from.id, toId);
      if (changes.length > 0) found.set(row.id, { row: whole, kind, changes });
      if (found.size >= max) return [...found.values()];
    }
  }
  return [...found.values()];
}

/** The writes that change some fields of a record, with all that follows from them. */
export async function childActions(call: Caller, { entity, of }: Kind, row: AnyRow, fields: object): Promise<Action[]> {
  const damage = damageOf(entity, changed(call, row, fields));
  if (damage && !damageOf(entity, row)) {
    const errors = issuesOf(damage, "");
    throw new Fault("conflict", `It would be no ${entity.noun} that can be read any more.`, { errors });
  }
  // What it would be derived from moves in the same step, and is read as it was before.
  if (of) return (await replacement(call, of, row, fields as Record<string, unknown>, { asGiven: true })).actions;
  return [write.replace(entity, row, changed(call, row, fields))];
}
