import { createHash } from "node:crypto";
import { entity } from "../../shared/table/entity.ts";
import { SessionBook, SignOn, SignOnEntry } from "./schema.ts";

export const signOn = entity({
  noun: "signOn",
  plural: "issuers of tenants",
  prefix: "sio",
  schema: SignOn,
  scoped: false,
});

/** A tenant has one. */
export const SIGN_ON_ID = "sio_current";

export const signOnEntry = entity({
  noun: "signOnEntry",
  plural: "issuers of tenants",
  prefix: "sie",
  schema: SignOnEntry,
  scoped: false,
  audited: false,
});

/** The id of the entry of an issuer and audience. */
export const signOnEntryId = (issuer: string, audience: string): string =>
  `sie_${createHash("sha256")
    .update(JSON.stringify([issuer, audience]))
    .digest("hex")
    .slice(0, 40)}`;

export const sessionBook = entity({
  noun: "sessionBook",
  plural: "sessions",
  prefix: "ssb",
  schema: SessionBook,
  scoped: false,
  audited: false,
});

/** A tenant has one. */
export const SESSIONS_ID = "ssb_tenant";
