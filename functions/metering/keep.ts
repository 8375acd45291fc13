import { isDeepStrictEqual } from "node:util";
import { civilDate } from "../../shared/clock.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { keeping } from "../../shared/table/keeping.ts";
import { type Table, tenantTable } from "../../shared/table/table.ts";
import { judge } from "../tenants/judging.ts";
import { licenceOf } from "../tenants/licence.ts";
import { tenant, tenantEntry } from "../tenants/table.ts";
import { messagesIn } from "./messages.ts";
import { tenantUsage, usageId } from "./table.ts";
import { callsIn, sumOf } from "./used.ts";

/** What a pass has counted of a tenant; busy is one with calls or messages in the month. */
export type Measured = { rows: number; storageBytes: number; objects: number; isBusy: boolean };

type Kept = { tenantId: string; measured: Measured; month: string; now: string };

const TRIES_MAX = 5;
const NONE = { calls: 0, messages: { email: 0, sms: 0, chat: 0 } };

/** Looks how near a tenant has come to what its licence has. */
async function judged(table: Table, { measured, now }: Kept, { calls, messages }: typeof NONE): Promise<void> {
  const row = await table.find(tenant, table.tenantId);
  if (!row?.licence) return;
  const { quotas } = await licenceOf(row.licence, civilDate(new Date(now), row.timeZone));
  const { rows, storageBytes } = measured;
  if (Object.keys(quotas).length > 0) {
    await judge(table, quotas, { rows, storageBytes, calls, messages: sumOf(messages) }, now);
  }
}

const monthOf = async (table: Table, month: string): Promise<typeof NONE> => ({
  calls: await callsIn(table, month),
  messages: await messagesIn(table, month),
});

/** Keeps what was measured of a tenant, where that has changed. Of one that leaves nothing is kept. */
export async function keepUsage(system: Table, kept: Kept): Promise<void> {
  const { tenantId, measured, month, now } = kept;
  const { isBusy, ...standing } = measured;
  const id = usageId(tenantId, month);
  const table = await tenantTable(tenantId, system.stamp);
  const ofMonth = isBusy ? await monthOf(table, month) : NONE;
  const fields = { ...standing, ...ofMonth };
  const isKept = (row: RowOf<typeof tenantUsage>): boolean => isDeepStrictEqual({ ...row, ...fields }, row);
  await anew(
    TRIES_MAX,
    async () => {
      const before = await system.find(tenantUsage, id);
      if (before && isKept(before)) return;
      const entry = await system.find(tenantEntry, tenantId);
      if (!entry || entry.state === "deleting" || entry.state === "deleted") return;
      // People are told first: a run that breaks off in between comes here again.
      await judged(table, kept, ofMonth);
      await system.commit([keeping(tenantUsage, { id, before, now }, { tenantId, month, ...fields })]);
    },
    isOvertaken,
  );
}
