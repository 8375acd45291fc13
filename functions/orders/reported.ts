import { type Fact, source } from "../../shared/facts/fact.ts";
import { ORDER_KINDS } from "../credits/schema.ts";
import {
  account,
  average,
  count,
  createdOn,
  currency,
  day,
  days,
  daysFrom,
  department,
  different,
  id,
  marginOf,
  margins,
  money,
  oneOf,
  owner,
  partner,
  product,
  share,
  where,
  yes,
} from "../reported.ts";
import { ORDER_STATUSES, SIDES } from "./schema.ts";
import { order } from "./table.ts";

const AMOUNTS = ["lines", "totalMinor"];
const dimensions = {
  signedOn: day(["签约日期", "Signed on"], "signedAt"),
  createdOn,
  endsOn: day(["到期日期", "Ends on"]),
  accountId: account,
  ownerId: owner,
  departmentId: department,
  partnerId: partner,
  kind: oneOf(["订单类型", "Kind"], ORDER_KINDS),
  status: oneOf(["状态", "Status"], ORDER_STATUSES),
  currency,
};

/** What was sold. */
export const orderFact: Fact = {
  name: "orders",
  label: ["订单", "Orders"],
  permissions: ["orders.read"],
  on: "signedOn",
  of: "order",
  dimensions: {
    ...dimensions,
    startsOn: day(["开始日期", "Starts on"]),
    terminatedOn: day(["终止日期", "Terminated on"]),
    opportunityId: id(["商机", "Opportunity"], "opportunity"),
    side: oneOf(["业绩归属", "Credited side"], SIDES, "handOver"),
    isQuoted: yes(["来自报价", "Came of a quote"], "quoteId"),
  },
  measures: {
    orders: count(["订单数", "Orders"], ["所有订单", "All orders"]),
    signed: count(["签约数", "Signed"], ["已签约的订单", "Orders that are signed"], "status"),
    cancelled: count(["取消数", "Cancelled"], ["取消的订单", "Orders that were cancelled"], "status"),
    terminated: count(
      ["提前终止", "Terminated"],
      ["提前终止的合同", "Contracts that ended early"],
      "terminatedAt",
      "terminatedOn",
    ),
    amended: count(["有变更", "Amended"], ["签约后变更过的订单", "Orders amended after signing"], "amendments"),
    totalMinor: money(["订单金额", "Total"], ["所有订单金额", "What all orders are worth"], ...AMOUNTS),
    signedMinor: money(
      ["签约金额", "Signed amount"],
      ["已签约金额", "What signed orders are worth"],
      ...AMOUNTS,
      "status",
    ),
    newMinor: money(["新签金额", "New"], ["已签约的新购", "Signed new contracts"], ...AMOUNTS, "kind", "status"),
    upsellMinor: money(["增购金额", "Upsell"], ["已签约的增购", "Signed additions"], ...AMOUNTS, "kind", "status"),
    renewalMinor: money(["续费金额", "Renewal"], ["已签约的续费", "Signed renewals"], ...AMOUNTS, "kind", "status"),
    partnerMinor: money(
      ["伙伴签约金额", "By partners"],
      ["有伙伴的签约金额", "Signed with a partner"],
      ...AMOUNTS,
      "partnerId",
      "status",
    ),
    ...margins(
      ["成本已知的已签约不含税金额", "Signed, without tax, where the cost is known"],
      ...[...AMOUNTS, "netMinor", "status"],
    ),
    refundMinor: money(["退款金额", "Refund"], ["终止退款", "Refunds of ended contracts"], "refundMinor"),
    instalments: count(["付款期数", "Instalments"], ["付款计划期数", "Parts of the payment plans"], "instalments"),
    daysToSign: days(["签约总天数", "Days to sign"], ["从创建到签约", "From creation to signing"], "signedAt"),
    averageSignedMinor: average(
      ["平均签约金额", "Average order"],
      ["签约金额 ÷ 签约数", "Amount of each signed order"],
      "money",
      "signedMinor",
      "signed",
    ),
    averageDaysToSign: average(
      ["平均签约天数", "Average days to sign"],
      ["签约总天数 ÷ 签约数", "Days of each signed order"],
      "days",
      "daysToSign",
      "signed",
    ),
    averageInstalments: average(
      ["平均期数", "Average instalments"],
      ["付款期数 ÷ 订单数", "Instalments of each order"],
      "count",
      "instalments",
      "orders",
    ),
    renewalShare: share(
      ["续费占比", "Renewal share"],
      ["续费金额 ÷ 签约金额", "Renewals of what was signed"],
      "renewalMinor",
      "signedMinor",
    ),
    newShare: share(
      ["新签占比", "New share"],
      ["新签金额 ÷ 签约金额", "New contracts of what was signed"],
      "newMinor",
      "signedMinor",
    ),
    partnerShare: share(
      ["伙伴占比", "Partner share"],
      ["伙伴签约金额 ÷ 签约金额", "By partners of what was signed"],
      "partnerMinor",
      "signedMinor",
    ),
    cancelRate: share(["取消率", "Cancel rate"], ["取消数 ÷ 订单数", "Cancelled in all"], "cancelled", "orders"),
    buyers: different(["购买客户数", "Buyers"], ["不同客户", "Different accounts"], "accountId"),
  },
  sources: [
    source(order, (row, { day }) => {
      const isSigned = row.status === "signed";
      const signed = where(isSigned, row.totalMinor);
      const of = (kind: string): number => where(row.kind === kind, signed);
      return [
        {
          ...{ side: row.handOver?.side, orders: 1, signed: where(isSigned) },
          ...{ cancelled: where(row.status === "cancelled"), terminated: where(row.terminatedAt !== undefined) },
          ...{ amended: where((row.amendments ?? 0) > 0), totalMinor: row.totalMinor, signedMinor: signed },
          ...{ newMinor: of("new"), upsellMinor: of("upsell"), renewalMinor: of("renewal") },
          ...{ partnerMinor: where(row.partnerId !== undefined, signed), refundMinor: row.refundMinor ?? 0 },
          ...(isSigned ? marginOf(row.netMinor, row.costMinor) : marginOf(undefined, undefined)),
          instalments: row.instalments.length,
          daysToSign: where(isSigned, daysFrom(day(row.createdAt), day(row.signedAt))),
        },
      ];
    }),
  ],
};

