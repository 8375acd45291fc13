import { directoryEntry, linkEntry } from "../../shared/records/directory.ts";
import { entity, type RowOf } from "../../shared/table/entity.ts";
import { Envelope, EnvelopeLink, OPEN_STATES, SigningConnection } from "./schema.ts";

export const signingConnection = entity({
  noun: "signingConnection",
  plural: "signing connections",
  prefix: "sgc",
  schema: SigningConnection,
  scoped: false,
  secret: ["secrets", "token"],
  indexes: { all: { by: [], sorts: "createdAt", answers: "the signing connections of the tenant" } },
});
export type ConnectionRow = RowOf<typeof signingConnection>;

/** Outside every wall: which tenant a connection belongs to. */
export const signingConnectionEntry = directoryEntry(signingConnection);

/** A document that is out to be signed. Of one record one is open at a time, so that no two can be signed. */
export const envelope = entity({
  noun: "envelope",
  plural: "envelopes",
  prefix: "env",
  schema: Envelope,
  indexes: { parent: { by: ["recordId"], sorts: "createdAt", answers: "the envelopes of one quote or order" } },
  unique: { recordId: (row) => (OPEN_STATES.includes(row.state) ? row.recordId : undefined) },
  due: {
    work: "envelopes",
    shards: 2,
    at: (row) => row.dueAt,
    answers: "envelopes that are asked after, end or are filed",
  },
});
export type EnvelopeRow = RowOf<typeof envelope>;

export const envelopeLink = entity({
  noun: "envelopeLink",
  plural: "addresses of envelopes",
  prefix: "enl",
  schema: EnvelopeLink,
  scoped: false,
  indexes: { parent: { by: ["envelopeId"], sorts: "createdAt", answers: "the addresses of one envelope" } },
});

export const envelopeLinkEntry = linkEntry(envelopeLink, "ene");

/** Where the document of an envelope lies, as it was sent, as a PDF and as data. */
export const documentKey = (tenantId: string, envelopeId: string, form: "pdf" | "json"): string =>
  `signing/${tenantId}/${envelopeId}.${form}`;
