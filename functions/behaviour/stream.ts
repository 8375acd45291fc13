import type { RowOf } from "../../shared/table/entity.ts";
import type { Table } from "../../shared/table/table.ts";
import { personAt } from "./rules.ts";
import { askId, behaviourAsk, behaviourEvent, knownAs, mergedWith, visitor } from "./table.ts";

export type VisitorRow = RowOf<typeof visitor>;
export type EventRow = RowOf<typeof behaviourEvent>;
/** A visitor with those that it was merged into, one after the other. */
export type Chain = [VisitorRow, ...VisitorRow[]];

/** Records that are one person: a lead and the contact that it became, and what was merged. */
const SAME_MAX = 50;

/** The ids of all records that are the same person as one, itself first. */
export async function sameAs(table: Table, personId: string): Promise<string[]> {
  const ids = [personId];
  for (let at = 0; at < ids.length && ids.length < SAME_MAX; at++) {
    const { also = [] } = (await table.find(behaviourAsk, askId(ids[at] as string))) ?? {};
    ids.push(...also.filter((id) => !ids.includes(id)));
  }
  return ids;
}

const listed = async (table: Table, partition: string): Promise<VisitorRow[]> => {
  const sources = [{ index: "parent" as const, partitions: [partition], entries: true }];
  return Array.fromAsync(table.each(visitor, { sources }));
};

/** The visitor and those that it was merged into. No visitor was merged into one that was merged into it. */
export async function chainOf(table: Table, row: VisitorRow): Promise<Chain> {
  const chain: Chain = [row];
  for (let last: VisitorRow | undefined = row; last?.mergedInto; ) {
    last = await table.find(visitor, last.mergedInto);
    if (last) chain.push(last);
  }
  return chain;
}

/** Every visitor that may be one of some people: known as one, or merged into one that is. */
async function chainsOf(table: Table, personIds: readonly string[]): Promise<Chain[]> {
  const known = (await Promise.all(personIds.map((id) => listed(table, knownAs(id))))).flat();
  const chains = new Map(known.map((row) => [row.id, [row] as Chain]));
  for (const [id, chain] of chains) {
    for (const row of await listed(table, mergedWith(id))) chains.set(row.id, [row, ...chain]);
  }
  return [...chains.values()];
}

/** The visitors that a person was, each with what tells whether an event of it was theirs. */
export async function visitorsOf(table: Table, personId: string) {
  const ids = await sameAs(table, personId);
  const chains = await chainsOf(table, ids);
  return chains.map((chain) => ({
    row: chain[0],
    isTheirs: (event: Pick<EventRow, "at">): boolean => ids.includes(personAt(chain, event.at) ?? ""),
  }));
}

/** All that a person did, visitor by visitor; what has run out is no part of it, though it may not have left yet. */
export async function eventsOf(table: Table, personId: string, now: string): Promise<EventRow[]> {
  const visitors = await visitorsOf(table, personId);
  const seconds = Date.parse(now) / 1_000;
  const all = await Promise.all(
    visitors.map(async ({ row, isTheirs }) => {
      const rows = await table.collect(behaviourEvent, { visitorId: row.id }, "event#");
      return rows.filter((event) => event.ttl > seconds && isTheirs(event));
    }),
  );
  return all.flat();
}
