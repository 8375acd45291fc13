import type * as z from "zod";
import { setting } from "../../shared/records/setting.ts";
import { type Entry, entity, ownedIndexes, type RowOf } from "../../shared/table/entity.ts";
import {
  DirectoryDelivery,
  DirectoryEntry,
  DirectoryKey,
  DirectoryMatch,
  DirectoryPolicy,
  DirectorySegment,
  DirectorySource,
} from "./schema.ts";

export const directorySource = entity({
  noun: "directorySource",
  plural: "directory sources",
  prefix: "dsr",
  schema: DirectorySource,
  scoped: false,
  secret: ["token"],
  indexes: { all: { by: [], sorts: "createdAt", answers: "where companies are known from" } },
  due: { work: "directory", shards: 2, at: (row) => row.dueAt, answers: "providers of companies that are to be asked" },
});
export type SourceRow = RowOf<typeof directorySource>;

export const directoryDelivery = entity({
  noun: "directoryDelivery",
  plural: "directory deliveries",
  prefix: "ddl",
  schema: DirectoryDelivery,
  scoped: false,
  audited: false,
  indexes: {
    all: { by: [], sorts: "createdAt", answers: "what sources said of companies, by time" },
    parent: { by: ["sourceId"], sorts: "createdAt", answers: "what one source said" },
  },
});
export type DeliveryRow = RowOf<typeof directoryDelivery>;

/** The partition, in the index `parent`, of the entries whose people write from a domain. */
export const entryDomain = (domain: string): string => `dird#${domain.toLowerCase()}`;

const domainEntries = (row: z.output<typeof DirectoryEntry>): Entry[] =>
  row.archived ? [] : (row.emailDomains ?? []).map((one) => ({ index: "parent", partition: entryDomain(one) }));

export const directoryEntry = entity({
  noun: "directoryEntry",
  plural: "directory entries",
  prefix: "dre",
  schema: DirectoryEntry,
  secret: ["said"],
  indexes: {
    ...ownedIndexes("directory entry"),
    parent: { by: ["grade"], sorts: "createdAt", answers: "the companies of one grade" },
  },
  entries: domainEntries,
  unique: { registrationNo: (row) => (row.archived ? undefined : row.registrationNo) },
});
export type EntryRow = RowOf<typeof directoryEntry>;

export const directoryKey = entity({
  noun: "directoryKey",
  plural: "keys of directory entries",
  prefix: "drk",
  schema: DirectoryKey,
  scoped: false,
  audited: false,
});

export const directoryMatch = entity({
  noun: "directoryMatch",
  plural: "leads of directory entries",
  prefix: "drm",
  schema: DirectoryMatch,
  scoped: false,
  audited: false,
  indexes: { parent: { by: ["entryId"], sorts: "createdAt", answers: "the leads that are of one company" } },
});

export const directorySegment = entity({
  noun: "directorySegment",
  plural: "directory segments",
  prefix: "dsg",
  schema: DirectorySegment,
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "the segments of the directory" } },
});

export const directoryPolicy = setting({
  noun: "directoryPolicy",
  plural: "directory policies",
  prefix: "dpo",
  id: "dpo_directory",
  schema: DirectoryPolicy,
  path: "/v1/directory-policy",
  reading: "directory.read",
  writing: "directory.configure",
  tells: "How companies of the directory are graded, and what is done about leads from them.",
  replaces: "Replaces the directory policy; entries are graded anew. What is left out takes its default.",
  example: {
    grades: [{ grade: "A", why: "500 人以上", when: { all: [{ field: "size", op: "gte", value: 500 }] } }],
    plans: [{ grade: "A", tasks: [{ subject: "24 小时内电话拜访", kind: "call", dueDays: 1 }] }],
  },
});
