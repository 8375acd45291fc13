import { type Fact, source } from "../../shared/facts/fact.ts";
import { ORDER_KINDS } from "../credits/schema.ts";
import {
  account,
  average,
  balance,
  count,
  createdOn,
  currency,
  day,
  department,
  different,
  id,
  money,
  oneOf,
  owner,
  partner,
  share,
  where,
} from "../reported.ts";
import { RECEIVABLE_STATUSES } from "./schema.ts";
import { receivable } from "./table.ts";

const KINDS = ["invoice", "creditNote"];

/** What customers owe, and what became of it. Amounts are those of invoices; credit notes have a measure of their own. */
export const receivableFact: Fact = {
  name: "receivables",
  label: ["应收", "Receivables"],
  permissions: ["receivables.read"],
  on: "dueOn",
  of: "receivable",
  dimensions: {
    dueOn: day(["到期日期", "Due on"]),
    issuedOn: day(["开票日期", "Issued on"]),
    createdOn,
    accountId: account,
    orderId: id(["订单", "Order"], "order"),
    orderKind: oneOf(["订单类型", "Order kind"], ORDER_KINDS),
    ownerId: owner,
    departmentId: department,
    partnerId: partner,
    kind: oneOf(["类别", "Kind"], KINDS),
    status: oneOf(["状态", "Status"], RECEIVABLE_STATUSES),
    currency,
  },
  measures: {
    receivables: count(["应收笔数", "Receivables"], ["应收笔数，不含贷项", "Invoices, no credit notes"], "kind"),
    openCount: count(
      ["未清笔数", "Open receivables"],
      ["仍有未清的应收", "Invoices of which something is open"],
      "openMinor",
    ),
    amountMinor: money(["应收金额", "Amount"], ["应收金额之和", "What was invoiced"], "amountMinor", "kind"),
    paidMinor: money(["已收金额", "Paid"], ["已收现金", "Cash that came in on it"], "paidMinor", "kind"),
    openMinor: balance(["未清金额", "Open"], ["仍欠金额", "What is still owed"], "openMinor", "kind"),
    adjustedMinor: money(["调整金额", "Adjusted"], ["无现金结清", "Cleared without cash"], "adjustedMinor", "kind"),
    writtenOffMinor: money(["核销金额", "Written off"], ["放弃的金额", "What was given up"], "writtenOffMinor", "kind"),
    creditNotes: count(["贷项笔数", "Credit notes"], ["贷项通知单", "Credit notes"], "kind"),
    creditNoteMinor: money(["贷项金额", "Credited"], ["贷项金额之和", "What credit notes say"], "amountMinor", "kind"),
    deducted: count(
      ["有扣款", "With deductions"],
      ["有扣款的应收", "Invoices that a payer took something off"],
      "hasDeductions",
    ),
    collectionRate: share(
      ["回款率", "Collected"],
      ["已收金额 ÷ 应收金额", "Paid of invoiced"],
      "paidMinor",
      "amountMinor",
    ),
    writeOffRate: share(
      ["核销率", "Written off share"],
      ["核销金额 ÷ 应收金额", "Given up of invoiced"],
      "writtenOffMinor",
      "amountMinor",
    ),
    adjustedRate: share(
      ["调整率", "Adjusted share"],
      ["调整金额 ÷ 应收金额", "Adjusted of invoiced"],
      "adjustedMinor",
      "amountMinor",
    ),
    averageOpenMinor: average(
      ["平均未清", "Average open"],
      ["未清金额 ÷ 未清笔数", "Open of each open receivable"],
      "money",
      "openMinor",
      "openCount",
    ),
    debtors: different(["客户数", "Accounts"], ["不同客户", "Different accounts"], "accountId"),
  },
  sources: [
    source(receivable, (row) => {
      const isInvoice = row.kind === "invoice";
      const of = (amount: number): number => where(isInvoice, amount);
      return [
        {
          ...{ receivables: of(1), openCount: where(isInvoice && row.openMinor > 0), amountMinor: of(row.amountMinor) },
          ...{ paidMinor: of(row.paidMinor), openMinor: of(row.openMinor), adjustedMinor: of(row.adjustedMinor) },
          ...{ writtenOffMinor: of(row.writtenOffMinor), creditNotes: where(!isInvoice) },
          creditNoteMinor: where(!isInvoice, row.amountMinor),
          deducted: where(row.hasDeductions === true),
        },
      ];
    }),
  ],
};
