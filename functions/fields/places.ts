import type { Work } from "../../shared/events/event.ts";
import { Fault } from "../../shared/fault.ts";
import { forEach } from "../../shared/records/backfill.ts";
import { tenantEntity } from "../../shared/records/custom.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { customName, isEmptyValue, valueAt } from "../../shared/records/values.ts";
import { anew } from "../../shared/table/anew.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { customField } from "./table.ts";

/** Tries at reading a row that others are changing. */
const TRIES_MAX = 10;

/**
 * Gives older records the marker of a value that has become unique, and its place in the index. Gives how many there are
 * whose value another record has.
 */
export async function settled(work: Work, of: Noun, rows: AnyRow[], fieldId = ""): Promise<number> {
  const field = await work.table.find(customField, fieldId);
  if (!field || field.archived) return 0;
  const bare = { ...of.entity, unique: {}, entries: () => [] };
  const only = tenantEntity(bare, { customFields: new Map([[of.entity.noun, [field]]]) });
  let duplicates = 0;
  await forEach(rows, async (given) => {
    const settle = anew(TRIES_MAX, async (tried) => {
      const row = tried === 1 ? given : ((await work.table.find(of.entity, given.id)) as AnyRow | undefined);
      if (row && !isEmptyValue(valueAt(row, customName(field.key)))) await work.table.commit([write.settle(only, row)]);
    });
    await settle.catch((error) => {
      if (!(error instanceof Fault) || error.code !== "duplicate") throw error;
      duplicates += 1;
    });
  });
  return duplicates;
}