/** What was sold, line by line. */
export const orderLineFact: Fact = {
  name: "orderLines",
  label: ["订单明细", "Order lines"],
  permissions: ["orders.read"],
  on: "signedOn",
  dimensions: {
    ...dimensions,
    productId: { ...product, fields: ["lines"] },
    productType: oneOf(["产品类型", "Product type"], undefined, "lines"),
  },
  measures: {
    lines: count(["明细数", "Lines"], ["订单行数", "Lines of orders"]),
    quantity: count(["数量", "Quantity"], ["数量之和", "How many of them"], "lines"),
    signedQuantity: count(["签约数量", "Signed quantity"], ["已签约的数量", "How many were signed"], "lines", "status"),
    lineMinor: money(["明细金额", "Amount"], ["订单行金额", "What the lines are worth"], "lines"),
    signedLineMinor: money(
      ["签约金额", "Signed amount"],
      ["已签约行金额", "What signed lines are worth"],
      "lines",
      "status",
    ),
    newLineMinor: money(
      ["新签金额", "New"],
      ["已签约新购行金额", "Signed lines of new contracts"],
      "lines",
      "status",
      "kind",
    ),
    renewalLineMinor: money(
      ["续费金额", "Renewal"],
      ["已签约续费行金额", "Signed lines of renewals"],
      "lines",
      "status",
      "kind",
    ),
    averagePriceMinor: average(
      ["平均单价", "Average price"],
      ["签约金额 ÷ 签约数量", "Amount of each that was signed"],
      "money",
      "signedLineMinor",
      "signedQuantity",
    ),
    soldProducts: different(["产品数", "Products"], ["不同产品", "Different products"], "productId"),
    productBuyers: different(["购买客户数", "Buyers"], ["不同客户", "Different accounts"], "accountId"),
  },
  sources: [
    source(order, (row) =>
      row.lines.map((line) => {
        const signed = where(row.status === "signed", line.amountMinor);
        return {
          ...{ productId: line.productId, productType: line.productType, lines: 1, quantity: line.quantity },
          ...{ signedQuantity: where(row.status === "signed", line.quantity), lineMinor: line.amountMinor },
          ...{ signedLineMinor: signed, newLineMinor: where(row.kind === "new", signed) },
          renewalLineMinor: where(row.kind === "renewal", signed),
        };
      }),
    ),
  ],
};
