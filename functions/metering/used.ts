import type * as z from "zod";
import { MEASURES, type Measure, type Quotas } from "../../shared/auth/licence.ts";
import { civilDate } from "../../shared/clock.ts";
import { meter, meterId, monthOf } from "../../shared/http/metering.ts";
import { systemTable, type Table } from "../../shared/table/table.ts";
import { licenceOf } from "../tenants/licence.ts";
import { levelOf } from "../tenants/rules.ts";
import { QUOTAS_ID, quotaStanding, tenant } from "../tenants/table.ts";
import { messagesIn } from "./messages.ts";
import type { UsageView } from "./schema.ts";
import { MARK_ID, meteringMark, tenantUsage, usageId } from "./table.ts";

/** The calls of a tenant in a month, as far as Lambdas have added them up. */
export async function callsIn(table: Table, month: string): Promise<number> {
  const row = (await table.find(meter, meterId(month))) as { calls?: number } | undefined;
  return row?.calls ?? 0;
}

/** What the licence of a tenant bounds, now. */
async function quotasNow(table: Table, now: string): Promise<Quotas> {
  const { licence, timeZone } = await table.get(tenant, table.tenantId);
  return licence ? (await licenceOf(licence, civilDate(new Date(now), timeZone))).quotas : {};
}

/** What a tenant has and uses: calls and messages as they are now, rows and bytes as of the last night. */
export async function usageOf(table: Table, month: string, now: string): Promise<z.output<typeof UsageView>> {
  const system = systemTable(table.stamp);
  const [row, mark, calls, messages, quotas, standing] = await Promise.all([
    system.find(tenantUsage, usageId(table.tenantId, month)),
    system.find(meteringMark, MARK_ID),
    callsIn(table, month),
    messagesIn(table, month),
    quotasNow(table, now),
    table.find(quotaStanding, QUOTAS_ID),
  ]);
  const { rows = 0, storageBytes = 0, objects = 0 } = row ?? {};
  const used: Record<Measure, number> = { rows, storageBytes, calls, messages: sumOf(messages) };
  const isNow = month === monthOf(now);
  return {
    ...{ month, calls, messages, rows, storageBytes, objects },
    ...(row && mark && { measuredOn: isNow ? mark.day : row.updatedAt.slice(0, 10) }),
    quotas: MEASURES.flatMap((measure) => {
      const most = quotas[measure];
      if (!isNow || most === undefined) return [];
      const was = standing?.levels[measure];
      const level = levelOf(used[measure], most, was?.month === undefined ? was?.level : 0);
      return [{ measure, used: used[measure], most, level }];
    }),
  };
}

export const sumOf = ({ email, sms, chat }: z.output<typeof UsageView>["messages"]): number => email + sms + chat;
