import type * as z from "zod";
import { duplicateEntries } from "../../shared/records/duplicates.ts";
import type { Compared } from "../../shared/search/duplicates.ts";
import { type Entry, entity, ownedIndexes } from "../../shared/table/entity.ts";
import { Account } from "./schema.ts";

type Row = z.output<typeof Account>;

/** What an account is compared by. */
export const comparedAccount = ({ name, registrationNo }: Row): Compared => ({ company: name, registrationNo });

/** The partition, in the index `parent`, of the accounts whose people write from a domain. */
export const domainPartition = (domain: string): string => `dom#${domain.toLowerCase()}`;

const domainEntries = (row: Row & { emailDomains?: string[] }): Entry[] =>
  (row.emailDomains ?? []).map((domain) => ({ index: "parent", partition: domainPartition(domain) }));

export const account = entity({
  noun: "account",
  plural: "accounts",
  prefix: "acc",
  schema: Account,
  indexes: {
    ...ownedIndexes("account"),
    parent: { by: ["parentId"], sorts: "createdAt", answers: "the companies of one group" },
  },
  team: (row) => (row.team ?? []).map(({ userId }) => userId),
  entries: (row) => [
    ...(row.team ?? [])
      .filter(({ userId }) => userId !== row.ownerId)
      .map(({ userId }) => ({ index: "owner" as const, values: { ownerId: userId } })),
    ...(row.mergedInto ? [] : [...duplicateEntries(comparedAccount(row)), ...domainEntries(row)]),
  ],
  unique: {
    registrationNo: (row) => (row.mergedInto ? undefined : row.registrationNo?.replace(/\s/g, "").toUpperCase()),
  },
});
