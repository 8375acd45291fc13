import { invalidField } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { entityOf } from "../related.ts";
import { type FileRow, file } from "./table.ts";

/** What partners' people attach files to: the documents of a tender. */
const PARTNERS_ATTACH_TO = "dealRegistration";

type Asking = Pick<Caller, "actor" | "access">;

/** Refuses what partners' people attach to anything else. */
export function checkAttachable({ actor }: Asking, noun: string): void {
  if (actor.kind !== "partner" || noun === PARTNERS_ATTACH_TO) return;
  throw invalidField("relatedTo.noun", `A partner's person attaches files to a ${PARTNERS_ATTACH_TO} alone.`);
}

/** What the tenant's own people attach to a record is not for the partner whose record it is. */
export const isTheirs = ({ actor, access }: Asking, row: FileRow): boolean =>
  actor.kind !== "partner" || access.sees(file, row);

/** True where the caller sees the record that a file is attached to, which says who may see the file. */
export async function seesRecord(call: Caller, { noun, id }: FileRow["relatedTo"]): Promise<boolean> {
  const entity = await entityOf(noun);
  const row = entity && (await call.table.find(entity, id));
  return entity !== undefined && row !== undefined && call.access.sees(entity, row);
}
