import { type Fact, source } from "../../shared/facts/fact.ts";
import {
  balance,
  count,
  createdOn,
  currency,
  day,
  different,
  id,
  money,
  oneOf,
  partner,
  share,
  where,
} from "../reported.ts";
import { ENTRY_KINDS, STATEMENT_STATES } from "./schema.ts";
import { partnerStatement, rebateEntry } from "./table.ts";

const AMOUNTS = ["kind", "amountMinor"];
/** What goes from one statement into the next is no rebate. */
const CARRIED: readonly string[] = ["carriedOut", "carriedIn"];
/** What received cash earns, and takes back. */
const OF_CASH: readonly string[] = ["accrual", "tierDifference"];

/** What partners are given, entry by entry. */
export const rebateFact: Fact = {
  name: "rebates",
  label: ["返利", "Rebates"],
  permissions: ["rebates.read"],
  on: "createdOn",
  dimensions: {
    createdOn: { ...createdOn, label: ["入账日期", "Credited on"] },
    bookedOn: day(["到款日期", "Receipt booked on"]),
    partnerId: partner,
    statementId: id(["对账单", "Statement"], "partnerStatement"),
    kind: oneOf(["返利类型", "Kind"], ENTRY_KINDS),
    ruleId: id(["返利规则", "Rule"], "rebateRule"),
    orderId: id(["订单", "Order"], "order"),
    currency,
  },
  measures: {
    entries: count(["返利笔数", "Entries"], ["不含结转的返利分录", "All entries but what is carried over"], "kind"),
    rebateMinor: money(["返利", "Rebate"], ["净返利，不含结转", "Net of what was taken back"], ...AMOUNTS),
    ofCashMinor: money(
      ["回款返利", "Of cash"],
      ["按回款计提的净返利", "What received cash has earned, net"],
      ...AMOUNTS,
    ),
    takenBackMinor: money(
      ["冲回返利", "Taken back"],
      ["随退款与撤销冲回的返利（负数）", "What went back with cash, negative"],
      ...AMOUNTS,
    ),
    referenceMinor: money(
      ["样板客户奖励", "For references"],
      ["样板客户的奖励", "For reference customers"],
      ...AMOUNTS,
    ),
    adjustedMinor: money(["调整", "Adjusted"], ["异议答复的调整", "What disputes were answered with"], ...AMOUNTS),
    cashMinor: money(["计返利回款", "Cash"], ["计提返利的净回款", "The received cash that it is for"], "cashMinor"),
    rebateRate: share(
      ["返利率", "Rebate rate"],
      ["回款返利 ÷ 计返利回款", "Of cash, in that cash"],
      "ofCashMinor",
      "cashMinor",
    ),
  },
  sources: [
    source(rebateEntry, ({ kind, amountMinor, cashMinor = 0 }) => {
      const isOfCash = OF_CASH.includes(kind);
      const isCarried = CARRIED.includes(kind);
      return [
        {
          ...{ entries: where(!isCarried), rebateMinor: where(!isCarried, amountMinor), cashMinor },
          ofCashMinor: where(isOfCash, amountMinor),
          takenBackMinor: where(isOfCash, Math.min(amountMinor, 0)),
          referenceMinor: where(kind === "reference", amountMinor),
          adjustedMinor: where(kind === "adjustment", amountMinor),
        },
      ];
    }),
  ],
};

const SUMS = ["totalMinor", "state"];

/** What partners are owed, statement by statement. */
export const partnerStatementFact: Fact = {
  name: "partnerStatements",
  label: ["返利对账单", "Partner statements"],
  permissions: ["rebates.read"],
  on: "monthOn",
  of: "partnerStatement",
  dimensions: {
    monthOn: day(["对账月份", "Statement month"], "month"),
    createdOn,
    closedOn: day(["关账日期", "Closed on"], "closedAt"),
    settledOn: day(["确认日期", "Settled on"], "settledAt"),
    paidOn: day(["支付日期", "Paid on"]),
    partnerId: partner,
    state: oneOf(["状态", "Status"], STATEMENT_STATES),
    currency,
  },
  measures: {
    statements: count(["对账单数", "Statements"], ["所有对账单", "All statements"]),
    totalMinor: money(["对账金额", "Total"], ["对账单合计", "What the statements come to"], "totalMinor"),
    openMinor: balance(["累计中", "Open"], ["未关账的返利", "What is credited in open ones"], ...SUMS),
    owedMinor: balance(["应付返利", "Owed"], ["已关账或已确认、未支付", "Closed or settled, and not paid"], ...SUMS),
    paidMinor: money(["已付返利", "Paid"], ["已支付的返利", "What was paid"], ...SUMS),
    disputes: count(["异议数", "Disputes"], ["提出的异议", "Disputes in all"], "disputes"),
    openDisputes: count(["未答复异议", "Open disputes"], ["尚未答复的异议", "Those yet to be answered"], "disputes"),
    owedPartners: different(["返利伙伴数", "Partners told"], ["有对账单的伙伴", "Different partners"], "partnerId"),
  },
  sources: [
    source(partnerStatement, ({ month, state, totalMinor, disputes }) => [
      {
        ...{ monthOn: `${month}-01`, statements: 1, totalMinor },
        openMinor: where(state === "open", totalMinor),
        owedMinor: where(state === "closed" || state === "settled", totalMinor),
        paidMinor: where(state === "paid", totalMinor),
        disputes: disputes.length,
        openDisputes: disputes.filter(({ answeredAt }) => answeredAt === undefined).length,
      },
    ]),
  ],
};
