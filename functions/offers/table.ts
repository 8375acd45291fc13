import { entity } from "../../shared/table/entity.ts";
import { QuoteAcceptance, QuoteLink, QuoteLinkEntry } from "./schema.ts";

export const quoteLink = entity({
  noun: "quoteLink",
  plural: "addresses of quotes",
  prefix: "qlk",
  schema: QuoteLink,
  scoped: false,
  indexes: { parent: { by: ["quoteId"], sorts: "createdAt", answers: "the addresses of one quote" } },
});

/** Named by the address's hash: who reads the table cannot open a quote with what stands there. */
export const quoteLinkEntry = entity({
  noun: "quoteLinkEntry",
  plural: "addresses of quotes",
  prefix: "qle",
  schema: QuoteLinkEntry,
  scoped: false,
  audited: false,
});

export const quoteAcceptance = entity({
  noun: "quoteAcceptance",
  plural: "acceptances",
  prefix: "qac",
  schema: QuoteAcceptance,
  scoped: false,
  key: (row) => ({ pk: String(row.quoteId), sk: `acceptance#${row.id}` }),
});
