import { fresh } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Writing } from "../../shared/records/noun.ts";
import type { Action } from "../../shared/table/action.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { accountBearer, signalActions } from "../reconciliation/signals.ts";
import { ownership } from "../users/ownership.ts";
import { moveGuards } from "./hierarchy.ts";
import type { AccountInput } from "./schema.ts";
import { type account, lifeCycleMove, tierChange } from "./table.ts";
import { tierOf } from "./tiers.ts";

type Row = RowOf<typeof account>;

/** What became of an account's tier and stage, written beside it so that its history has every change and no other. */
function history(call: Caller, after: Row, before?: Row): Action[] {
  const { id: accountId, tier: to, stageAt: movedAt = call.now } = after;
  const [from, why] = [before?.tier, after.tierWhy];
  const tiers = { accountId, ...(from && { from }), ...(to && { to }), ...(why && { why }) };
  const moved = before && after.stage !== before.stage;
  const { cause = "hand", reason } = after.stageWhy ?? {};
  const move = {
    accountId,
    ...{ from: before?.stage ?? "target", to: after.stage, sinceAt: before?.stageAt ?? after.createdAt, movedAt },
    ...{ month: movedAt.slice(0, 7), cause, ...(reason && { reason }) },
  };
  return [
    ...(from === to ? [] : [write.create(tierChange, { ...fresh(call, tierChange), ...tiers })]),
    ...(moved ? [write.create(lifeCycleMove, { ...fresh(call, lifeCycleMove), ...move })] : []),
  ];
}

/** What happens wherever an account is written. */
export const writing: Writing<typeof account, typeof AccountInput> = {
  prepare: (call, input) => ownership(call, input),
  revise: (call, before, patch) => ownership(call, before, patch),
  derive: (call, after, before) => tierOf(call, after, before === undefined),
  alongside: async (call, after, before) => [
    ...signalActions(call.now, accountBearer(after), before && accountBearer(before)),
    ...(await moveGuards(call, after, before)),
    ...history(call, after, before),
  ],
};
