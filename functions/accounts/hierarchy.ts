import { invalidField } from "../../shared/fault.ts";
import { changed } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Action } from "../../shared/table/action.ts";
import { anew } from "../../shared/table/anew.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { type Table, write } from "../../shared/table/table.ts";
import { GROUP_LEVELS_MAX } from "./rules.ts";
import { account } from "./table.ts";

type Row = RowOf<typeof account>;

/** Tries at marking a group's accounts, which others may be changing at the same time. */
const TRIES_MAX = 10;

/** The accounts above one, nearest first, strongly consistent; one more than there may be shows that it is too deep. */
export async function accountsAbove(table: Table, parentId: string | undefined): Promise<Row[]> {
  const found: Row[] = [];
  let id = parentId;
  while (id && found.length < GROUP_LEVELS_MAX) {
    const row = await table.find(account, id);
    if (!row) break;
    found.push(row);
    id = row.parentId;
  }
  return found;
}

/** What a refusal says, and of which field of the call. */
type Refusal = { path: string; cycle: string; tooDeep: string };

const MOVED: Refusal = {
  path: "parentId",
  cycle: "An account cannot stand below itself.",
  tooDeep: `A group of companies has at most ${GROUP_LEVELS_MAX} levels.`,
};

/** Refuses an account above its own place, and a place in which what hangs below would go too deep. */
function check(row: Pick<Row, "id" | "levelsBelow">, above: readonly Row[], told = MOVED): void {
  if (above.some(({ id }) => id === row.id)) throw invalidField(told.path, told.cycle, "cycle");
  if (above.length + 1 + (row.levelsBelow ?? 0) > GROUP_LEVELS_MAX) {
    throw invalidField(told.path, told.tooDeep, "too_deep");
  }
}

/** Tells the accounts above how deep it may go below them; they know before the first account hangs below. */
async function marked(call: Caller, below: number, above: readonly Row[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [n, row] of above.entries()) {
    const levelsBelow = Math.max(row.levelsBelow ?? 0, n + 1 + below);
    const knows = row.hasChildren && row.levelsBelow === levelsBelow;
    const next = changed(call, row, { hasChildren: true, levelsBelow });
    rows.push(knows ? row : await call.table.replace(account, row, next));
  }
  return rows;
}

/**
 * What guards a move within a group, in the transaction of the move: every account above must still be as it was when
 * the move was found to make no circle and no ninth level. Of two moves that only together would, the second finds a
 * version changed: a move writes the account that it moves, and checks all that it moves below. How deep an account goes
 * is kept on it as an upper bound, raised (never lowered) before anything hangs below: a mark too many does no harm.
 */
export async function moveGuards(call: Caller, after: Row, before?: Row): Promise<Action[]> {
  if (!after.parentId || after.parentId === before?.parentId) return [];
  return anew(TRIES_MAX, async () => {
    const above = await accountsAbove(call.table, after.parentId);
    check(after, above);
    return (await marked(call, after.levelsBelow ?? 0, above)).map((row) => write.check(account, row));
  });
}

/**
 * Refuses what would stop on its way: an account that takes another in gets all that hangs below that one, and may itself
 * stand below it no further down than directly. `target` is the account as it will be, in its new place.
 */
export async function checkTakesIn(
  table: Table,
  target: Pick<Row, "id" | "parentId" | "levelsBelow">,
  from: Pick<Row, "id" | "levelsBelow">,
): Promise<void> {
  const levelsBelow = Math.max(target.levelsBelow ?? 0, from.levelsBelow ?? 0);
  check({ id: from.id, levelsBelow }, await accountsAbove(table, target.parentId), {
    path: "from",
    cycle: `${target.id} stands below ${from.id} by way of another account: move it, or merge that one first.`,
    tooDeep: `With what hangs below ${from.id} the group would have more than ${GROUP_LEVELS_MAX} levels.`,
  });
}

/** Accounts of one group that one call shows, and how many of their partitions are read at once. */
export const GROUP_ACCOUNTS_MAX = 500;
const PARENTS_AT_ONCE = 50;

/** An account in a group, with the account that it hangs below. */
export type Placed = { row: Row; below: string };

/** The accounts below one, level by level; `complete` says whether these are all. */
export async function accountsBelow(table: Table, top: Row): Promise<{ placed: Placed[]; complete: boolean }> {
  const placed: Placed[] = [];
  let parents = top.hasChildren ? [top.id] : [];
  for (let level = 1; parents.length > 0 && level < GROUP_LEVELS_MAX * 2; level++) {
    const children: Row[] = [];
    for (let from = 0; from < parents.length; from += PARENTS_AT_ONCE) {
      const sources = parents
        .slice(from, from + PARENTS_AT_ONCE)
        .map((parentId) => sourceOf(account, "parent", { parentId }));
      const limit = GROUP_ACCOUNTS_MAX - placed.length;
      if (limit <= 0) return { placed, complete: false };
      const page = await table.list(account, { sources, limit, keep: (row) => !row.archived });
      children.push(...page.rows);
      placed.push(...page.rows.map((row) => ({ row, below: row.parentId ?? "" })));
      if (page.next !== undefined) return { placed, complete: false };
    }
    parents = children.filter((row) => row.hasChildren).map(({ id }) => id);
  }
  return { placed, complete: true };
}
