import type { Caller } from "../../shared/http/route.ts";
import type { AnyRow, Entity, RowOf } from "../../shared/table/entity.ts";
import type { Gathered } from "../../shared/table/gather.ts";
import { figuresFrom } from "../accounts/rules.ts";
import { account, lifeCycleMove, tierChange } from "../accounts/table.ts";
import { bankTransaction } from "../bank/table.ts";
import { order } from "../orders/table.ts";
import { receivable } from "../receivables/table.ts";

/** Figures are sums over all of an account's money, so only whoever sees all of it is told of them. */
function seesFigures({ access }: Caller): boolean {
  const sums: [Entity, string, string[]][] = [
    [order, "orders.read", ["totalMinor"]],
    [receivable, "receivables.read", ["openMinor"]],
    [bankTransaction, "bank.read", ["amountMinor", "unappliedMinor", "bookedOn"]],
  ];
  return sums.every(
    ([entity, permission, fields]) =>
      access.can(permission) &&
      access.scope(entity) === "all" &&
      fields.every((field) => !access.isClosed(entity.noun, field)),
  );
}

const ofNoun = <E extends Entity>(rows: readonly Gathered[], { noun }: E): RowOf<E>[] =>
  rows.flatMap(({ entity, row }) => (entity.noun === noun ? [row as RowOf<E>] : []));

/** Tier, stage and their history, as far as the caller sees the fields that they are the history of. */
export function valueSection(
  call: Caller,
  seen: Record<string, unknown>,
  rows: readonly Gathered[],
  counters: AnyRow[],
  today: string,
) {
  const { tier, tierWhy, stage, stageAt } = seen;
  const isOpen = (field: string): boolean => !call.access.isClosed(account.noun, field);
  const figures = figuresFrom(counters, today);
  return {
    ...{ tier, tierWhy, stage, stageAt },
    ...(isOpen("tier") && { tierChanges: ofNoun(rows, tierChange) }),
    ...(isOpen("stage") && { lifeCycle: ofNoun(rows, lifeCycleMove) }),
    ...(seesFigures(call) && {
      figures: Object.entries(figures).map(([currency, sums]) => ({ currency, ...sums })),
    }),
  };
}
