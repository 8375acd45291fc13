import type * as z from "zod";
import { Kept } from "../../shared/kept.ts";
import { RULES_KEPT_MS, unarchived } from "../../shared/records/inforce.ts";
import type { Table } from "../../shared/table/table.ts";
import { user } from "../users/table.ts";
import { inOrder, type Pool } from "./rules.ts";
import type { AssignmentRule, Availability } from "./schema.ts";
import { assignmentRule, availability, leadPool } from "./table.ts";

export type Rule = z.output<typeof AssignmentRule>;

/** All that decides who is given a lead, in the order in which it is asked. */
export type Settings = {
  rules: readonly Rule[];
  pools: readonly Pool[];
  availabilities: ReadonlyMap<string, z.output<typeof Availability>>;
  /** Members who have left the company. */
  left: ReadonlySet<string>;
};

const kept = new Kept<Settings>(RULES_KEPT_MS);

async function read(table: Table): Promise<Settings> {
  const [rules, pools, availabilities] = await Promise.all([
    unarchived(table, assignmentRule),
    unarchived(table, leadPool),
    unarchived(table, availability.entity),
  ]);
  const named = [...pools.map((p) => p.members), ...rules.map((r) => r.to.members ?? [])].flat();
  const users = await table.getMany(
    user,
    named.map((m) => m.userId),
  );
  return {
    left: new Set([...users.values()].flatMap((row) => (row.archived ? [row.id] : []))),
    rules: inOrder(rules),
    pools: inOrder(pools),
    availabilities: new Map(availabilities.map((row) => [availability.recordIdOf(row), row])),
  };
}

export const settingsOf = (table: Table): Promise<Settings> => kept.get(table.tenantId, () => read(table));

/** Forgets a tenant's settings, so that what this process changes acts at once. */
export const forgetSettings = (tenantId: string): void => kept.forget(tenantId);

/** A pool by its id: as it is remembered, or, if it is newer than that, as it stands. An archived one is none. */
export async function poolOf(table: Table, id: string | undefined): Promise<Pool | undefined> {
  if (!id) return undefined;
  const { pools } = await settingsOf(table);
  const known = pools.find((pool) => pool.id === id);
  if (known) return known;
  const row = await table.find(leadPool, id);
  return row && !row.archived ? row : undefined;
}
