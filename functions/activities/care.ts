import { DAY_MS, later } from "../../shared/duration.ts";
import type { Work } from "../../shared/events/event.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { nextVersion, type RowOf } from "../../shared/table/entity.ts";
import type { Table } from "../../shared/table/table.ts";
import type { account } from "../accounts/table.ts";
import { type ActivityRow, accountCare, type CareKind, type CareRow, careIdOf } from "./table.ts";

const TRIES_MAX = 5;
export const CARE_KINDS: readonly CareKind[] = ["visit", "call"];

type Account = RowOf<typeof account>;

/** How often the people of an account are to be seen and called; nothing of one that is put away or has no owner. */
export function intensityOf(row: Account | undefined, kind: CareKind): number | undefined {
  if (!row || row.archived || row.mergedInto || !row.ownerId) return undefined;
  return kind === "visit" ? row.tierWhy?.visitEveryDays : row.tierWhy?.callEveryDays;
}

/** Changes what is known of an account's care; what is written at the same moment is read again. */
async function changeCare(
  table: Table,
  now: string,
  at: { accountId: string; kind: CareKind },
  next: (row: CareRow | undefined) => Partial<CareRow> | undefined,
): Promise<void> {
  const id = careIdOf(at.accountId, at.kind);
  await anew(
    TRIES_MAX,
    async () => {
      const row = await table.find(accountCare, id);
      const fields = next(row);
      if (!fields) return;
      if (row) await table.replace(accountCare, row, nextVersion(row, now, fields));
      else
        await table.create(accountCare, {
          id,
          version: 1,
          createdAt: now,
          updatedAt: now,
          ...at,
          everyDays: 0,
          ...fields,
        });
    },
    isOvertaken,
  );
}

const dueAfter = (from: string, days: number): string => later(from, days * DAY_MS);

/** An account has come to another tier, or to nobody: the next visit and call follow from when the last were. */
export async function followTier({ table, now }: Work, row: Account): Promise<void> {
  for (const kind of CARE_KINDS) {
    const everyDays = intensityOf(row, kind);
    await changeCare(table, now, { accountId: row.id, kind }, (before) => {
      if (everyDays === undefined) return before?.dueAt ? { dueAt: undefined } : undefined;
      const isPlanned =
        before?.activityId !== undefined && before.dueAt === undefined && before.everyDays === everyDays;
      if (isPlanned || (before?.everyDays === everyDays && before.dueAt)) return undefined;
      return { everyDays, dueAt: dueAfter(before?.doneAt ?? now, everyDays) };
    });
  }
}

/** Somebody was seen or called, planned by the tier or not: the next is due so many days later. */
export async function followDone({ table, now }: Work, row: ActivityRow): Promise<void> {
  if (row.kind !== "visit" && row.kind !== "call") return;
  const [kind, doneAt] = [row.kind, row.doneAt ?? now];
  for (const accountId of row.accountIds ?? []) {
    await changeCare(table, now, { accountId, kind }, (before) => {
      if (before?.doneAt && before.doneAt >= doneAt) return undefined;
      const everyDays = before?.everyDays ?? 0;
      return { doneAt, activityId: undefined, dueAt: everyDays > 0 ? dueAfter(doneAt, everyDays) : undefined };
    });
  }
}

/** What was planned came to nothing: it is planned again the day after. */
export async function followCancelled({ table, now }: Work, row: ActivityRow): Promise<void> {
  if (row.kind !== "visit" && row.kind !== "call") return;
  for (const accountId of row.accountIds ?? []) {
    await changeCare(table, now, { accountId, kind: row.kind }, (before) =>
      before?.activityId === row.id ? { activityId: undefined, dueAt: dueAfter(now, 1) } : undefined,
    );
  }
}
