import type * as z from "zod";
import { duplicateEntries } from "../../shared/records/duplicates.ts";
import type { Compared } from "../../shared/search/duplicates.ts";
import { entity, ownedIndexes } from "../../shared/table/entity.ts";
import { Contact } from "./schema.ts";

/** What a contact is compared by. */
export const comparedContact = ({ name, phone, email }: z.output<typeof Contact>): Compared => ({ name, phone, email });

export const contact = entity({
  noun: "contact",
  plural: "contacts",
  prefix: "con",
  schema: Contact,
  orders: ["name"],
  indexes: {
    ...ownedIndexes("contact"),
    account: {
      by: ["accountId"],
      tag: "a",
      prefix: "con#",
      sorts: "createdAt",
      answers: "the people of one company, those who have worked there included",
    },
  },
  entries: (row) => [
    ...(row.employments ?? [])
      .filter(({ accountId }) => accountId !== row.accountId)
      .map(({ accountId }) => ({ index: "account" as const, values: { accountId } })),
    ...(row.mergedInto ? [] : duplicateEntries(comparedContact(row))),
  ],
});
