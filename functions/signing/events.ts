import { callerOf } from "../../shared/events/caller.ts";
import { type Emission, type Handler, handle, type Work, when } from "../../shared/events/event.ts";
import type { AnyRow, RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { order } from "../orders/table.ts";
import { quote } from "../quotes/table.ts";
import { isOpen } from "./rules.ts";
import { envelope } from "./table.ts";

type Changed = { before?: object; after?: object };

const isRewritten = ({ before, after }: Changed): boolean => {
  const [was, is] = [before, after] as [AnyRow | undefined, AnyRow | undefined];
  return was !== undefined && was.version !== is?.version;
};

export const emits: Emission[] = [
  when(quote, "quote.rewritten", (change) => isRewritten(change) && change.before?.status === "approved"),
  when(order, "order.rewritten", (change) => isRewritten(change) && change.before?.status === "draft"),
];

/** Calls back what is out to be signed and says what its record says no more: nobody signs what holds no longer. */
async function calledBack(work: Work, row: RowOf<typeof quote> | RowOf<typeof order> | undefined): Promise<void> {
  if (!row) return;
  const sources = [sourceOf(envelope, "parent", { recordId: row.id })];
  const { rows } = await work.table.list(envelope, { sources, limit: 1, descending: true });
  const [last] = rows;
  if (!last || !isOpen(last)) return;
  const [{ stands, subjectOf }, { takeIn }] = await Promise.all([import("./subject.ts"), import("./take-in.ts")]);
  if (stands(last, await subjectOf(work, last))) return;
  const reason = `${last.title} has changed, or is decided already.`;
  await takeIn(callerOf(work, "signing"), last.id, [{ type: "cancelled", at: work.now, reason }], {
    ...(last.connectionId && { isUntold: true }),
  });
}

const tells = "calls back what is out to be signed and holds no longer";

export const handles: Handler[] = [
  handle(quote, "quote.rewritten", "rest", tells, ({ after }, work) => calledBack(work, after)),
  handle(order, "order.rewritten", "rest", tells, ({ after }, work) => calledBack(work, after)),
];
