import type { ToldStatement } from "../line.ts";
import type { RowLine } from "./row.ts";

const signed = ({ line }: RowLine): number => (line.direction === "credit" ? line.amountMinor : -line.amountMinor);

/** Does every balance follow from the one before it? */
const isChain = (rows: readonly Balanced[]): boolean =>
  rows.every((row, n) => n === 0 || row.balanceMinor === (rows[n - 1] as Balanced).balanceMinor + signed(row));

type Balanced = RowLine & { balanceMinor: number };

/**
 * The balances before the first and after the last line of a table that has a column for them: it may begin with the oldest line or
 * with the latest. Where the balances are no chain in either order, they are not those of one account, and nothing is told.
 */
export function balancesOf(rows: readonly RowLine[]): ToldStatement[] {
  const balanced = rows.filter((row): row is Balanced => row.balanceMinor !== undefined);
  const oneCurrency = new Set(rows.map(({ line }) => `${line.currency} ${line.subAccountNo ?? ""}`)).size === 1;
  if (balanced.length === 0 || balanced.length < rows.length || !oneCurrency) return [];
  const down = balanced.toReversed();
  const ordered = isChain(balanced) ? balanced : isChain(down) ? down : undefined;
  const [first, last] = [ordered?.[0], ordered?.at(-1)];
  if (!first || !last) return [];
  return [
    {
      statement: 0,
      virtualAccountNo: first.line.subAccountNo,
      currency: first.line.currency,
      opening: { on: first.line.bookedOn, amountMinor: first.balanceMinor - signed(first) },
      closing: { on: last.line.bookedOn, amountMinor: last.balanceMinor },
    },
  ];
}
