import type { Caller } from "../../shared/http/route.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import type { Action } from "../../shared/table/action.ts";
import { account } from "../accounts/table.ts";
import { partner } from "../partners/table.ts";
import { product } from "../products/table.ts";
import { REFERABLE } from "../referable.ts";
import { department, user } from "../users/table.ts";
import { revised, termed } from "./check.ts";
import { type OrderRow, termErrors } from "./rules.ts";
import { OrderInput, OrderView } from "./schema.ts";
import { order } from "./table.ts";

/** A new order uses its coupons, one that is cancelled gives them back. */
async function couponActions(call: Caller, after: OrderRow, before?: OrderRow): Promise<Action[]> {
  const { redeemCoupons, releaseCoupons } = await import("../prices/redeem.ts");
  if (!before) return redeemCoupons(call, after);
  return after.status === "cancelled" && before.status !== "cancelled" ? releaseCoupons(call, after) : [];
}

/** To a partner's person their order also says whose it is: of customers they see nothing else. */
async function shownTo({ actor, access, table }: Caller, row: OrderRow): Promise<object> {
  if (actor.kind !== "partner" || access.isClosed("account", "name")) return row;
  const customer = await table.find(account, row.accountId);
  return customer ? { ...row, customerName: customer.name } : row;
}

/** What a customer has bought, as everything that handles records by their declaration knows it. */
export const orderNoun: Noun = noun({
  entity: order,
  module: "orders",
  path: "/v1/orders",
  people: user,
  input: OrderInput,
  view: OrderView,
  title: ({ contractNo, id }) => contractNo ?? id,
  filters: ["accountId", "ownerId", "departmentId", "partnerId", "status", "kind", "contractNo", "currency"],
  ranges: ["createdAt", "totalMinor"],
  references: {
    accountId: account,
    ownerId: user,
    departmentId: department,
    partnerId: partner,
    memberIds: user,
    baseOrderId: order,
    "lines.productId": product,
    "credits.userId": user,
    "credits.partnerId": partner,
  },
  custom: REFERABLE,
  listed: true,
  lacks: { referable: "roll-ups add it up by the accounts that it names" },
  labels: {
    noun: ["订单", "Order"],
    fields: {
      customerName: ["客户", "Customer"],
      quoteId: ["报价", "Quote"],
      costMinor: ["成本", "Cost"],
      netMinor: ["不含税金额", "Net"],
      startsOn: ["开始日期", "Starts on"],
      endsOn: ["结束日期", "Ends on"],
      baseOrderId: ["原订单", "Base order"],
      freeMonths: ["赠送月数", "Free months"],
      autoRenewMonths: ["自动续约月数", "Renews itself for months"],
      noticeDays: ["提前通知天数", "Days of notice"],
      handOver: ["交接", "Hand-over"],
      terminatedAt: ["终止时间", "Terminated at"],
      terminatedOn: ["终止日期", "Terminated on"],
      terminateReason: ["终止原因", "Terminated because"],
      refundMinor: ["退款金额", "Refund"],
      refundReceivableId: ["退款应收单", "Refund's credit note"],
    },
    options: { new: ["新签", "New business"] },
  },
  single: ["currency", "lines", "instalments", "credits"],
  kept: ["status", "totalMinor", "signedAt", "cancelledAt", "amendments"],
  // One without a contract is called by the end of its id, as its receivables are.
  search: ({ id, contractNo }) => [
    contractNo
      ? { field: "contractNo", text: contractNo, kind: "number" }
      : { field: "id", text: id.slice(-10), kind: "number" },
  ],
  told: { by: "ownerId", detail: ["status", "kind", "totalMinor", "currency", "contractNo"] },
  section: {
    group: "business",
    amounts: {
      signedMinor: {
        of: ["totalMinor", "status", "currency"],
        sum: (row) => (row.status === "signed" ? row.totalMinor : 0),
      },
    },
  },
  states: {
    field: "status",
    next: { draft: ["signed", "cancelled"], signed: ["cancelled"] },
    changeIn: ["draft"],
    archiveIn: ["draft", "cancelled"],
    instead: {
      change: "a signed order changes by POST /v1/orders/{id}/amend",
      sign: "only a draft can be signed",
      amend: "a draft changes by PATCH, a cancelled order not at all",
      cancel: "it is cancelled already",
      archive: "a signed order is archived once it is cancelled",
    },
  },
  defaults: () => ({ status: "draft" }),
  show: (row, call) => shownTo(call, row),
  check: termErrors,
  prepare: termed,
  revise: revised,
  // How payers' references are read is loaded by the first write.
  alongside: async (call, after, before) => {
    const { orderBearer, signalActions } = await import("../reconciliation/signals.ts");
    const signals = signalActions(call.now, orderBearer(after), before && orderBearer(before));
    return [...signals, ...(after.coupons ? await couponActions(call, after, before) : [])];
  },
  example: {
    body: {
      accountId: "{accountId}",
      currency: "CNY",
      contractNo: "HT-2026-0117",
      kind: "new",
      lines: [{ productId: "{productId}", quantity: 1, amountMinor: 1_200_000 }],
      instalments: [
        { dueOn: "2026-12-31", amountMinor: 400_000 },
        { dueOn: "2027-03-31", amountMinor: 800_000 },
      ],
      startsOn: "2027-01-01",
      endsOn: "2027-12-31",
      autoRenewMonths: 12,
    },
  },
  patchExample: { body: { memberIds: [] } },
});
