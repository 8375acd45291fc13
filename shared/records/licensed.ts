import * as z from "zod";
import type { Licence } from "../auth/licence.ts";
import { Fault } from "../fault.ts";
import type { Caller } from "../http/route.ts";
import type { Action } from "../table/action.ts";
import { type AnyRow, type Entity, entity } from "../table/entity.ts";
import { sourceOf } from "../table/list.ts";
import { type Table, write } from "../table/table.ts";

/** How many records of a noun count against the licence in one of its epochs. */
export const licenceUse = entity({
  noun: "licenceUse",
  plural: "uses of a licence",
  prefix: "lcu",
  // A counter: there is nothing but the id that each of them has.
  schema: z.looseObject({ id: z.string() }),
  scoped: false,
  audited: false,
});

/** Beyond a bound so many more are counted; where there are yet more, no record can come anyway. */
const COUNTED_BEYOND = 2_000;

export const useId = (epoch: string, noun: string): string => `${licenceUse.prefix}_${epoch}-${noun}`;

/** The counter of an epoch, as it begins. */
export const beginning = (epoch: string, noun: string, count: number): Action =>
  write.add(licenceUse, useId(epoch, noun), { count });

/** The records of a noun that are not archived, counted up to a bound. */
export async function countOf(table: Table, of: Entity, most: number): Promise<number> {
  let count = 0;
  for await (const row of table.readable().each(of, { sources: [sourceOf(of, "all")] })) {
    if (!(row as AnyRow & { archived?: boolean }).archived) count += 1;
    if (count === most) break;
  }
  return count;
}

/** What counts against the licence; undefined where its epoch has counted nothing yet. */
export async function usedOf(table: Table, epoch: string, noun: string): Promise<number | undefined> {
  const row = (await table.find(licenceUse, useId(epoch, noun))) as { count?: number } | undefined;
  return row?.count;
}

const SAYS: Record<Licence["state"], (max: number, plural: string) => string> = {
  demo: (max, plural) => `A demo holds at most ${max} ${plural}; archive some, or register with an activation code.`,
  registered: (max, plural) =>
    `The licence has ${max} seats, so there are at most ${max} ${plural}; deactivate one, or add seats.`,
  expired: (max, plural) =>
    max === 0
      ? `The licence has expired: there can be no new ${plural}. What is there can be read and changed; renew it to go on.`
      : `The licence has expired: there can be at most ${max} ${plural}. Renew it to go on.`,
};

const refusal = ({ state }: Licence, { plural }: Entity, max: number): Fault =>
  new Fault("licence_limit", SAYS[state](max, plural));

/** Begins the counter of an epoch with what there is. */
async function begin(call: Caller, licence: Licence, of: Entity, max: number): Promise<void> {
  if ((await usedOf(call.table, licence.epoch, of.noun)) !== undefined) return;
  const most = max + COUNTED_BEYOND;
  const count = await countOf(call.table, of, most);
  if (count === most) throw refusal(licence, of, max);
  const begun = new Fault("duplicate", "The licence's counter has begun.");
  const first = write.add(licenceUse, useId(licence.epoch, of.noun), { count }, { atMost: { count }, fault: begun });
  await call.table.commit([first]).catch((error) => {
    if (error !== begun) throw error;
  });
}

/**
 * What is written beside a record that comes (1) or goes (-1) where the licence bounds its noun: the counter and the record
 * change in one transaction, so however many come at once, the bound is met exactly. What is taken back (a merge undone)
 * may pass it: nothing is lost.
 */
export async function licensed(call: Caller, of: Entity, change: 1 | -1, mayPass = false): Promise<Action[]> {
  const { licence } = call.tenant;
  const max = licence?.max[of.noun];
  if (!licence || max === undefined) return [];
  if (max === 0 && change === 1 && !mayPass) throw refusal(licence, of, max);
  await begin(call, licence, of, max);
  const bound = change === 1 && !mayPass && { atMost: { count: max }, fault: refusal(licence, of, max) };
  return [write.add(licenceUse, useId(licence.epoch, of.noun), { count: change }, bound || {})];
}
