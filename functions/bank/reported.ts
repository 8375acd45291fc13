import { type Fact, source } from "../../shared/facts/fact.ts";
import {
  account,
  average,
  count,
  currency,
  day,
  days,
  daysFrom,
  department,
  different,
  id,
  money,
  oneOf,
  owner,
  share,
  where,
  yes,
} from "../reported.ts";
import { standing, unpackProof } from "./rules.ts";
import { ALLOCATION_KINDS, TRANSACTION_STATES } from "./schema.ts";
import { bankTransaction } from "./table.ts";

const dimensions = {
  bookedOn: day(["入账日期", "Booked on"]),
  receivedOn: day(["收到日期", "Told on"], "createdAt"),
  accountId: account,
  ownerId: owner,
  departmentId: department,
  connectionId: id(["银行账户", "Bank account"], "bankConnection"),
  currency,
};
const DECIDED = ["applied", "partlyApplied"];
/** Where a line's account is known by the payer's own virtual account. */
const viaVirtual = yes(["虚拟账户", "By virtual account"], "virtualAccountNo");

/** Money that came in from customers: fees, interest and transfers of our own are none of it. */
export const receiptFact: Fact = {
  name: "receipts",
  label: ["收款", "Receipts"],
  permissions: ["bank.read"],
  on: "bookedOn",
  of: "bankTransaction",
  dimensions: {
    ...dimensions,
    state: oneOf(["状态", "State"], TRANSACTION_STATES),
    isVirtual: viaVirtual,
    isAdvised: yes(["有付款通知", "Advised"], "adviceId", "remittanceLines"),
  },
  measures: {
    receipts: count(["收款笔数", "Receipts"], ["收款笔数", "Receipts"]),
    receivedMinor: money(["收款金额", "Received"], ["收款金额之和", "What came in"], "amountMinor"),
    appliedMinor: money(
      ["已核销金额", "Applied"],
      ["已用于应收", "What cleared receivables"],
      "allocations",
      "unappliedMinor",
    ),
    inAdvanceMinor: money(["预收金额", "In advance"], ["记为预收", "What is kept for its account"], "allocations"),
    unappliedMinor: money(["未核销金额", "Unapplied"], ["尚无去处", "What has no place yet"], "unappliedMinor"),
    goneMinor: money(["退回金额", "Gone again"], ["退回或退款", "What was given back or refunded"], "allocations"),
    chargesMinor: money(["手续费", "Charges"], ["银行扣费", "What banks took off"], "chargesMinor"),
    waiting: count(["待处理笔数", "Waiting"], ["待认领或部分核销", "Receipts that wait for somebody"], "state"),
    unknownPayers: count(["未知客户", "Unknown account"], ["未识别客户", "Receipts of no known account"], "accountId"),
    appliedRate: share(
      ["核销率", "Applied share"],
      ["已核销金额 ÷ 收款金额", "Applied of received"],
      "appliedMinor",
      "receivedMinor",
    ),
    averageReceiptMinor: average(
      ["平均收款", "Average receipt"],
      ["收款金额 ÷ 收款笔数", "Amount of each receipt"],
      "money",
      "receivedMinor",
      "receipts",
    ),
    payers: different(["付款客户数", "Paying accounts"], ["不同客户", "Different accounts"], "accountId"),
  },
  sources: [
    source(bankTransaction, (row) => {
      if (row.direction !== "credit" || row.state === "excluded") return [];
      const stands = standing(row);
      const sum = (...kinds: string[]): number =>
        stands.reduce((total, entry) => total + (kinds.includes(entry.kind) ? entry.amountMinor : 0), 0);
      return [
        {
          ...{ receipts: 1, receivedMinor: row.amountMinor, appliedMinor: sum("payment") },
          ...{ inAdvanceMinor: sum("prepayment"), unappliedMinor: row.unappliedMinor },
          ...{ goneMinor: sum("returned", "refund"), chargesMinor: row.chargesMinor ?? 0 },
          ...{ waiting: where(row.state !== "applied"), unknownPayers: where(row.accountId === undefined) },
        },
      ];
    }),
  ],
};

