import type { Caller } from "../../shared/http/route.ts";
import type { Action } from "../../shared/table/action.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { keeping } from "../../shared/table/keeping.ts";
import { journeyRound, roundId } from "./table.ts";

type RoundRow = RowOf<typeof journeyRound>;

/** Has everybody of a journey looked at, from the first page on: in the transaction that gives the reason. */
export async function roundActions(
  { table, now }: Caller,
  journeyId: string,
  kind: RoundRow["kind"],
  fields: Pick<RoundRow, "dueAt" | "on">,
): Promise<Action[]> {
  const id = roundId(journeyId, kind);
  const before = await table.find(journeyRound, id);
  const next = { after: undefined, on: undefined, ...fields };
  return [keeping(journeyRound, { id, before, now }, { journeyId, kind, ...next })];
}
