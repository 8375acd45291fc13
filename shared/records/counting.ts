/**
 * A record's part of a figure is written with the counters in one transaction and names the version that it tells of, so
 * events may come twice, late and in any order, and what a merge moves is taken off where it was. What is told while
 * something of the tenant is being counted is counted together next: each cell is written once for all of them, and no two
 * of them get into each other's way. A cell that one process writes more than ten times a second is marked as spread, and
 * eight rows beside it take the rest: an account with hundreds of receipts a second has no hot key, and all others are read
 * in one row as before. `POST /v1/figure-recounts` counts every record anew, while others write.
 */
import { isDeepStrictEqual } from "node:util";
import { perStack } from "../config.ts";
import type { Work } from "../events/event.ts";
import type { Action } from "../table/action.ts";
import { anew, isOvertaken } from "../table/anew.ts";
import { type AnyRow, type RowOf, shardOf } from "../table/entity.ts";
import { keeping } from "../table/keeping.ts";
import { TRANSACTION_ACTIONS_MAX, write } from "../table/table.ts";
import { cellsOf, deltasOf, type Figure, figureCell, figurePart, partId, spreadId } from "./figures.ts";

/** A cell that is added to more often than this in a second, by one process, is spread from then on. */
const ADDS_A_SECOND = 10;
/** Rows that a busy cell is spread over, beside its own. */
const SPREAD = 8;
const CELLS_KNOWN_MAX = 1_000;

type Sums = Record<string, number>;
type Rate = { second: string; adds: number; isSpread: boolean };
const rates = perStack(() => new Map<string, Rate>());

/** How fast this process adds to a cell of a tenant. */
function rateOf(cell: string, now: string): Rate {
  const second = now.slice(0, 19);
  const known = rates().get(cell) ?? { second, adds: 0, isSpread: false };
  const rate = { ...known, second, adds: known.second === second ? known.adds + 1 : 1 };
  if (rates().size >= CELLS_KNOWN_MAX) rates().clear();
  rates().set(cell, rate);
  return rate;
}

const added = (a: Sums, b: Sums): Sums =>
  Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map((of) => [of, (a[of] ?? 0) + (b[of] ?? 0)]),
  );

/**
 * Adds to a cell. One partition takes a thousand units a second, and an account may get more receipts than that: its cell
 * is marked as spread, and only after that the others go to the rows beside it.
 */
function addition({ table, now }: Pick<Work, "table" | "now">, cell: string, sums: Sums, recordId: string) {
  const rate = rateOf(`${table.tenantId} ${cell}`, now);
  const id = rate.isSpread ? spreadId(cell, shardOf(recordId, SPREAD)) : cell;
  return { cell, action: write.add(figureCell, id, sums), isBusy: !rate.isSpread && rate.adds > ADDS_A_SECOND };
}

/**
 * Marks a cell as spread, by a write of its own: one that goes along with what is counted is not made where another run has
 * counted that at the same moment.
 */
async function spread({ table, now }: Pick<Work, "table" | "now">, cell: string): Promise<void> {
  await table.commit([write.add(figureCell, cell, {}, { set: { spread: SPREAD } })]);
  const name = `${table.tenantId} ${cell}`;
  rates().set(name, { second: now.slice(0, 19), adds: 0, ...rates().get(name), isSpread: true });
}

/** Tries at a part that others write at the same moment. */
const TRIES_MAX = 5;
/** Records that are counted together at most. */
const TOGETHER_MAX = 32;

type Counted = { id: string; version: number; row: AnyRow | undefined };
type Asked = { work: Pick<Work, "table" | "now">; of: Figure; counted: Counted };
type Told = Asked & { done(): void; failed(error: unknown): void };

const partOf = ({ of, counted }: Asked): string => partId(of.name, counted.id);

/** What counting a record writes: its part, and what is added to which cell; nothing where its part says so already. */
function stepOf({ work, of, counted }: Asked, before: RowOf<typeof figurePart> | undefined) {
  const { id, version, row } = counted;
  const cells = cellsOf(of, row);
  const isKnown = before?.counted === version && isDeepStrictEqual(before.cells, cells);
  if (isKnown || (before && before.counted > version)) return undefined;
  const part = keeping(figurePart, { id: partId(of.name, id), before, now: work.now }, { counted: version, cells });
  return { id, part, deltas: Object.entries(deltasOf(before?.cells ?? {}, cells)) };
}

/** Counts as many of some records as one transaction takes, from the first on, and gives how many: each cell is written once. */
async function countTogether(asked: readonly [Asked, ...Asked[]]): Promise<number> {
  const [{ work }] = asked;
  const known = await work.table.getMany(figurePart, asked.map(partOf), true);
  const parts: Action[] = [];
  const sums = new Map<string, { sums: Sums; recordId: string }>();
  let counted = 0;
  for (const one of asked) {
    const step = stepOf(one, known.get(partOf(one)));
    const cells = new Set([...sums.keys(), ...(step?.deltas ?? []).map(([cell]) => cell)]);
    if (counted > 0 && step && parts.length + 1 + cells.size > TRANSACTION_ACTIONS_MAX) break;
    counted += 1;
    if (step) parts.push(step.part);
    for (const [cell, delta] of step?.deltas ?? []) {
      const before = sums.get(cell);
      sums.set(cell, { recordId: step?.id ?? "", ...before, sums: added(before?.sums ?? {}, delta) });
    }
  }
  if (parts.length === 0) return counted;
  const additions = [...sums].map(([cell, { sums: delta, recordId }]) => addition(work, cell, delta, recordId));
  await work.table.commit([...parts, ...additions.map(({ action }) => action)]);
  for (const { cell, isBusy } of additions) if (isBusy) await spread(work, cell);
  return counted;
}

/** Counts one record, whoever else counts it at the same moment. */
const countAlone = (one: Told): Promise<void> =>
  anew(TRIES_MAX, () => countTogether([one]), isOvertaken).then(one.done, one.failed);

/** Records of one tenant that wait while others of it are being counted: they are counted together next. */
const lines = perStack(() => new Map<string, Told[]>());
type Lines = ReturnType<typeof lines>;

/** The first of a line, each record once. */
function foremost(line: readonly Told[]): Told[] {
  const some = line.slice(0, TOGETHER_MAX);
  const twice = some.findIndex((one, n) => some.findIndex((other) => partOf(other) === partOf(one)) < n);
  return twice < 0 ? some : some.slice(0, twice);
}

async function countLine(all: Lines, tenantId: string, line: Told[]): Promise<void> {
  for (let some = foremost(line); some.length > 0; some = foremost(line)) {
    const [first, ...others] = some as [Told, ...Told[]];
    // What several cannot be counted with is found one by one.
    const counted = others.length === 0 ? 0 : await countTogether([first, ...others]).catch(() => 0);
    for (const one of some.slice(0, counted)) one.done();
    if (counted === 0) for (const one of some) await countAlone(one);
    line.splice(0, counted || some.length);
  }
  // In the same moment in which nobody waits any more: whoever comes later begins a line anew.
  all.delete(tenantId);
}

/**
 * Counts a record as it stands in this version: what was counted of it before is taken off. A version that was counted is
 * counted anew only where the figure's definition has it otherwise now.
 */
export function countInto(work: Asked["work"], of: Figure, counted: Counted): Promise<void> {
  return new Promise((done, failed) => {
    const all = lines();
    const { tenantId } = work.table;
    const told = { work, of, counted, done, failed };
    const line = all.get(tenantId);
    if (line) return void line.push(told);
    const begun = [told];
    all.set(tenantId, begun);
    void countLine(all, tenantId, begun);
  });
}
