import { linkEntry } from "../../shared/records/directory.ts";
import { entity } from "../../shared/table/entity.ts";
import { QuoteAcceptance, QuoteLink } from "./schema.ts";

export const quoteLink = entity({
  noun: "quoteLink",
  plural: "addresses of quotes",
  prefix: "qlk",
  schema: QuoteLink,
  scoped: false,
  indexes: { parent: { by: ["quoteId"], sorts: "createdAt", answers: "the addresses of one quote" } },
});

export const quoteLinkEntry = linkEntry(quoteLink, "qle");

export const quoteAcceptance = entity({
  noun: "quoteAcceptance",
  plural: "acceptances",
  prefix: "qac",
  schema: QuoteAcceptance,
  scoped: false,
  key: (row) => ({ pk: String(row.quoteId), sk: `acceptance#${row.id}` }),
});
