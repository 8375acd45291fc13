import { projected, type TenantContext } from "../../shared/auth/access.ts";
import { formatAmount, formatDay, type Locale } from "../../shared/notify/format.ts";
import { post } from "../../shared/notify/outbox.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import type { Table } from "../../shared/table/table.ts";
import { accessOf } from "../users/access.ts";
import { user } from "../users/table.ts";
import { type Alert, sinceOf } from "./late.ts";
import { pipelineOf, stageOf } from "./pipelines.ts";
import { opportunity } from "./table.ts";

type Row = RowOf<typeof opportunity>;
type At = { table: Table; tenant: TenantContext; now: string };

const WORDS: Record<
  Locale,
  Record<Alert, (name: string) => string> & Record<"stage" | "expected" | "amount" | "next", string>
> = {
  "zh-CN": {
    stale: (name) => `商机停留过久：${name}`,
    overdue: (name) => `商机已过预计日期：${name}`,
    ...{ stage: "阶段", expected: "预计日期", amount: "金额", next: "下一步" },
  },
  en: {
    stale: (name) => `Standing still: ${name}`,
    overdue: (name) => `Past its expected day: ${name}`,
    ...{ stage: "Stage", expected: "Expected on", amount: "Amount", next: "Next step" },
  },
};

/** What an alert is about: the same stay in a stage, or the same expected day, is told once. */
const episodeOf = (row: Row, alert: Alert): string | undefined => (alert === "stale" ? sinceOf(row) : row.expectedOn);

/** Tells the owner, as their roles show the opportunity; nobody where they are gone or may not see it. */
export async function tellOwner(at: At, row: Row, alert: Alert): Promise<void> {
  const { table, tenant, now } = at;
  const owner = row.ownerId ? await table.find(user, row.ownerId, false) : undefined;
  if (!owner?.email || owner.archived) return;
  const access = accessOf(owner, tenant);
  if (!access.can("opportunities.read") || !access.sees(opportunity, row)) return;
  const locale = owner.locale ?? tenant.locale;
  const words = WORDS[locale];
  const told = projected(access, opportunity.noun, row) as Partial<Row>;
  const of = told.stage && told.pipelineId ? await pipelineOf(at, told.pipelineId) : undefined;
  const { amountMinor, currency, expectedOn, nextStep } = told;
  const rows = [
    { label: words.stage, value: of && (stageOf(of, told.stage)?.name ?? told.stage) },
    { label: words.expected, value: expectedOn && formatDay(locale, expectedOn) },
    {
      label: words.amount,
      value: amountMinor != null && currency ? formatAmount(locale, amountMinor, currency) : undefined,
    },
    { label: words.next, value: nextStep },
  ].flatMap(({ label, value }) => (value ? [{ label, value }] : []));
  const subject = words[alert](told.name ?? row.id);
  const preheader = rows.map(({ value }) => value).join(" · ");
  const facts = { subject, preheader, blocks: [{ kind: "facts", rows }] };
  const to = { recipientId: owner.id, recipientName: owner.name, to: owner.email, locale };
  const event = `opportunity-${alert}:${row.id}:${episodeOf(row, alert)}`;
  await post(table, [{ ...to, channel: "email", event, template: "opportunityAlert", relatedId: row.id, facts }], now);
}
