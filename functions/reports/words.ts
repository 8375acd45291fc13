import type { Locale } from "../../shared/notify/format.ts";
import type { ReceiptRow } from "./figures.ts";

/** The words of the daily receipts report: mail, chart and workbook. */
export type ReportWords = {
  /** What the report is called. */
  called: string;
  subject: (day: string, totals: string, count: number) => string;
  subjectNone: (day: string) => string;
  intro: (day: string, scope: string) => string;
  total: string;
  none: string;
  noneNote: string;
  claimableNote: (count: number) => string;
  allClearNote: string;
  receipts: (count: number) => string;
  before: string;
  week: string;
  /** Where the money of the day is. */
  places: string;
  /** Between the first and the last of some days. */
  to: string;
  /** Between two sentences of a text message. */
  stop: string;
  late: (due: string, asOf: string) => string;
  cleared: string;
  prepayment: string;
  claimable: string;
  waiting: string;
  ofItClaimable: (amount: string) => string;
  claimables: string;
  /** Who should look at a receipt that waits: its department, or finance. */
  look: (department: string | undefined) => string;
  departments: string;
  noDepartment: string;
  otherDepartments: (count: number) => string;
  topAccounts: string;
  otherAccounts: (count: number) => string;
  unknownPayer: string;
  chartTitle: (currency: string) => string;
  otherCurrency: (currency: string) => string;
  attached: string;
  open: string;
  and: string;
  fileName: string;
  sheets: { summary: string; receipts: string };
  columns: Record<
    | "currency"
    | "department"
    | "account"
    | "count"
    | "amount"
    | "share"
    | "bookedOn"
    | "receivedAt"
    | "payer"
    | "remittance"
    | "state"
    | "bankReference"
    | "id"
    | "day"
    | "scope",
    string
  >;
  states: Record<ReceiptRow["state"], string>;
  byCurrency: string;
  byDepartment: string;
  byAccount: string;
  sum: string;
  leftOut: (count: number) => string;
};

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

const chinese: ReportWords = {
  called: "到款日报",
  subject: (day, totals, count) => `${day}到款日报：${totals}，共 ${count} 笔`,
  subjectNone: (day) => `${day}到款日报：当日无到款`,
  intro: (day, scope) => `${day} · ${scope}`,
  total: "到款总额",
  none: "无到款",
  noneNote: "当日没有到款。",
  claimableNote: (count) => `有 ${count} 笔到款待认领`,
  allClearNote: "没有待认领的到款",
  receipts: (count) => `${count} 笔`,
  before: "前一日",
  week: "上周同期",
  places: "款项去向",
  to: "至",
  stop: "；",
  late: (due, asOf) => `本报告应于 ${due} 发出；数据截至 ${asOf}。`,
  cleared: "已核销",
  prepayment: "预收款",
  claimable: "待认领",
  waiting: "未核销",
  ofItClaimable: (amount) => `待认领 ${amount}`,
  claimables: "等待认领",
  look: (department) => `请${department ?? "财务"}核实`,
  departments: "按部门",
  noDepartment: "未分配部门",
  otherDepartments: (count) => `其他 ${count} 个部门`,
  topAccounts: "主要客户",
  otherAccounts: (count) => `其他 ${count} 家客户`,
  unknownPayer: "尚未识别的付款方",
  chartTitle: (currency) => `各部门到款（${currency}）`,
  otherCurrency: (currency) => `${currency} 到款`,
  attached: "明细见附件。数据范围以您的权限为准。",
  open: "查看到款",
  and: " + ",
  fileName: "到款日报",
  sheets: { summary: "汇总", receipts: "到款明细" },
  columns: {
    currency: "币种",
    department: "部门",
    account: "客户",
    count: "笔数",
    amount: "到款金额",
    share: "占比",
    bookedOn: "入账日期",
    receivedAt: "收到时间",
    payer: "付款方",
    remittance: "附言",
    state: "状态",
    bankReference: "银行流水号",
    id: "编号",
    day: "日期",
    scope: "范围",
  },
  states: { received: "处理中", applied: "已核销", partlyApplied: "部分核销", claimable: "待认领", excluded: "不计" },
  byCurrency: "按币种",
  byDepartment: "按部门",
  byAccount: "按客户",
  sum: "合计",
  leftOut: (count) => `另有 ${count} 笔未列出，请在系统中导出。`,
};

const english: ReportWords = {
  called: "Daily receipts",
  subject: (day, totals, count) => `Receipts of ${day}: ${totals} in ${plural(count, "receipt", "receipts")}`,
  subjectNone: (day) => `Receipts of ${day}: none`,
  intro: (day, scope) => `${day} · ${scope}`,
  total: "Received",
  none: "Nothing",
  noneNote: "There were no receipts on this day.",
  claimableNote: (count) => (count === 1 ? "One receipt waits to be claimed" : `${count} receipts wait to be claimed`),
  allClearNote: "No receipt waits to be claimed",
  receipts: (count) => plural(count, "receipt", "receipts"),
  before: "The day before",
  week: "A week earlier",
  places: "Where it went",
  to: " – ",
  stop: ". ",
  late: (due, asOf) => `This report was due at ${due}; its figures are as of ${asOf}.`,
  cleared: "Cleared",
  prepayment: "Prepayments",
  claimable: "To be claimed",
  waiting: "Not applied yet",
  ofItClaimable: (amount) => `${amount} to be claimed`,
  claimables: "Waiting to be claimed",
  look: (department) => `for ${department ?? "finance"} to look at`,
  departments: "By department",
  noDepartment: "No department",
  otherDepartments: (count) => plural(count, "other department", "other departments"),
  topAccounts: "Top customers",
  otherAccounts: (count) => plural(count, "other customer", "other customers"),
  unknownPayer: "Payers not identified yet",
  chartTitle: (currency) => `Receipts by department (${currency})`,
  otherCurrency: (currency) => `Receipts in ${currency}`,
  attached: "Every receipt is in the workbook attached. You see what your rights let you see.",
  open: "View the receipts",
  and: " + ",
  fileName: "receipts",
  sheets: { summary: "Summary", receipts: "Receipts" },
  columns: {
    currency: "Currency",
    department: "Department",
    account: "Account",
    count: "Receipts",
    amount: "Amount",
    share: "Share",
    bookedOn: "Booked on",
    receivedAt: "Received at",
    payer: "Payer",
    remittance: "Remittance",
    state: "State",
    bankReference: "Bank reference",
    id: "Id",
    day: "Day",
    scope: "Scope",
  },
  states: {
    received: "Received",
    applied: "Applied",
    partlyApplied: "Partly applied",
    claimable: "To be claimed",
    excluded: "Excluded",
  },
  byCurrency: "By currency",
  byDepartment: "By department",
  byAccount: "By account",
  sum: "Total",
  leftOut: (count) => `${plural(count, "receipt is", "receipts are")} not listed; export them from the console.`,
};

export const reportWords: Record<Locale, ReportWords> = { "zh-CN": chinese, en: english };
