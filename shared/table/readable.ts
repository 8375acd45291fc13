import assert from "node:assert";
import type * as z from "zod";
import type { AnyRow, Entity } from "./entity.ts";

/**
 * What is wrong with a row by its own schema; nothing with one that can be read. Counters come about by what is added to
 * them: such a row has no version, and of its fields those that were added to.
 */
export const damageOf = (
  { schema, audited }: Pick<Entity, "schema" | "audited">,
  row: object,
): z.ZodError | undefined =>
  audited || "version" in row ? schema.safeParse(row, { reportInput: true }).error : undefined;

/**
 * What is written can be read: a row that is not as its entity's schema says is our mistake, and is not written. One that
 * was damaged before may still change.
 */
export function checkRow(entity: Entity, row: AnyRow, before?: AnyRow): void {
  const error = damageOf(entity, row);
  if (error === undefined || (before && damageOf(entity, before))) return;
  assert.fail(`the ${entity.noun} ${row.id} is written as its schema says: ${error}`);
}

/** A damaged row that was left out; without its id where what is left of it does not tell who may see it. */
export type LeftOut = { noun: string; id?: string };

/** Passes what `keep` passes and can be read. What is damaged is told to `leave`, where `keep` would have passed it. */
export const readableOnly =
  <R extends object>(entity: Entity, leave: (row: LeftOut) => void, keep: (row: R) => boolean = () => true) =>
  (row: R): boolean => {
    const { noun } = entity;
    try {
      if (!keep(row)) return false;
    } catch (error) {
      if (!damageOf(entity, row)) throw error;
      leave({ noun });
      return false;
    }
    if (!damageOf(entity, row)) return true;
    leave({ noun, id: (row as unknown as AnyRow).id });
    return false;
  };
