import type { Caller } from "../../shared/http/route.ts";
import { entityOf } from "../related.ts";
import type { FileRow } from "./table.ts";

/** True where the caller sees the record that a file is attached to, which says who may see the file. */
export async function seesRecord(call: Caller, { noun, id }: FileRow["relatedTo"]): Promise<boolean> {
  const entity = await entityOf(noun);
  const row = entity && (await call.table.find(entity, id));
  return entity !== undefined && row !== undefined && call.access.sees(entity, row);
}
