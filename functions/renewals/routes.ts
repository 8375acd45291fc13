import { Fault, invalidField } from "../../shared/fault.ts";
import { readRoutes } from "../../shared/http/crud.ts";
import { load } from "../../shared/http/record.ts";
import { type Call, type Route, route } from "../../shared/http/route.ts";
import { settingRoutes } from "../../shared/http/settings.ts";
import { shown } from "../../shared/records/shown.ts";
import { actionRoutes } from "../../shared/records/transition.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { order } from "../orders/table.ts";
import { renewalActions } from "./actions.ts";
import { renewalNoun } from "./noun.ts";
import { bridgeRoute, duesRoute, figuresRoute } from "./reports.ts";
import { hasBegun, type Link } from "./rules.ts";
import { MatchInput, Renewal } from "./schema.ts";
import { renewal, renewalPolicy } from "./table.ts";

type Row = RowOf<typeof renewal>;
type AnyCall = Call<unknown, unknown>;
type Links = readonly Link[];

/** Changes what people have said of a due, and reckons its account anew. */
async function said(call: AnyCall, row: Row, orderIds: readonly string[], change: (links: Links) => Links) {
  const { follow } = await import("./follow.ts");
  await follow(call, row.accountId, [...orderIds, row.orderId], change);
  return shown(call, renewalNoun, await call.table.get(renewal, row.id));
}

/** The order that is to renew a due: signed, a renewal of the same customer, currency and product type, and later. */
async function checkRenewing(call: AnyCall, row: Row, orderId: string, path: string): Promise<void> {
  const found = await call.table.find(order, orderId);
  if (!found || !call.access.sees(order, found)) {
    throw invalidField(path, `There is no order ${orderId}.`, "unknown_reference");
  }
  const contract = await call.table.get(order, row.orderId);
  const wrong =
    (found.accountId !== row.accountId && "It is of another account.") ||
    (found.currency !== row.currency && "It is in another currency.") ||
    (found.kind !== "renewal" && `It is ${found.kind} and no renewal; amend it first.`) ||
    (found.status !== "signed" && "It is not signed.") ||
    (!hasBegun(found, row.dueOn) && `It ended on ${found.terminatedOn}, before it began.`) ||
    (!found.lines.some(({ productType }) => productType === row.productType) && `It has no ${row.productType}.`) ||
    (String(found.signedAt) <= String(contract.signedAt) && "It was signed before the contract that it would renew.");
  if (wrong) throw invalidField(path, wrong);
}

const match = route({
  method: "POST",
  path: `${renewalNoun.path}/{id}/match`,
  permission: "renewals.write",
  noun: renewal.noun,
  summary: "Says which orders renew it, and that all others do not, whatever was found; unmatch takes it back.",
  body: MatchInput,
  reply: Renewal,
  action: { name: "match", label: { "zh-CN": "人工匹配", en: "Match" } },
  example: { params: { id: "{id}" }, body: { orderIds: [] } },
  run: async (call) => {
    const row = await load(call, renewal);
    const { orderIds } = call.body;
    if (row.archived) throw new Fault("invalid_state", "Nothing is due any more: its order was cancelled or amended.");
    for (const [n, id] of orderIds.entries()) await checkRenewing(call, row, id, `orderIds.${n}`);
    const { id: renewalId, productType } = row;
    const others = row.parts.map(({ orderId }) => orderId).filter((id) => !orderIds.includes(id));
    const isOther = (link: Link): boolean =>
      link.renewalId !== renewalId &&
      !(link.renews && link.productType === productType && orderIds.includes(link.orderId));
    return said(call, row, orderIds, (links) => [
      ...links.filter(isOther),
      ...orderIds.map((orderId) => ({ orderId, productType, renewalId, renews: true })),
      ...others.map((orderId) => ({ orderId, productType, renewalId, renews: false })),
    ]);
  },
});

const unmatch = route({
  method: "POST",
  path: `${renewalNoun.path}/{id}/unmatch`,
  permission: "renewals.write",
  noun: renewal.noun,
  summary: "Takes back what people have said of it: the orders that renew it are found again.",
  reply: Renewal,
  action: { name: "unmatch", label: { "zh-CN": "恢复自动匹配", en: "Unmatch" } },
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const row = await load(call, renewal);
    return said(call, row, [], (links) => links.filter(({ renewalId }) => renewalId !== row.id));
  },
});

export const routes: Route[] = [
  ...readRoutes(renewalNoun),
  ...actionRoutes(renewalNoun, renewalActions),
  match,
  unmatch,
  bridgeRoute,
  figuresRoute,
  duesRoute,
  ...settingRoutes(renewalPolicy),
];
