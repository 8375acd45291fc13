import * as z from "zod";
import { crud } from "../../shared/http/crud.ts";
import { changed, fresh, load } from "../../shared/http/record.ts";
import { type Call, type Route, route } from "../../shared/http/route.ts";
import type { Action } from "../../shared/table/action.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { receivable } from "../receivables/table.ts";
import { user } from "../users/table.ts";
import { amendedReceivables } from "./amend.ts";
import { checkedOrder } from "./check.ts";
import { cancelledReceivables, type ReceivableRow, type ReceivableWrite, signedReceivables } from "./plan.ts";
import { checkAction, totalOf } from "./rules.ts";
import { AmendmentInput, AmendmentView, CancelInput, Order, OrderInput } from "./schema.ts";
import { amendment, order } from "./table.ts";

type AnyCall = Call<unknown, unknown>;
type Row = RowOf<typeof order>;

/** How references are read is loaded by the first write of an order that payers may name. */
const signals = () => import("../reconciliation/signals.ts");
type Signals = Awaited<ReturnType<typeof signals>>;

const PATH = "/v1/orders";
const one = { noun: order.noun, reply: Order };

/** The writes of receivables and of the signals by which payers' references find them. */
const receivableActions = (
  { receivableBearer, signalActions }: Signals,
  writes: readonly ReceivableWrite[],
  now: string,
): Action[] =>
  writes.flatMap(({ before, after }) => [
    before ? write.replace(receivable, before, after) : write.create(receivable, after),
    ...signalActions(now, receivableBearer(after), before && receivableBearer(before)),
  ]);

/** The order and what changes with it, in one transaction; 409 `stale` if any of the rows was changed meanwhile. */
async function commit(call: AnyCall, before: Row, after: Row, writes: readonly ReceivableWrite[], more: Action[] = []) {
  const reading = await signals();
  await call.table.commit([
    write.replace(order, before, after),
    ...reading.signalActions(call.now, reading.orderBearer(after), reading.orderBearer(before)),
    ...receivableActions(reading, writes, call.now),
    ...more,
  ]);
  return after;
}

/** The standing receivables of a signed order, in the plan's order and strongly consistent. */
async function standing(call: AnyCall, row: Row): Promise<ReceivableRow[]> {
  const ids = row.instalments.flatMap((i) => i.receivableId ?? []);
  const rows = await call.table.getMany(receivable, ids, true);
  return ids.flatMap((id) => rows.get(id) ?? []);
}

const sign = route({
  ...one,
  method: "POST",
  path: `${PATH}/{id}/sign`,
  permission: "orders.write",
  summary: "Signs an order; in the same transaction its receivables come to exist, one an instalment.",
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const before = await load(call, order);
    checkAction(before, "sign");
    const rows = signedReceivables(before, () => fresh(call, receivable));
    const after = changed(call, before, {
      status: "signed",
      signedAt: call.now,
      receivablesMade: rows.length,
      instalments: before.instalments.map((i, n) => ({ ...i, receivableId: rows[n]?.id })),
    });
    const writes = rows.map((row) => ({ after: row }));
    return commit(call, before, after, writes);
  },
});

const amend = route({
  ...one,
  method: "POST",
  path: `${PATH}/{id}/amend`,
  permission: "orders.write",
  summary: "Changes the terms of a signed order and keeps the old ones; what cash stands on keeps its amount.",
  body: AmendmentInput,
  example: {
    params: { id: "{id}" },
    body: { reason: "客户要求分两期", instalments: [{ dueOn: "2027-03-31", amountMinor: 1_200_000 }] },
  },
  run: async (call) => {
    const before = await load(call, order);
    checkAction(before, "amend");
    const { reason, ...given } = call.body;
    const rows = await standing(call, before);
    const plan =
      given.instalments ?? rows.map(({ id, dueOn, amountMinor }) => ({ dueOn, amountMinor, receivableId: id }));
    const terms = await checkedOrder(call, { ...before, ...given, instalments: plan }, given);
    const next = changed(call, before, { ...given, ...terms, instalments: plan });
    const base = () => fresh(call, receivable);
    const amended = amendedReceivables(next, rows, base, call.now);
    const number = (before.amendments ?? 0) + 1;
    const { lines, instalments, credits, totalMinor, kind } = before;
    const history = {
      ...fresh(call, amendment),
      orderId: before.id,
      number,
      reason,
      before: { lines, instalments, credits, totalMinor, kind },
      totalDeltaMinor: totalOf(next.lines) - totalMinor,
    };
    const after = { ...amended.order, amendments: number };
    return commit(call, before, after, amended.writes, [write.create(amendment, history)]);
  },
});

const cancel = route({
  ...one,
  method: "POST",
  path: `${PATH}/{id}/cancel`,
  permission: "orders.write",
  summary: "Cancels an order and its receivables; refused with cash_applied, naming what is applied.",
  body: CancelInput,
  example: { params: { id: "{id}" }, body: { reason: "客户撤单" } },
  run: async (call) => {
    const before = await load(call, order);
    checkAction(before, "cancel");
    const writes = cancelledReceivables(await standing(call, before), call.now);
    const fields = { status: "cancelled", cancelledAt: call.now, cancelReason: call.body.reason };
    return commit(call, before, changed(call, before, fields), writes);
  },
});

const amendments = route({
  method: "GET",
  path: `${PATH}/{id}/amendments`,
  permission: "orders.read",
  summary: "The amendments of an order, oldest first, each with the terms before it.",
  reply: z.object({ items: z.array(AmendmentView) }),
  embeds: { before: order.noun },
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const row = await load(call, order);
    const items = await call.table.collect(amendment, { orderId: row.id, number: 0 }, "amendment#");
    // Whoever may not see an order's total learns nothing of it by what it changed by.
    const isTold = !call.access.isClosed(order.noun, "totalMinor");
    return { items: isTold ? items : items.map(({ totalDeltaMinor: _untold, ...told }) => told) };
  },
});

const example = {
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
  },
};

export const routes: Route[] = [
  ...crud({
    entity: order,
    module: "orders",
    path: PATH,
    people: user,
    input: OrderInput,
    view: Order,
    filters: ["accountId", "ownerId", "departmentId", "partnerId", "status", "kind", "contractNo", "currency"],
    ranges: ["createdAt", "totalMinor"],
    prepare: async (call, input) => ({ status: "draft", ...(await checkedOrder(call, input, input)) }),
    revise: (call, before, patch) => {
      checkAction(before, "change");
      const merged = Object.fromEntries(Object.entries({ ...before, ...patch }).filter(([, value]) => value !== null));
      return checkedOrder(call, merged as Row, patch);
    },
    checkArchive: (row) => checkAction(row, "archive"),
    example,
    patchExample: { body: { memberIds: [] } },
  }),
  sign,
  amend,
  cancel,
  amendments,
];
