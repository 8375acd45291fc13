/**
 * An advice of which a part was paid and applied before it was told, or before it could be known: what is left of it is of the one
 * payment that waits and is just that. The part that was applied stays as it is and is not followed again.
 */
import type { Table } from "../../shared/table/table.ts";
import { standing } from "../bank/rules.ts";
import { receivable } from "../receivables/table.ts";
import type { AdviceRow } from "./advices.ts";
import { appliedLines } from "./advised-late.ts";
import { referenceKey } from "./engine/index.ts";
import { joinActions } from "./links.ts";
import type { ReceivableRow, Transaction } from "./rows.ts";
import type { RemittanceLine } from "./schema.ts";

const isPlain = (line: RemittanceLine): boolean => !line.discountMinor && !line.deduction && line.amountMinor > 0;

const names = (paper: ReceivableRow | undefined, line: RemittanceLine): boolean =>
  [paper?.reference, paper?.paymentReference].some(
    (name) => name !== undefined && referenceKey(name) === referenceKey(line.reference),
  );

/** The lines without those that a receipt was applied to, each paper with what its line says; undefined where it was applied otherwise. */
function without(lines: readonly RemittanceLine[], row: Transaction, papers: ReadonlyMap<string, ReceivableRow>) {
  const left = [...lines];
  for (const { kind, receivableId = "", amountMinor } of standing(row)) {
    const paper = papers.get(receivableId);
    const at = left.findIndex((line) => isPlain(line) && line.amountMinor === amountMinor && names(paper, line));
    if (kind !== "payment" || at < 0) return undefined;
    left.splice(at, 1);
  }
  return left;
}

/** What of an advice is not paid yet; all of it where nothing is. */
async function restOf(table: Table, advice: AdviceRow): Promise<RemittanceLine[]> {
  const isPart = ({ amountMinor, unappliedMinor, adviceId }: Transaction): boolean =>
    amountMinor < advice.totalMinor && unappliedMinor === 0 && adviceId === undefined;
  const rows = await appliedLines(table, advice, isPart);
  const ids = rows.flatMap((row) => standing(row).flatMap(({ receivableId }) => receivableId ?? []));
  const papers = await table.getMany(receivable, ids);
  return rows.reduce<RemittanceLine[]>((rest, row) => without(rest, row, papers) ?? rest, [...advice.lines]);
}

type Waiting = { row: Transaction };

/** Joins an advice with the one payment that is all that is left of it, where none other may be. Returns the payment's id. */
export async function joinRest(
  table: Table,
  startId: string,
  { advices, lines }: { advices: readonly AdviceRow[]; lines: readonly Waiting[] },
  mayBe: (adviceId: string, lineId: string) => boolean,
  now: string,
): Promise<string[]> {
  const rests = await Promise.all(advices.map(async (advice) => ({ advice, rest: await restOf(table, advice) })));
  const pairs = rests
    .filter(({ advice, rest }) => rest.length > 0 && rest.length < advice.lines.length)
    .flatMap(({ advice, rest }) => {
      const restMinor = rest.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
      const fitting = lines.filter(({ row }) => row.amountMinor === restMinor && mayBe(advice.id, row.id));
      return fitting.map(({ row }) => ({ advice, rest, row }));
    });
  const own = pairs.filter(({ advice, row }) => advice.id === startId || row.id === startId);
  const [pair, ...others] = own;
  if (!pair || others.length > 0) return [];
  const isShared = pairs.some((other) => other !== pair && (other.advice === pair.advice || other.row === pair.row));
  if (isShared) return [];
  await table.commit(joinActions({ advices: [pair.advice], lines: [pair.row], shares: [pair.rest] }, now));
  return [pair.row.id];
}
