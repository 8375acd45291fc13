import type { TenantContext } from "../../shared/auth/access.ts";
import { addDays, civilDate, monthAfter, monthsFrom, zonedInstant } from "../../shared/clock.ts";
import { type Counted, NOWHERE, viewedCounters } from "../../shared/records/figure-views.ts";
import { bodyOf } from "../../shared/records/figures.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import type { Table } from "../../shared/table/table.ts";
import { dueWork } from "../tenants/due.ts";
import { tenantContext } from "../users/context.ts";
import { BY_MONTH } from "./figures.ts";
import { type Piece, type PipelineRow, piecesOf, pipelinesOf } from "./sums.ts";
import { forecastClock, forecastDay, forecastSnapshot } from "./table.ts";

/** Months before and after that of the day: every year that the day lies in is whole among them. */
const MONTHS_BACK = 11;
const MONTHS = 24;

/** The months that a snapshot of a day has. */
export const snapshotMonths = (on: string): string[] => monthsFrom(monthAfter(on.slice(0, 7), -MONTHS_BACK), MONTHS);

export const snapshotId = (on: string, month: string, departmentId: string): string =>
  `${forecastSnapshot.prefix}_${on}-${month}-${bodyOf(departmentId)}`;

/** The end of the tenant's day in which an instant lies. */
export const dayEndsAt = (at: Date, timeZone: string): string =>
  zonedInstant(addDays(civilDate(at, timeZone), 1), "00:00", timeZone).toISOString();

/** Pieces of one facet, currency and category as one. */
function united(pieces: readonly Piece[]) {
  const groups = Map.groupBy(pieces, ({ facet, currency, category }) => `${currency} ${category} ${facet}`);
  return [...groups.values()].map((group) => {
    const { facet, currency, category } = group[0] as Piece;
    const total = (of: "count" | "amountMinor"): number => group.reduce((sum, piece) => sum + piece[of], 0);
    const scaled = String(group.reduce((sum, piece) => sum + piece.scaled, 0n));
    return { facet, currency, category, count: total("count"), amountMinor: total("amountMinor"), scaled };
  });
}

/** Notes what is forecast at the end of a day; made again it adds nothing. The day's own row comes last. */
async function take(table: Table, tenant: TenantContext, on: string, now: string): Promise<void> {
  const departments = [...tenant.departmentParents.keys(), NOWHERE];
  const keys = snapshotMonths(on).map((month) => [month]);
  const [counted, pipelines] = await Promise.all([
    viewedCounters(table, BY_MONTH, keys, { departments }),
    pipelinesOf(table, tenant, now),
  ]);
  const base = { version: 1, createdAt: now, updatedAt: now, on };
  const named = new Map(departments.map((id) => [bodyOf(id), id]));
  const rows = [...Map.groupBy(counted, ({ key, department }) => `${key[0]} ${department}`).values()].map((group) =>
    snapshotRow(group, named, pipelines),
  );
  for (const row of rows) {
    await table.createOnce(forecastSnapshot, { ...base, ...row, id: snapshotId(on, row.month, row.departmentId) });
  }
  await table.createOnce(forecastDay, { ...base, id: `${forecastDay.prefix}_${on}` });
}

function snapshotRow(
  group: readonly Counted[],
  departments: ReadonlyMap<string, string>,
  pipelines: ReadonlyMap<string, PipelineRow>,
) {
  const { key, department } = group[0] as Counted;
  return {
    month: String(key[0]),
    departmentId: departments.get(department) ?? NOWHERE,
    sums: united(piecesOf(group, pipelines)),
  };
}

/**
 * Runs every few minutes: where a tenant's day is over, notes what was forecast at its end. After days on which nothing ran,
 * only the last one is noted: what was forecast on the others nobody knows any more.
 */
export const handler = dueWork("forecastSnapshots", forecastClock, async ({ table, row, now }) => {
  const tenant = await tenantContext(table.tenantId, table);
  const yesterday = addDays(civilDate(now, tenant.timeZone), -1);
  await take(table, tenant, yesterday, now.toISOString());
  const dueAt = dayEndsAt(now, tenant.timeZone);
  await table.replace(forecastClock, row, nextVersion(row, now.toISOString(), { dueAt }));
});
