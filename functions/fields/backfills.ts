/**
 * Older records follow a definition in the background. A backfill waits until every Lambda has read the definition (30
 * s), then walks the noun a hundred records an event, each piece bringing the next off the stream. Markers of a field
 * made unique later have a name of their own, so that what an earlier time left behind is nobody's.
 */
import { isDeepStrictEqual } from "node:util";
import { Fault } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { type BackfillStep, backfill, backfillRow } from "../../shared/records/backfill.ts";
import { type CustomField, comparableValue } from "../../shared/records/fields.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { customName, valueAt } from "../../shared/records/values.ts";
import type { Action } from "../../shared/table/action.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { write } from "../../shared/table/table.ts";

/** Records whose values are compared before a field is made unique; those beyond are compared in the background. */
export const UNIQUE_ROWS_CHECKED_MAX = 2_000;

/** What older records need after a change of a field's definition (`before` is absent for a new one). */
export function stepsFor(after: CustomField, before?: CustomField): BackfillStep[] {
  const { noun, rollup } = after;
  const isTurned = before !== undefined && (before.archived === true) !== (after.archived === true);
  const isNew = !before || (isTurned && !after.archived);
  const isRated = !isDeepStrictEqual(rollup?.rates, before?.rollup?.rates);
  if (rollup && (isNew || (isRated && !after.archived))) {
    return [
      { does: "contributions", noun: rollup.noun },
      { does: "rollups", noun },
    ];
  }
  if (after.formula && !after.archived && (isNew || before?.formula !== after.formula))
    return [{ does: "formulas", noun }];
  const became = (flag: "unique" | "filterable"): boolean =>
    before !== undefined && !before[flag] && after[flag] === true;
  // Twice: a value may have been given away in the first round, while it was nobody's yet.
  if (became("unique")) return ["places", "places", "search"].map((does) => ({ does, noun }) as BackfillStep);
  if (became("filterable")) return [{ does: "places", noun }];
  // What is found by a field, or computed from it, hides and comes back with it.
  return isTurned && !rollup && !after.formula
    ? ["formulas", "search"].map((does) => ({ does, noun }) as BackfillStep)
    : [];
}

/** What follows for the field itself: the work that it waits for, and the name of its markers. */
export function consequences(call: Caller, after: CustomField, before?: CustomField): object {
  const steps = stepsFor(after, before);
  return {
    ...(steps.length > 0 && { backfillId: call.newId(backfill.prefix) }),
    ...(before && after.unique && !before.unique && { uniqueFrom: after.version }),
  };
}

/** The row by which that work begins. */
export function backfillActions(call: Caller, after: CustomField, before?: CustomField): Action[] {
  const { backfillId } = after;
  if (!backfillId || backfillId === before?.backfillId) return [];
  return [write.create(backfill, backfillRow(backfillId, call.now, stepsFor(after, before), after.id))];
}

/** Refuses to make a field unique in which records have the same value already, with how many they are. */
export async function checkUnique(call: Caller, of: Noun, field: CustomField): Promise<void> {
  const name = customName(field.key);
  const rows = await call.table.list(of.entity, {
    sources: [sourceOf(of.entity, "all")],
    limit: UNIQUE_ROWS_CHECKED_MAX,
    examine: UNIQUE_ROWS_CHECKED_MAX,
  });
  const values = rows.rows.flatMap((row) => valueAt(row, name) ?? []).map(comparableValue);
  const count = values.length - new Set(values).size;
  if (count === 0) return;
  const records = count === 1 ? `1 ${of.entity.noun} has` : `${count} ${of.entity.plural} have`;
  const message = `${records} a value of ${name} that another one has.`;
  throw new Fault("duplicate", message, { errors: [{ path: "unique", code: "duplicate", message }] });
}
