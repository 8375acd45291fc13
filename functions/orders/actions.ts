import { changed, checkReferences, fresh } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import { tenantEntity } from "../../shared/records/custom.ts";
import { action, type Moved } from "../../shared/records/transition.ts";
import type { Action } from "../../shared/table/action.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { approvable } from "../approvals/gate.ts";
import { receivable } from "../receivables/table.ts";
import { amendedReceivables } from "./amend.ts";
import { revised } from "./check.ts";
import { orderNoun } from "./noun.ts";
import { cancelledReceivables, type ReceivableRow, type ReceivableWrite, signedReceivables } from "./plan.ts";
import { termErrors } from "./rules.ts";
import { AmendmentInput, CancelInput } from "./schema.ts";
import { amendment, order } from "./table.ts";

type Row = RowOf<typeof order>;

/** The writes of receivables and of the signals by which payers' references find them. */
async function receivableActions({ now, tenant }: Caller, writes: readonly ReceivableWrite[]): Promise<Action[]> {
  const { receivableBearer, signalActions } = await import("../reconciliation/signals.ts");
  const entity = tenantEntity(receivable, tenant);
  return writes.flatMap(({ before, after }) => [
    before ? write.replace(entity, before, after) : write.create(entity, after),
    ...signalActions(now, receivableBearer(after), before && receivableBearer(before)),
  ]);
}

/** The standing receivables of a signed order, in the plan's order and strongly consistent. */
async function standing(call: Caller, row: Row): Promise<ReceivableRow[]> {
  const ids = row.instalments.flatMap((i) => i.receivableId ?? []);
  const rows = await call.table.getMany(receivable, ids, true);
  return ids.flatMap((id) => rows.get(id) ?? []);
}

const sign = action(order, {
  name: "sign",
  label: { "zh-CN": "签订", en: "Sign" },
  summary: "Signs an order; in the same transaction its receivables come to exist, one an instalment.",
  to: "signed",
  gate: approvable(),
  run: async (call, before): Promise<Moved> => {
    const rows = signedReceivables(before, () => fresh(call, receivable));
    return {
      fields: {
        signedAt: call.now,
        receivablesMade: rows.length,
        instalments: before.instalments.map((i, n) => ({ ...i, receivableId: rows[n]?.id })),
      },
      beside: await receivableActions(
        call,
        rows.map((after) => ({ after })),
      ),
    };
  },
});

const amend = action(order, {
  name: "amend",
  label: { "zh-CN": "变更", en: "Amend" },
  summary: "Changes the terms of a signed order and keeps the old ones; what cash stands on keeps its amount.",
  from: ["signed"],
  body: AmendmentInput,
  example: { body: { reason: "客户要求分两期", instalments: [{ dueOn: "2027-03-31", amountMinor: 1_200_000 }] } },
  run: async (call, before): Promise<Moved> => {
    const { reason, ...given } = call.body;
    const rows = await standing(call, before);
    const plan =
      given.instalments ?? rows.map(({ id, dueOn, amountMinor }) => ({ dueOn, amountMinor, receivableId: id }));
    const errors = termErrors({ ...before, ...given, instalments: plan });
    const named = await checkReferences(call, orderNoun.references ?? {}, given, { before, errors });
    const terms = await revised(call, before, given, named);
    const next = changed(call, before, { ...given, ...terms, instalments: plan });
    const amended = amendedReceivables(next, rows, () => fresh(call, receivable), call.now);
    const amendments = (before.amendments ?? 0) + 1;
    const { lines, instalments, credits, totalMinor, kind } = before;
    const history = {
      ...fresh(call, amendment),
      orderId: before.id,
      number: amendments,
      reason,
      before: { lines, instalments, credits, totalMinor, kind },
      totalDeltaMinor: next.totalMinor - totalMinor,
    };
    const { receivablesMade, instalments: planned } = amended.order;
    return {
      fields: { ...given, ...terms, receivablesMade, instalments: planned, amendments },
      beside: [...(await receivableActions(call, amended.writes)), write.create(amendment, history)],
    };
  },
});

const cancel = action(order, {
  name: "cancel",
  label: { "zh-CN": "取消", en: "Cancel" },
  summary: "Cancels an order and its receivables; refused with cash_applied, naming what is applied.",
  to: "cancelled",
  body: CancelInput,
  example: { body: { reason: "客户撤单" } },
  run: async (call, before): Promise<Moved> => {
    const writes = cancelledReceivables(await standing(call, before), call.now);
    return {
      fields: { cancelledAt: call.now, cancelReason: call.body.reason },
      beside: await receivableActions(call, writes),
    };
  },
});

export const orderActions = [sign, amend, cancel];
