import { entity, type RowOf } from "../../shared/table/entity.ts";
import { File } from "./schema.ts";

/**
 * A file belongs to whoever has put it there; who else may read it, the record says that it is attached to. So it has
 * no list of its own, and lies in no index of owners.
 */
export const file = entity({
  noun: "file",
  plural: "files",
  prefix: "fil",
  schema: File,
  ownerField: "uploaderId",
  owners: (row) => [row.uploaderId],
  indexes: {
    account: {
      by: ["accountIds"],
      tag: "a",
      prefix: "fil#",
      sorts: "createdAt",
      answers: "the files of one account, those of its activities included",
    },
    parent: { by: ["relatedId"], sorts: "createdAt", answers: "the files of one record" },
  },
  entries: (row) =>
    (row.accountIds ?? []).slice(1).map((id) => ({ index: "account" as const, values: { accountIds: id } })),
});
export type FileRow = RowOf<typeof file>;

/** Where a file's bytes arrive, as whoever has the address sends them. */
export const INCOMING_PREFIX = "incoming/";
export const incomingKey = (tenantId: string, fileId: string): string => `${INCOMING_PREFIX}${tenantId}/${fileId}`;

/** Where they lie once they were looked into. Nobody has an address to write there. */
export const keptKey = (tenantId: string, fileId: string): string => `files/${tenantId}/${fileId}`;
