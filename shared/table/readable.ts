import assert from "node:assert";
import type { AnyRow, Entity } from "./entity.ts";

/**
 * What is written can be read: a row that is not as its entity's schema says is our mistake, and is not written. One that
 * was damaged before may still change.
 */
export function checkRow({ schema, noun }: Entity, row: AnyRow, before?: AnyRow): void {
  const { error } = schema.safeParse(row);
  if (error === undefined || (before && !schema.safeParse(before).success)) return;
  assert.fail(`the ${noun} ${row.id} is written as its schema says: ${error}`);
}
