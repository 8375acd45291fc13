import { Fault } from "../../shared/fault.ts";
import { changed, checkReferences, fresh } from "../../shared/http/record.ts";
import { action, type Moved } from "../../shared/records/transition.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { approvable } from "../approvals/gate.ts";
import { receivable } from "../receivables/table.ts";
import { amendedReceivables } from "./amend.ts";
import { revised } from "./check.ts";
import { extensions } from "./extend.ts";
import { checkContract, handedOver } from "./handover.ts";
import { orderNoun } from "./noun.ts";
import { cancelledReceivables, signedReceivables } from "./plan.ts";
import { receivableActions, standing } from "./receivables.ts";
import { termErrors } from "./rules.ts";
import { AmendmentInput, CancelInput } from "./schema.ts";
import { amendment, order } from "./table.ts";

/** What has ended is neither changed nor cancelled: its receivables are what they came to. */
function checkNotEnded(_call: unknown, { terminatedOn }: RowOf<typeof order>): void {
  if (terminatedOn) throw new Fault("invalid_state", `The order ended on ${terminatedOn}.`);
}

export const sign = action(order, {
  name: "sign",
  label: { "zh-CN": "签订", en: "Sign" },
  summary: "Signs an order; in the same transaction its receivables come to exist, one an instalment.",
  to: "signed",
  gate: approvable(),
  run: async (call, before): Promise<Moved> => {
    await checkContract(call, before);
    const credited = await handedOver(call, before);
    const rows = signedReceivables({ ...before, ...credited }, () => fresh(call, receivable));
    return {
      fields: {
        ...credited,
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

export const amend = action(order, {
  name: "amend",
  label: { "zh-CN": "变更", en: "Amend" },
  summary: "Changes the terms of a signed order and keeps the old ones; what cash stands on keeps its amount.",
  from: ["signed"],
  check: checkNotEnded,
  body: AmendmentInput,
  example: {
    body: { reason: "客户要求分两期", instalments: [{ dueOn: "2027-03-31", amountMinor: 1_200_000 }] },
    after: ["sign"],
  },
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
    const { lines, instalments, credits, totalMinor, kind, startsOn, endsOn, freeMonths } = before;
    const history = {
      ...fresh(call, amendment),
      orderId: before.id,
      number: amendments,
      reason,
      before: { lines, instalments, credits, totalMinor, kind, startsOn, endsOn, freeMonths },
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
  check: checkNotEnded,
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

export const orderActions = [sign, amend, cancel, ...extensions];
