import type { AnyRow } from "../../../shared/table/entity.ts";
import { type Relation, relationOf } from "../../privacy/rules.ts";
import { allEntities, type Told } from "../../streams/everything.ts";
import type { Run } from "../run.ts";
import type { Means } from "./means.ts";

/** Fields by which what is told of a record, such as a change of it or a message about it, says which. */
const OF_RECORD = ["recordId", "relatedId"] as const;

/** True where the person is called by name somewhere in the row. */
function isCalled({ redact }: Means, row: AnyRow): boolean {
  const text = JSON.stringify(row);
  return redact(text, true) !== redact(text, false);
}

/** The record of an id, with what it is. */
export async function recordAt({ call }: Run, id: string): Promise<Told | undefined> {
  const entity = (await allEntities()).find(({ prefix }) => id.startsWith(`${prefix}_`));
  const row = entity && ((await call.table.find(entity, id)) as AnyRow | undefined);
  return row && { entity, row };
}

/**
 * What a row is to the person whose erasure runs. What tells of a record names whom the record names, though only their
 * name may stand in it and their id in the record alone; it is looked up where the row has the name.
 */
export async function relationIn(
  run: Run,
  means: Means,
  { entity, row }: Told,
  key: string,
): Promise<Relation | undefined> {
  const relation = relationOf(entity, row, means.ids, key);
  const ids = OF_RECORD.map((field) => row[field as keyof AnyRow]).filter((id) => typeof id === "string");
  if (relation || ids.length === 0 || !isCalled(means, row)) return relation;
  for (const id of ids) {
    const record = await recordAt(run, id);
    if (record && relationOf(record.entity, record.row, means.ids)) return "named";
  }
  return undefined;
}
