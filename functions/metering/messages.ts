import type * as z from "zod";
import type { Work } from "../../shared/events/event.ts";
import { monthOf } from "../../shared/http/metering.ts";
import { message } from "../../shared/notify/outbox.ts";
import { countInto } from "../../shared/records/counting.ts";
import { cellId, figure, figureRows } from "../../shared/records/figures.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import type { Table } from "../../shared/table/table.ts";
import { judge } from "../tenants/judging.ts";
import type { Messages } from "./schema.ts";

const CELL = "mgm";

/** Messages that have left, by month and way; each once, however often a provider reports of it. */
export const messageFigure = figure(message, {
  name: "metered",
  when: ({ sentAt }) => sentAt !== undefined,
  dimensions: { month: ({ sentAt }) => sentAt?.slice(0, 7), channel: ({ channel }) => channel },
  measures: { count: () => 1 },
  cells: [{ name: CELL, by: ["month"], within: ["channel"], bare: true }],
});

/** The cell of a month's messages; a row of it is there where some have left. */
export const messagesCell = (month: string): string => cellId(CELL, [month]);

/** The messages of a tenant that have left in a month. */
export async function messagesIn(table: Table, month: string): Promise<z.output<typeof Messages>> {
  const rows = await figureRows(table, [messagesCell(month)]);
  const of = (channel: string): number => rows.reduce((sum, row) => sum + Number(row[channel] ?? 0), 0);
  return { email: of("email"), sms: of("sms"), chat: of("chat") };
}

/** Counts a message that has left, and looks whether the licence's are used up. */
export async function countMessage(row: RowOf<typeof message>, { table, tenant, now }: Work): Promise<void> {
  await countInto({ table, now }, messageFigure, { id: row.id, version: row.version, row });
  const { quotas = {} } = tenant.licence ?? {};
  if (quotas.messages === undefined) return;
  const { email, sms, chat } = await messagesIn(table, monthOf(now));
  await judge(table, quotas, { messages: email + sms + chat }, now);
}
