import { createHash } from "node:crypto";
import { setting } from "../../shared/records/setting.ts";
import { entity } from "../../shared/table/entity.ts";
import { Mapper, SessionBook, SignInGroups, SignInPolicy, SignOn, SignOnEntry } from "./schema.ts";

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

export const signInGroups = entity({
  noun: "signInGroups",
  plural: "groups of people",
  prefix: "sgr",
  schema: SignInGroups,
  scoped: false,
  audited: false,
});

/** Each person has one. */
export const signInGroupsId = (userId: string): string => `sgr_${userId.slice(userId.indexOf("_") + 1)}`;

/** What a tenant asks of a sign-in. */
export const signInPolicy = setting({
  noun: "signInPolicy",
  plural: "sign-in policies",
  prefix: "sip",
  id: "sip_tenant",
  schema: SignInPolicy,
  path: "/v1/sign-in-policy",
  reading: "identity.read",
  writing: "identity.write",
  kept: { mapper: Mapper.optional() },
  tells: "Whether people must sign in with a second factor, and which roles follow from which groups of the issuer.",
  replaces:
    "Says whether people must sign in with a second factor, and which roles follow from which groups; nobody maps a group to more than they have. It acts within half a minute.",
  prepare: async (call, given, before) => (await import("./mapping.ts")).mapped(call, given, before),
  shows: async (said, call) => (await import("./mapping.ts")).shown(said, call),
  example: {
    secondFactor: "optional",
    groups: { claim: "groups", of: [{ group: "sales", roles: ["sales"] }], unmapped: "kept" },
  },
});
