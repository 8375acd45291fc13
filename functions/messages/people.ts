import type { TenantContext } from "../../shared/auth/access.ts";
import type { Draft } from "../../shared/notify/outbox.ts";
import { e164 } from "../../shared/schema.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import type { Table } from "../../shared/table/table.ts";
import type { partner } from "../partners/table.ts";
import { user } from "../users/table.ts";

export type UserRow = RowOf<typeof user>;
type PartnerRow = RowOf<typeof partner>;

/** Finance people of one tenant that are looked at, and colleagues of one department. */
const FINANCE_MAX = 200;
const COLLEAGUES_MAX = 500;

/**
 * The finance people nearest to a department: its own, else those of the next department above that has any, else those
 * of no department, else all of the tenant. One query.
 */
export async function nearestFinance(table: Table, tenant: TenantContext, departmentId?: string): Promise<UserRow[]> {
  const { rows } = await table.list(user, { sources: [sourceOf(user, "work")], limit: FINANCE_MAX });
  for (let at = departmentId; at; at = tenant.departmentParents.get(at)) {
    const here = rows.filter((row) => row.departmentId === at);
    if (here.length > 0) return here;
  }
  const central = rows.filter((row) => row.departmentId === undefined);
  return central.length > 0 ? central : rows;
}

/** The users of a department who have not left. */
export async function colleagues(table: Table, departmentId: string): Promise<UserRow[]> {
  const sources = [sourceOf(user, "department", { departmentId })];
  const { rows } = await table.list(user, { sources, limit: COLLEAGUES_MAX, keep: (row) => !row.archived });
  return rows;
}

type Addressed = Pick<Draft, "channel" | "recipientId" | "recipientName" | "to" | "locale">;

/** The channels by which somebody is told: mail, and text messages for those who chose so. Nobody who has left is told. */
export function addresses(row: UserRow | PartnerRow, tenant: TenantContext): Addressed[] {
  if (row.archived) return [];
  const to = { recipientId: row.id, recipientName: row.name, locale: row.locale ?? tenant.locale };
  const wantsText = "smsOnReceipt" in row && row.smsOnReceipt;
  const number = e164(row.phone);
  return [
    ...(row.email ? [{ ...to, channel: "email" as const, to: row.email }] : []),
    ...(wantsText && number ? [{ ...to, channel: "sms" as const, to: number }] : []),
  ];
}
