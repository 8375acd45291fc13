/**
 * Days of receivables are noted as they go by. Of one that is older than these notes, its history tells how it stood after
 * every change: from how it stands now one goes back, version by version, as far as the history reaches. A day that is
 * noted twice stays as it is, so this may run as often as anybody likes.
 */
import { civilDate } from "../../shared/clock.ts";
import type { Work } from "../../shared/events/event.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { keptValue } from "../audit/rules.ts";
import { auditEntry } from "../audit/table.ts";
import { Standing } from "../receivables/schema.ts";
import { receivable, receivableDay } from "../receivables/table.ts";
import { changesStanding, dayId, noteDay } from "./days.ts";

type Owed = RowOf<typeof receivable>;
type Entry = RowOf<typeof auditEntry>;

/** How a record stood before a change, of what tells how it stands; nothing where a value was kept in part only. */
function undone(after: Owed, { fields, recordVersion }: Entry): Owed | undefined {
  // Of what was erased nothing is told but that it was there.
  const told = Object.keys(Standing.shape).filter((field) => fields[field]?.some((text) => text !== null));
  const kept = told.map((field) => [field, keptValue(fields[field]?.[0] ?? "null")] as const);
  if (kept.some(([, { isCut }]) => isCut)) return undefined;
  const values = kept.map(([field, { value }]) => [field, value ?? receivable.omits[field] ?? undefined]);
  return { ...after, ...Object.fromEntries(values), version: recordVersion - 1 };
}

/** The changes that a history tells of, the newest first, as long as none is missing and each can be undone. */
function* changesOf(row: Owed, entries: readonly Entry[]): Generator<{ before?: Owed; after: Owed }> {
  const byVersion = new Map(entries.map((entry) => [entry.recordVersion, entry]));
  let after: Owed | undefined = row;
  while (after) {
    const entry = byVersion.get(after.version);
    if (!entry) return;
    const stood: Owed = { ...after, updatedAt: entry.at };
    if (entry.change === "created") return yield { after: stood };
    after = undone(stood, entry);
    if (after) yield { before: after, after: stood };
  }
}

/** Notes the days of a receivable that nobody has noted yet. */
export async function noteHistory(work: Work, row: Owed): Promise<void> {
  const { table, tenant } = work;
  const first = await table.find(receivableDay, dayId(row.id, civilDate(new Date(row.createdAt), tenant.timeZone)));
  if (first?.fromVersion === 0) return;
  const entries = await table.collect(auditEntry, { noun: receivable.noun, recordId: row.id, recordVersion: 0 }, "v#");
  for (const change of changesOf(row, entries)) {
    if (changesStanding(change)) await noteDay(change, work);
  }
}
