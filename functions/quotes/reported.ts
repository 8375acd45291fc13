import { type Fact, source } from "../../shared/facts/fact.ts";
import { ORDER_KINDS } from "../credits/schema.ts";
import {
  account,
  archived,
  average,
  count,
  createdOn,
  currency,
  day,
  days,
  daysFrom,
  department,
  id,
  marginOf,
  margins,
  money,
  oneOf,
  owner,
  product,
  share,
  where,
} from "../reported.ts";
import { QUOTE_STATUSES } from "./schema.ts";
import { quote } from "./table.ts";

const PRICES = ["lines", "discountBasisPoints", "subtotalMinor", "discountMinor", "totalMinor"];
const dimensions = {
  createdOn,
  acceptedOn: day(["接受日期", "Accepted on"], "acceptedAt"),
  validUntil: day(["有效期至", "Valid until"]),
  accountId: account,
  opportunityId: id(["商机", "Opportunity"], "opportunity"),
  ownerId: owner,
  departmentId: department,
  status: oneOf(["状态", "Status"], QUOTE_STATUSES),
  orderKind: oneOf(["订单类型", "Order kind"], ORDER_KINDS),
  currency,
};

/** What was offered, and what became of it. */
export const quoteFact: Fact = {
  name: "quotes",
  label: ["报价", "Quotes"],
  permissions: ["quotes.read"],
  on: "createdOn",
  of: "quote",
  dimensions: {
    ...dimensions,
    sentOn: day(["发送日期", "Sent on"], "sentAt"),
    archived,
  },
  measures: {
    quotes: count(["报价数", "Quotes"], ["所有报价", "All quotes"]),
    sent: count(["已发送", "Sent"], ["发给客户的报价", "Quotes that reached their customer"], "sentAt"),
    accepted: count(["已接受", "Accepted"], ["客户接受的报价", "Quotes that were accepted"], "status"),
    expired: count(["已过期", "Expired"], ["过期的报价", "Quotes that ran out"], "status"),
    revisions: count(["修订总数", "Revisions"], ["版本号之和", "The revisions together"], "revision"),
    subtotalMinor: money(["折前金额", "Subtotal"], ["折扣前金额", "Before discount and tax"], ...PRICES),
    discountMinor: money(["折扣金额", "Discount"], ["整单折扣金额", "What is taken off the whole"], ...PRICES),
    taxMinor: money(["税额", "Tax"], ["税额之和", "Tax"], ...PRICES, "taxMinor"),
    totalMinor: money(["报价金额", "Total"], ["含税总额", "Tax included"], ...PRICES),
    acceptedMinor: money(
      ["接受金额", "Accepted total"],
      ["接受报价的含税总额", "Of what was accepted, tax included"],
      ...PRICES,
      "status",
    ),
    ...margins(["成本已知的不含税报价金额", "Offered, without tax, where the cost is known"], ...PRICES),
    daysToAccept: days(["接受总天数", "Days to accept"], ["从创建到接受", "From creation to acceptance"], "acceptedAt"),
    discountRate: share(
      ["折扣率", "Discount rate"],
      ["折扣金额 ÷ 折前金额", "Discount of the subtotal"],
      "discountMinor",
      "subtotalMinor",
    ),
    acceptanceRate: share(["接受率", "Acceptance rate"], ["已接受 ÷ 报价数", "Accepted in all"], "accepted", "quotes"),
    valueAcceptanceRate: share(
      ["金额接受率", "Acceptance by value"],
      ["接受金额 ÷ 报价金额", "Accepted total in all"],
      "acceptedMinor",
      "totalMinor",
    ),
    averageRevisions: average(
      ["平均修订", "Average revisions"],
      ["修订总数 ÷ 报价数", "Revisions of each quote"],
      "count",
      "revisions",
      "quotes",
    ),
    averageQuoteMinor: average(
      ["平均报价金额", "Average quote"],
      ["报价金额 ÷ 报价数", "Total of each quote"],
      "money",
      "totalMinor",
      "quotes",
    ),
    averageDaysToAccept: average(
      ["平均接受天数", "Average days to accept"],
      ["接受总天数 ÷ 已接受", "Days of each accepted quote"],
      "days",
      "daysToAccept",
      "accepted",
    ),
  },
  sources: [
    source(quote, (row, { day }) => {
      const isAccepted = row.status === "accepted";
      return [
        {
          ...{ quotes: 1, sent: where(row.sentAt !== undefined) },
          ...{ accepted: where(isAccepted), expired: where(row.status === "expired"), revisions: row.revision },
          ...{ subtotalMinor: row.subtotalMinor, discountMinor: row.discountMinor, taxMinor: row.taxMinor },
          ...{ totalMinor: row.totalMinor, acceptedMinor: where(isAccepted, row.totalMinor) },
          ...marginOf(row.subtotalMinor - row.discountMinor, row.costMinor),
          daysToAccept: where(isAccepted, daysFrom(day(row.createdAt), day(row.acceptedAt))),
        },
      ];
    }),
  ],
};

/** What was offered, line by line. */
export const quoteLineFact: Fact = {
  name: "quoteLines",
  label: ["报价明细", "Quote lines"],
  permissions: ["quotes.read"],
  on: "createdOn",
  dimensions: { ...dimensions, productId: { ...product, fields: ["lines"] } },
  measures: {
    lines: count(["明细数", "Lines"], ["报价行数", "Lines of quotes"]),
    quantity: count(["数量", "Quantity"], ["数量之和", "How many of them"], "lines"),
    listMinor: money(["目录价金额", "At list price"], ["折前行金额", "Before all discounts"], "lines"),
    lineDiscountMinor: money(["行折扣", "Line discount"], ["行折扣金额", "What is taken off the lines"], "lines"),
    netMinor: money(["净额", "Net"], ["折后不含税", "After all discounts, without tax"], "lines"),
    acceptedNetMinor: money(
      ["接受净额", "Accepted net"],
      ["接受报价的净额", "Net of what was accepted"],
      "lines",
      "status",
    ),
    lineDiscountRate: share(
      ["行折扣率", "Line discount rate"],
      ["行折扣 ÷ 目录价金额", "Discount of the list price"],
      "lineDiscountMinor",
      "listMinor",
    ),
    takenRate: share(["成交率", "Taken"], ["接受净额 ÷ 净额", "Accepted of net"], "acceptedNetMinor", "netMinor"),
  },
  sources: [
    source(quote, (row) =>
      row.lines.map((line) => ({
        ...{ productId: line.productId, lines: 1, quantity: line.quantity, listMinor: line.listMinor },
        ...{ lineDiscountMinor: line.discountMinor, netMinor: line.netMinor },
        acceptedNetMinor: where(row.status === "accepted", line.netMinor),
      })),
    ),
  ],
};
