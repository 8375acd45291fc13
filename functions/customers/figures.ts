import { civilDate } from "../../shared/clock.ts";
import type { Work } from "../../shared/events/event.ts";
import type { Action } from "../../shared/table/action.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { figuresId } from "../accounts/figures.ts";
import { accountFigures, figurePart } from "../accounts/table.ts";
import { deltasOf, type Worth } from "./rules.ts";

const TRIES_MAX = 5;

const bodyOf = (id: string): string => id.slice(id.indexOf("_") + 1);

const partId = (accountId: string, recordId: string): string =>
  `${figurePart.prefix}_${bodyOf(accountId)}-${bodyOf(recordId)}`;

type Counted = { accountId: string; record: { id: string; version: number }; worth: Worth };

async function countOnce(work: Work, { accountId, record, worth }: Counted): Promise<void> {
  const id = partId(accountId, record.id);
  const before = await work.table.find(figurePart, id);
  if (before && before.counted >= record.version) return;
  const fields = { counted: record.version, sums: worth.sums };
  const base = { id, version: 1, createdAt: work.now, updatedAt: work.now };
  const part = before
    ? write.replace(figurePart, before, nextVersion(before, work.now, fields))
    : write.create(figurePart, { ...base, ...fields });
  const today = civilDate(new Date(work.now), work.tenant.timeZone);
  const { totals, days } = deltasOf(before?.sums ?? {}, worth.sums, today);
  const counters: Action[] = [
    ...(Object.keys(totals).length > 0 ? [write.add(accountFigures, figuresId(accountId), totals)] : []),
    ...Object.entries(days).map(([year, sums]) => write.add(accountFigures, figuresId(accountId, year), sums)),
  ];
  await work.table.commit([part, ...counters]);
}

/**
 * Counts a record into its account's figures, as it stands in this version: what was counted of it before is taken off.
 * The part and the counters change in one transaction, so a change told twice, or late, counts once.
 */
export const countRecord = (work: Work, counted: Counted): Promise<void> =>
  anew(TRIES_MAX, () => countOnce(work, counted), isOvertaken);
