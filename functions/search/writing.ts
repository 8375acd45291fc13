/**
 * The index of a record has a note. One row in the record's own partition says what stands in the index and from which
 * version; postings and note change in one transaction. A late event finds a newer version noted, and removing never
 * depends on what today's code would make of old texts. It costs two units a posting instead of one.
 */
import { isDeepStrictEqual } from "node:util";
import type { TenantContext } from "../../shared/auth/access.ts";
import type { Work } from "../../shared/events/event.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { isFindable, textsOf } from "../../shared/records/searched.ts";
import { postingsOf } from "../../shared/search/index.ts";
import type { Action } from "../../shared/table/action.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { type AnyRow, nextVersion } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { type IndexedRow, indexedId, indexedRecord, posting } from "./table.ts";

/** Tries at changing what stands in the index while others do. */
const TRIES_MAX = 10;
const SEPARATOR = "\n";

/** What the index says of a record. */
type Indexed = Pick<IndexedRow, "seenBy" | "postings"> & { departmentId?: string };

const NOWHERE: Indexed = { seenBy: [], postings: [] };

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/** What the index must say of a record as it now is; nothing of one that is not to be found. */
export function indexedOf(of: Noun, tenant: Pick<TenantContext, "customFields">, row: AnyRow | undefined): Indexed {
  if (!isFindable(row)) return NOWHERE;
  const { entity } = of;
  const postings = postingsOf(textsOf(of, tenant, row)).map((p) =>
    [p.bucket, p.term, p.weight, ...p.before].join(SEPARATOR),
  );
  const seenBy = [...new Set([...entity.owners(row), ...entity.team(row)].filter(isText))].sort();
  return { seenBy, postings: postings.sort(), ...(isText(row.departmentId) && { departmentId: row.departmentId }) };
}

/** The key of a posting, and the attributes of its row (`posting` says which those are). */
export function readEntry(entry: string, { seenBy, departmentId }: Pick<Indexed, "seenBy" | "departmentId">) {
  const [bucket = "", term = "", weight = "", ...before] = entry.split(SEPARATOR);
  const attributes = {
    w: Number(weight),
    ...(before.length > 0 && { b: before }),
    ...(seenBy.length > 0 && { o: seenBy }),
    ...(departmentId && { d: departmentId }),
  };
  return { key: { bucket, term }, attributes };
}

/** The writes that take the index from one to the other. */
function postingActions(id: string, was: Indexed, is: Indexed): Action[] {
  const isSeenAlike = isDeepStrictEqual([was.seenBy, was.departmentId], [is.seenBy, is.departmentId]);
  const key = (entry: string): string => entry.split(SEPARATOR, 2).join(SEPARATOR);
  const kept = new Set(is.postings.map(key));
  const gone = was.postings.filter((entry) => !kept.has(key(entry)));
  const added = is.postings.filter((entry) => !isSeenAlike || !was.postings.includes(entry));
  return [
    ...gone.map((entry) => write.remove(posting, { id, ...readEntry(entry, was).key })),
    ...added.map((entry) => {
      const { key: place, attributes } = readEntry(entry, is);
      return write.put(posting, { id, ...place }, attributes);
    }),
  ];
}

/**
 * Brings the index to what version `version` of a record says (`row` is absent for one that was deleted). One transaction
 * writes the postings and notes the version; where a later one has been noted, nothing happens.
 */
export async function indexRecord(work: Work, of: Noun, id: string, version: number, row?: AnyRow): Promise<void> {
  const is = indexedOf(of, work.tenant, row);
  const fields = { ...is, departmentId: is.departmentId, recordVersion: version };
  const indexOnce = async (): Promise<void> => {
    const noted = await work.table.find(indexedRecord, indexedId(id));
    if (noted && noted.recordVersion > version) return;
    const actions = postingActions(id, noted ?? NOWHERE, is);
    // A version that says the same is noted too, or one between them, told later, would pass for the newer.
    if (actions.length === 0 && noted && noted.recordVersion >= version) return;
    const fresh = { id: indexedId(id), version: 1, createdAt: work.now, updatedAt: work.now, ...fields };
    const note = noted
      ? write.replace(indexedRecord, noted, nextVersion(noted, work.now, fields))
      : write.create(indexedRecord, fresh);
    await work.table.commit([note, ...actions]);
  };
  await anew(TRIES_MAX, indexOnce, isOvertaken);
}
