/**
 * The index of a record has a note. One row in the record's own partition says what stands in the index and from which
 * version. Postings are written first, each for itself, and the note after them under its own version: whoever is
 * overtaken there, or comes too late, writes once more all that the note says, and confirms it by a further version of the
 * note. So the index is as the note has it once everybody is done, whoever wrote at once, and what was cut off is told
 * again by the stream. Removing never depends on what today's code would make of old texts.
 */
import { isDeepStrictEqual } from "node:util";
import type { TenantContext } from "../../shared/auth/access.ts";
import { random } from "../../shared/config.ts";
import type { Work } from "../../shared/events/event.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { isFindable, textsOf } from "../../shared/records/searched.ts";
import { postingsOf } from "../../shared/search/index.ts";
import type { Action } from "../../shared/table/action.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { keeping } from "../../shared/table/keeping.ts";
import { write } from "../../shared/table/table.ts";
import { type IndexedRow, indexedId, indexedRecord, posting } from "./table.ts";

/** Tries at changing what stands in the index while others do. */
const TRIES_MAX = 20;
const SEPARATOR = "\n";
/** Chance that tells one writing from another of the same moment. */
const WRITING_BYTES = 6;

/** What the index says of a record. */
type Indexed = Pick<IndexedRow, "seenBy" | "postings"> & { departmentId?: string | undefined };

const NOWHERE: Indexed = { seenBy: [], postings: [] };

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

const seenBy = ({ entity }: Noun, row: AnyRow): string[] =>
  [...new Set([...entity.owners(row), ...entity.team(row)].filter(isText))].sort();

/** All that the index of a record is made of: cutting texts is much, and most changes leave these as they were. */
export function sourcesOf(of: Noun, tenant: Pick<TenantContext, "customFields">, row: AnyRow | undefined): unknown {
  const texts = isFindable(row) ? textsOf(of, tenant, row) : [];
  return row && texts.length > 0 ? [texts, seenBy(of, row), row.departmentId] : undefined;
}

/** What the index must say of a record as it now is; nothing of one that is not to be found. */
export function indexedOf(of: Noun, tenant: Pick<TenantContext, "customFields">, row: AnyRow | undefined): Indexed {
  if (!isFindable(row)) return NOWHERE;
  const postings = postingsOf(textsOf(of, tenant, row)).map((p) =>
    [p.bucket, p.term, p.weight, ...p.before].join(SEPARATOR),
  );
  return {
    seenBy: seenBy(of, row),
    postings: postings.sort(),
    ...(isText(row.departmentId) && { departmentId: row.departmentId }),
  };
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

const keyOf = (entry: string): string => entry.split(SEPARATOR, 2).join(SEPARATOR);

const removals = (id: string, entries: readonly string[], kept: readonly string[]): Action[] => {
  const places = new Set(kept.map(keyOf));
  const gone = new Map(entries.map((entry) => [keyOf(entry), entry]));
  return [...gone].flatMap(([place, entry]) =>
    places.has(place) ? [] : [write.remove(posting, { id, ...readEntry(entry, NOWHERE).key })],
  );
};

const puts = (id: string, entries: readonly string[], is: Indexed): Action[] =>
  entries.map((entry) => {
    const { key, attributes } = readEntry(entry, is);
    return write.put(posting, { id, ...key }, attributes);
  });

/** The writes that take the index from one to the other. */
function changes(id: string, was: Indexed, is: Indexed): Action[] {
  const isSeenAlike = isDeepStrictEqual([was.seenBy, was.departmentId], [is.seenBy, is.departmentId]);
  const known = new Set(isSeenAlike ? was.postings : []);
  const added = is.postings.filter((entry) => !known.has(entry));
  return [...removals(id, was.postings, is.postings), ...puts(id, added, is)];
}

/**
 * Brings the index to what version `version` of a record says (`row` is absent for one that was deleted). Where a later one
 * has been noted, the index is as that one says.
 */
export async function indexRecord(
  work: Work,
  of: Noun,
  { id, version, row, isNew = false }: { id: string; version: number; row?: AnyRow | undefined; isNew?: boolean },
): Promise<void> {
  const own = { ...indexedOf(of, work.tenant, row), recordVersion: version };
  // All that this run may have written, and that whoever cut an earlier one off may have.
  const touched = new Set(own.postings);
  await anew(
    TRIES_MAX,
    async (tried) => {
      // Of a new record there is no note, unless it is told again: then it cannot be made.
      const noted = isNew && tried === 1 ? undefined : await work.table.find(indexedRecord, indexedId(id));
      const was = noted ?? NOWHERE;
      const isLate = noted !== undefined && noted.recordVersion > version;
      const { seenBy, postings, departmentId, recordVersion } = isLate ? noted : own;
      const is = { seenBy, postings, departmentId };
      const isSure = tried === 1 && !isLate;
      const actions = isSure
        ? changes(id, was, is)
        : [...removals(id, [...was.postings, ...touched], postings), ...puts(id, postings, is)];
      for (const entry of postings) touched.add(entry);
      // A version that says the same is noted too, or one between them, told later, would pass for the newer.
      if (isSure && actions.length === 0 && noted && noted.recordVersion >= version) return;
      await work.table.writeEach(actions);
      const fields = { ...is, recordVersion, writing: Buffer.from(random(WRITING_BYTES)).toString("base64url") };
      await work.table.commit([keeping(indexedRecord, { id: indexedId(id), before: noted, now: work.now }, fields)]);
    },
    isOvertaken,
  );
}
