import { entity, ownedIndexes } from "../../shared/table/entity.ts";
import { MADE_OF_COST } from "../products/rules.ts";
import { Quote, QuoteRevision } from "./schema.ts";

/** The states in which a quote runs out. */
const OPEN: readonly string[] = ["draft", "submitted", "approved"];

export const quote = entity({
  noun: "quote",
  plural: "quotes",
  prefix: "quo",
  schema: Quote,
  orders: ["totalMinor", "validUntil"],
  madeOf: MADE_OF_COST,
  indexes: {
    ...ownedIndexes("quote"),
    account: { by: ["accountId"], tag: "a", prefix: "quo#", sorts: "createdAt", answers: "the quotes of one account" },
    parent: { by: ["opportunityId"], sorts: "createdAt", answers: "the quotes of one opportunity" },
  },
  due: {
    work: "quotes",
    shards: 2,
    at: (row) => (OPEN.includes(row.status) && !row.archived ? row.expiresAt : undefined),
    answers: "what nobody accepted in time runs out",
  },
});

export const quoteRevision = entity({
  noun: "quoteRevision",
  plural: "quote revisions",
  prefix: "qrv",
  schema: QuoteRevision,
  scoped: false,
  key: (row) => ({ pk: String(row.quoteId), sk: `revision#${String(row.revision).padStart(4, "0")}` }),
});
