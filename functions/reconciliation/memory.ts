import type { Action } from "../../shared/table/action.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import type { Table } from "../../shared/table/table.ts";
import { write } from "../../shared/table/table.ts";
import type { LookupKey } from "./engine/index.ts";
import { type Bearer, type SignalRow, signal, signalRow } from "./signals.ts";

/** One thing learned: this payer key leads to this account. */
export type Lesson = { key: string; accountId: string };

const bearer = (accountId: string): Omit<Bearer, "keys"> => ({ id: accountId, accountId, source: "memory" });

/** The memory's row of a lesson, as it stands. */
export const recall = (table: Table, { key, accountId }: Lesson): Promise<SignalRow | undefined> =>
  table.find(signal, { id: "", key, source: "memory", bearerId: accountId });

/** Counts one more standing claim for each lesson. */
export async function teachActions(table: Table, lessons: readonly Lesson[], now: string): Promise<Action[]> {
  const known = await Promise.all(lessons.map((lesson) => recall(table, lesson)));
  return lessons.map((lesson, n) => {
    const row = known[n];
    if (!row)
      return write.create(signal, { ...signalRow(bearer(lesson.accountId), lesson.key as LookupKey, now), claims: 1 });
    return write.replace(signal, row, nextVersion(row, now, { claims: (row.claims ?? 0) + 1, revoked: undefined }));
  });
}

/** The exact inverse: a lesson whose last claim is undone is forgotten. */
export async function unteachActions(table: Table, lessons: readonly Lesson[], now: string): Promise<Action[]> {
  const known = await Promise.all(lessons.map((lesson) => recall(table, lesson)));
  return known.flatMap((row) => {
    // What was revoked is forgotten already.
    if (!row || row.claims === 0) return [];
    const claims = (row.claims ?? 1) - 1;
    if (claims === 0) return [write.delete(signal, row)];
    return [write.replace(signal, row, nextVersion(row, now, { claims }))];
  });
}
