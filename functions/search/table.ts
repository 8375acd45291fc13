import * as z from "zod";
import { entity, type RowOf, recordFields } from "../../shared/table/entity.ts";

const ENTRY_SEPARATOR = "#";

/** The partition of postings with one beginning. */
export const bucketPartition = (bucket: string): string => `q#${bucket}`;

/**
 * The search index: a small row for each place that a record is found from, in the partition of the term's beginning and
 * in the order of terms. `o` are those who see the record by a scope of their own or a team, `d` is its department, `w`
 * how well a query is answered that the term begins with, `b` what stands before it in the text. It says where to look
 * and never what may be seen.
 */
export const posting = entity({
  noun: "posting",
  plural: "postings",
  prefix: "pst",
  audited: false,
  scoped: false,
  schema: z.object({ ...recordFields, bucket: z.string(), term: z.string() }),
  key: (row) => ({ pk: bucketPartition(String(row.bucket)), sk: `${row.term}${ENTRY_SEPARATOR}${row.id}` }),
});

/** Term and record of a posting, which its sort key says, and what stands before the term. */
export function readPosting({ sk, b }: { sk: string; b?: unknown }): { term: string; id: string; before: string[] } {
  const at = sk.lastIndexOf(ENTRY_SEPARATOR);
  return { term: sk.slice(0, at), id: sk.slice(at + 1), before: (b as string[] | undefined) ?? [] };
}

/**
 * What stands in the index of one record, and the record's version that it comes from. A change that is told late finds
 * a newer version here and does nothing; one that is told twice finds its own. So no old posting comes back, and none is
 * left behind, whatever a later version of the product would make of the old texts.
 */
export const indexedRecord = entity({
  noun: "indexedRecord",
  plural: "indexed records",
  prefix: "idx",
  audited: false,
  scoped: false,
  schema: z.object({
    ...recordFields,
    recordVersion: z.int(),
    /** Who is in every posting (`o`, `d`). */
    seenBy: z.array(z.string()),
    departmentId: z.string().optional(),
    /** Tells two writings apart that say the same: whoever wrote first knows that another came between. */
    writing: z.string().optional(),
    /** Bucket, term and weight of each, and what stands before its term, in one text. */
    postings: z.array(z.string()),
  }),
  personal: { writing: "plain" },
  key: (row) => ({ pk: row.id.slice(row.id.indexOf("_") + 1), sk: "search" }),
});
export type IndexedRow = RowOf<typeof indexedRecord>;

/** The row of a record lies in the record's own partition. */
export const indexedId = (recordId: string): string => `idx_${recordId}`;