/** What cash was used for: a row for each entry, what was undone as its negative. */
export const cashFact: Fact = {
  name: "cashApplied",
  label: ["核销", "Cash applied"],
  permissions: ["bank.read"],
  on: "bookedOn",
  dimensions: {
    ...dimensions,
    kind: oneOf(["种类", "Kind"], ALLOCATION_KINDS, "allocations"),
    receivableId: id(["应收", "Receivable"], "receivable", "allocations"),
    isReversal: yes(["冲销", "Reversal"], "allocations"),
  },
  measures: {
    entries: count(["分录数", "Entries"], ["核销分录数", "Entries of cash application"], "allocations"),
    entryMinor: money(["分录金额", "Amount"], ["净额，含冲销", "Net of what was undone"], "allocations"),
    cashMinor: money(
      ["核销现金", "Cash on receivables"],
      ["用于应收的现金净额", "Cash that cleared receivables, net"],
      "allocations",
    ),
    discountMinor: money(["现金折扣", "Discounts"], ["现金折扣净额", "Discounts taken, net"], "allocations"),
    toleranceMinor: money(["容差", "Tolerances"], ["容差净额", "Small differences, net"], "allocations"),
    bankChargeMinor: money(["银行费用", "Bank charges"], ["银行费用净额", "Charges of banks, net"], "allocations"),
    deductedMinor: money(["扣款", "Deductions"], ["扣款净额", "Deductions settled, net"], "allocations"),
    nettedMinor: money(["贷项抵扣", "Netting"], ["贷项抵扣净额", "Credit notes netted, net"], "allocations"),
    undoneMinor: money(["撤销金额", "Undone"], ["撤销的金额（负数）", "What was undone, negative"], "allocations"),
    reversals: count(["撤销分录", "Reversals"], ["冲销分录数", "Entries that undo"], "allocations"),
    reversalRate: share(
      ["撤销率", "Reversal share"],
      ["撤销分录 ÷ 分录数", "Reversals of entries"],
      "reversals",
      "entries",
    ),
    cleared: different(["涉及应收数", "Receivables"], ["不同应收", "Different receivables"], "receivableId"),
  },
  sources: [
    source(bankTransaction, (row) =>
      (row.allocations ?? []).map(({ kind, receivableId, accountId, reversesId, amountMinor }) => {
        const of = (one: string): number => where(kind === one, amountMinor);
        const isReversal = reversesId !== undefined;
        return {
          ...{ accountId: accountId ?? row.accountId, kind, receivableId, isReversal },
          ...{ entries: 1, entryMinor: amountMinor },
          ...{ cashMinor: of("payment"), discountMinor: of("discount"), toleranceMinor: of("tolerance") },
          ...{ bankChargeMinor: of("charges"), deductedMinor: of("deduction"), nettedMinor: of("netting") },
          ...{ undoneMinor: where(isReversal, amountMinor), reversals: where(isReversal) },
        };
      }),
    ),
  ],
};

/** How well receipts explain themselves: what the engine decided, what people had to. */
export const decisionFact: Fact = {
  name: "reconciliation",
  label: ["对账质量", "Reconciliation"],
  permissions: ["bank.read", "reconciliation.read"],
  on: "bookedOn",
  dimensions: {
    ...dimensions,
    state: oneOf(["状态", "State"], TRANSACTION_STATES),
    direction: oneOf(["方向", "Direction"], ["credit", "debit"]),
    exclusion: oneOf(["排除原因", "Why excluded"]),
    step: oneOf(["判定依据", "Evidence"], undefined, "proof"),
    why: oneOf(["判定结果", "How explained"], undefined, "proof"),
    decidedBy: oneOf(["处理方式", "Decided by"], ["engine", "person", "nobody"], "proof", "runs"),
    isVirtual: viaVirtual,
  },
  measures: {
    bankLines: count(["流水笔数", "Lines"], ["所有银行流水", "All lines that banks told"]),
    lineMinor: money(["流水金额", "Amount"], ["流水金额之和", "What the lines are worth"], "amountMinor"),
    applicable: count(
      ["收款流水", "To be explained"],
      ["非排除的入账", "Lines that came in and are not excluded"],
      "state",
      "direction",
    ),
    byEngine: count(["自动核销", "By the engine"], ["由引擎核销", "Applied by the engine"], "state", "proof"),
    byPeople: count(["人工核销", "By people"], ["由人工核销", "Applied by people"], "state", "proof"),
    undecided: count(["未决流水", "Undecided"], ["尚未核销", "Not applied yet"], "state"),
    excluded: count(["已排除", "Excluded"], ["非客户款项", "No customer's payment"], "state"),
    undone: count(["被撤销", "Undone"], ["有撤销记录的流水", "Lines of which something was undone"], "allocations"),
    daysToTell: days(
      ["到达总天数", "Days until told"],
      ["入账到收到通知", "From booking to the bank's telling"],
      "bookedOn",
    ),
    automaticRate: share(
      ["自动率", "Automatic share"],
      ["自动核销 ÷ 收款流水", "By the engine of what is to be explained"],
      "byEngine",
      "applicable",
    ),
    explainedRate: share(
      ["解释率", "Explained share"],
      ["已核销 ÷ 收款流水", "Applied of what is to be explained"],
      "explained",
      "applicable",
    ),
    undoneRate: share(
      ["撤销率", "Undone share"],
      ["被撤销 ÷ 收款流水", "Undone of what is to be explained"],
      "undone",
      "applicable",
    ),
    averageDaysToTell: average(
      ["平均到达天数", "Average days until told"],
      ["到达总天数 ÷ 流水笔数", "Days of each line"],
      "days",
      "daysToTell",
      "bankLines",
    ),
    explained: count(["已解释", "Explained"], ["自动或人工核销", "Applied by the engine or by people"], "state"),
  },
  sources: [
    source(bankTransaction, (row, { day }) => {
      const isIn = row.direction === "credit" && row.state !== "excluded";
      const isDecided = isIn && DECIDED.includes(row.state);
      const proof = unpackProof(row.proof);
      // What a claim booked stands under the run that taught the payer.
      const isByPerson = isDecided && standing(row).some(({ run }) => row.taught?.some((lesson) => lesson.run === run));
      const decidedBy = isDecided ? (isByPerson ? "person" : "engine") : "nobody";
      return [
        {
          ...{ step: proof?.step, why: proof?.why, decidedBy },
          ...{ bankLines: 1, lineMinor: row.amountMinor, applicable: where(isIn), explained: where(isDecided) },
          ...{ byEngine: where(isDecided && !isByPerson), byPeople: where(isByPerson) },
          ...{ undecided: where(isIn && !isDecided), excluded: where(row.state === "excluded") },
          undone: where((row.allocations ?? []).some(({ reversesId }) => reversesId !== undefined)),
          daysToTell: daysFrom(row.bookedOn, day(row.createdAt)),
        },
      ];
    }),
  ],
};
