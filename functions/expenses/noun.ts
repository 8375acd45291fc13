import type { Named } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import { type Noun, noun, type Writing } from "../../shared/records/noun.ts";
import { stillOpen } from "../../shared/table/sealed.ts";
import { account } from "../accounts/table.ts";
import { campaign } from "../campaigns/table.ts";
import { opportunity } from "../opportunities/table.ts";
import { project } from "../projects/table.ts";
import { REFERABLE } from "../referable.ts";
import { ticket } from "../tickets/table.ts";
import { ownership } from "../users/ownership.ts";
import { department, user } from "../users/table.ts";
import { Expense, ExpenseInput } from "./schema.ts";
import { type ExpenseRow, expense } from "./table.ts";

/** What an expense may be for. */
export const TARGETS = {
  opportunityId: opportunity,
  projectId: project,
  campaignId: campaign,
  ticketId: ticket,
  accountId: account,
};

type Targets = Partial<Record<keyof typeof TARGETS, string | null | undefined>>;

/** The customer whom an expense is for: as named, else that of what it was spent on. */
export function customerOf(given: Targets, named: Named): { accountId?: string } {
  if (given.accountId !== undefined) return {};
  const rows = (["opportunityId", "projectId", "ticketId"] as const).map((field) => named.get(given[field] ?? ""));
  const accountId = rows.map((row) => row?.accountId).find((id) => typeof id === "string");
  return accountId ? { accountId: String(accountId) } : {};
}

/** What budgets, rates and lists come to is loaded with the first expense that is written. */
const writing = async (): Promise<Writing<typeof expense, typeof ExpenseInput>> => {
  const [{ chargesOf, recharged }, { priced }, { bearingOf }] = await Promise.all([
    import("../budgets/charging.ts"),
    import("./pricing.ts"),
    import("./rules.ts"),
  ]);
  const isLoose = (row: ExpenseRow | undefined): boolean => !row || row.status === "draft";
  /** The projects whose books it changes: what is submitted stays what it was for, whatever becomes of that. */
  const booksOf = (after: ExpenseRow, before?: ExpenseRow) => {
    const isMoved = after.projectId !== before?.projectId;
    if (after.archived) return [];
    return [(isLoose(before) || isMoved) && after.projectId, !isLoose(before) && isMoved && before?.projectId];
  };
  const borne = (row: ExpenseRow | undefined) => ({ charges: row?.charges, as: row && bearingOf(row.status) });
  return {
    prepare: async (call, input, named) => ({ ...(await ownership(call, input)), ...customerOf(input, named) }),
    revise: async (call, before, patch, named) => ({
      ...(await ownership(call, before, patch)),
      ...customerOf(patch, named),
    }),
    derive: async (call: Caller, after, before) => {
      const { opportunityId, projectId, campaignId, ticketId } = after;
      const ids = [opportunityId, projectId, campaignId, ticketId].flatMap((id) => id ?? []);
      const related = { relatedIds: ids.length > 0 ? ids : null };
      if (before && before.status !== "draft")
        return { ...related, ...(!bearingOf(after.status) && { charges: null }) };
      const whole = await priced(call, after);
      if (!bearingOf(after.status)) return { ...related, ...whole };
      const { departmentId } = after;
      const parts = whole.lines.map(({ baseMinor, ...line }) => ({ ...line, departmentId, amountMinor: baseMinor }));
      return { ...related, ...whole, charges: await chargesOf(call, parts) };
    },
    alongside: async (call, after, before) => [
      ...(await stillOpen(
        call.table,
        project,
        booksOf(after, before).flatMap((id) => id || []),
      )),
      ...(await recharged(call, borne(before), borne(after), after.source === "company")),
    ],
  };
};

/** What was spent, as everything that handles records by their declaration knows it. */
export const expenseNoun: Noun = noun({
  entity: expense,
  module: "expenses",
  path: "/v1/expenses",
  input: ExpenseInput,
  view: Expense,
  filters: [
    ...(["status", "source", "placing", "opportunityId", "projectId", "campaignId", "ticketId", "accountId"] as const),
    ...(["ownerId", "departmentId", "connectionId", "externalId"] as const),
  ],
  aliases: { relatedTo: "relatedIds" },
  // It is given back to whoever spent it.
  history: () => true,
  sums: ["amountMinor", "taxMinor", "netMinor"],
  references: { ...TARGETS, ownerId: user, departmentId: department },
  custom: REFERABLE,
  listed: true,
  kept: ["status", "source", "on", "amountMinor", "taxMinor", "netMinor", "placing", "paidOn"],
  lacks: { referable: "nothing is about an expense" },
  labels: {
    noun: ["费用", "Expense"],
    fields: {
      title: ["事由", "Title"],
      charges: ["预算占用", "Charges"],
      paidReference: ["支付流水号", "Payment reference"],
      reversedAt: ["冲销时间", "Reversed at"],
      reversalReason: ["冲销原因", "Reason of reversal"],
      externalId: ["外部单号", "External number"],
      vendor: ["供应商", "Vendor"],
      opportunityId: ["商机", "Opportunity"],
      projectId: ["项目", "Project"],
      campaignId: ["市场活动", "Campaign"],
      ticketId: ["工单", "Ticket"],
      source: ["费用来源", "Paid by"],
      on: ["发生日期", "On"],
      taxMinor: ["税额", "Tax"],
      netMinor: ["不含税金额", "Net"],
      placing: ["归集", "Placing"],
      paidOn: ["支付日期", "Paid on"],
      "lines.on": ["发生日期", "On"],
      "lines.category": ["费用类别", "Category"],
      "lines.note": ["说明", "Note"],
      "lines.amountMinor": ["金额", "Amount"],
      "lines.taxMinor": ["税额", "Tax"],
      "lines.currency": ["币种", "Currency"],
      "lines.rate": ["汇率", "Rate"],
      "lines.baseMinor": ["本位币金额", "In the tenant's currency"],
      "lines.baseTaxMinor": ["本位币税额", "Tax in the tenant's currency"],
      "lines.costCentre": ["成本中心", "Cost centre"],
      "charges.budgetId": ["预算", "Budget"],
      "charges.amountMinor": ["占用金额", "Amount"],
    },
    options: {
      reimbursement: ["员工报销", "Reimbursement"],
      company: ["公司支付", "Company-paid"],
      booked: ["已入账", "Booked"],
      reversed: ["已冲销", "Reversed"],
      placed: ["已归集", "Placed"],
    },
  },
  title: ({ title }) => title,
  search: ({ title }) => [{ field: "title", text: title, kind: "words" }],
  told: { by: "ownerId", detail: ["title", "amountMinor", "currency", "status"] },
  defaults: () => ({ status: "draft", source: "reimbursement" }),
  states: {
    field: "status",
    next: {
      draft: ["submitted", "approved"],
      submitted: ["approved", "draft"],
      approved: ["paid", "reversed"],
      paid: ["reversed"],
      booked: ["reversed"],
    },
    changeIn: ["draft"],
    archiveIn: ["draft"],
    instead: {
      change: "what was submitted stays as it is; have it refused, withdraw it, or reverse it and write it anew",
      archive: "what was submitted is not put away; reverse it",
    },
  },
  writing,
  example: {
    body: {
      title: "上海客户拜访",
      opportunityId: "{opportunityId}",
      lines: [
        { on: "2027-01-12", category: "travel", note: "高铁往返", amountMinor: 110_600, taxMinor: 9_132 },
        { on: "2027-01-12", category: "meals", amountMinor: 32_000 },
      ],
    },
  },
  patchExample: { body: { title: "上海云帆拜访" } },
});
