import { hashedId } from "../../shared/hashed.ts";
import { bodyOf } from "../../shared/records/figures.ts";
import { setting } from "../../shared/records/setting.ts";
import { type Entry, entity } from "../../shared/table/entity.ts";
import { Renewal, RenewalBook, RenewalPolicy } from "./schema.ts";

/** The partition, in the index `parent`, of what was renewed in a month, whenever it was due. */
export const signedPartition = (month: string): string => `rnw.signed#${month}`;

export const renewal = entity({
  noun: "renewal",
  plural: "renewals",
  prefix: "rnw",
  schema: Renewal,
  orders: ["dueMinor"],
  indexes: {
    all: { by: [], sorts: "dueOn", answers: "every renewal of the tenant, by the day on which it is due" },
    owner: { by: ["ownerId"], sorts: "dueOn", answers: "the renewals of one owner" },
    department: { by: ["departmentId"], sorts: "dueOn", answers: "the renewals of one department" },
    account: { by: ["accountId"], tag: "a", prefix: "rnw#", sorts: "dueOn", answers: "the renewals of one account" },
  },
  entries: ({ parts }): Entry[] =>
    [...new Set(parts.map(({ signedOn }) => signedOn.slice(0, 7)))].map((month) => ({
      ...{ index: "parent" as const, partition: signedPartition(month), sorts: "dueOn" },
    })),
});

/** One due a contract and product type, whoever reckons it first. */
export const renewalId = (orderId: string, productType: string): string =>
  hashedId(renewal.prefix, `${orderId}\n${productType}`);

export const renewalBook = entity({
  noun: "renewalBook",
  plural: "renewal books",
  prefix: "rnb",
  schema: RenewalBook,
  scoped: false,
  audited: false,
  due: { work: "renewals", shards: 4, at: (row) => row.dueAt, answers: "the accounts whose renewals are looked at" },
});
export const bookId = (accountId: string): string => `${renewalBook.prefix}_${bodyOf(accountId)}`;
export const accountOf = (id: string): string => `acc_${bodyOf(id)}`;

export const renewalPolicy = setting({
  noun: "renewalPolicy",
  plural: "renewal policies",
  prefix: "rnp",
  id: "rnp_renewals",
  schema: RenewalPolicy,
  path: "/v1/renewal-policy",
  reading: "renewals.read",
  writing: "renewals.write",
  tells:
    "How the tenant renews: what is due, which orders renew it, what is to be reached, and what is done by the clock.",
  replaces:
    "Replaces the policy. An account's dues follow it with its next change; where one of them is open, at the latest within a day.",
  example: { financeBasis: "cash", earlyDays: 180, lateDays: 90, targetBasisPoints: 9_000, quoteDays: 60 },
});
