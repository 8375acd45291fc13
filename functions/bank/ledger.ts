/**
 * Every stored line is noted off the stream in the partition of its booking day. The balances of statements are kept,
 * and ten minutes later compared with the days: opening + moved = closing, by account and currency. Finance is told
 * where the days up to a statement's end do not come to its balance; a line that was booked a day late leaves two gaps
 * that cancel out, and is none. A virtual account's own statement is a balance of its own.
 */
import { addDays } from "../../shared/clock.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import type { Table } from "../../shared/table/table.ts";
import { together } from "../../shared/together.ts";
import { type ContinuityDay, continuityOf } from "./continuity.ts";
import { bankDayLine, bankStatement, type bankTransaction } from "./table.ts";

/** Days before a period in which a balance to begin with is looked for. */
const LOOKED_BACK_DAYS = 35;
/** Days whose lines are read side by side. */
const DAYS_AT_ONCE = 16;

/** Notes a line among those of its booking day; a line is noted once, however often this is told. */
export async function noteDay(table: Table, row: RowOf<typeof bankTransaction>, now: string): Promise<void> {
  const { id, connectionId, bookedOn, subAccountNo, currency, direction } = row;
  const amountMinor = direction === "credit" ? row.amountMinor : -row.amountMinor;
  const base = { id: id.replace(/^btx_/, `${bankDayLine.prefix}_`), version: 1, createdAt: now, updatedAt: now };
  await table.createOnce(bankDayLine, { ...base, connectionId, bookedOn, subAccountNo, currency, amountMinor });
}

/** Which account's money, of which days. */
export type Period = { connectionId: string; subAccountNo?: string; from: string; to: string };

function daysOf(from: string, to: string): string[] {
  const days: string[] = [];
  for (let on = from; on <= to; on = addDays(on, 1)) days.push(on);
  return days;
}

/** The days of a period by currency, each with what it began and ended with, what was moved, and what that does not explain. */
export async function continuity(
  table: Table,
  { connectionId, subAccountNo, from, to }: Period,
): Promise<(ContinuityDay & { currency: string })[]> {
  const since = addDays(from, -LOOKED_BACK_DAYS);
  const kept = await Array.fromAsync(
    table.each(bankStatement, {
      sources: [sourceOf(bankStatement, "parent", { connectionId })],
      range: { from: since, to: `${to}~` },
    }),
  );
  const statements = kept.filter((row) => row.subAccountNo === subAccountNo);
  if (statements.length === 0) return [];
  const days = daysOf(since, to);
  const lines = await together(days, DAYS_AT_ONCE, (bookedOn) =>
    table.collect(bankDayLine, { connectionId, bookedOn }, "line#", false),
  );
  const own = lines.flat().filter((line) => line.subAccountNo === subAccountNo);
  const currencies = [...new Set(statements.map(({ currency }) => currency))].sort();
  return currencies
    .flatMap((currency) => {
      const moved = new Map<string, number>();
      for (const line of own) {
        if (line.currency !== currency) continue;
        moved.set(line.bookedOn, (moved.get(line.bookedOn) ?? 0) + line.amountMinor);
      }
      const told = statements.filter((row) => row.currency === currency);
      return continuityOf(told, moved, { from: since, to }).map((day) => ({ currency, ...day }));
    })
    .filter(({ on }) => on >= from)
    .sort((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1));
}
