import * as z from "zod";
import { text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

const ISSUER_CHARS_MAX = 300;

const FACTORS_MAX = 20;

/** By which claim, and which words of it, an issuer tells that somebody has proved more than a password. */
export const Factors = z.strictObject({
  claim: z.enum(["amr", "acr"]).describe("The claim that tells how somebody has signed in (RFC 8176)."),
  anyOf: z
    .array(text(200))
    .min(1)
    .max(FACTORS_MAX)
    .describe("Words of the claim of which one must be there, as the issuer writes them."),
});

const GROUPS_MAX = 200;
const ROLES_MAX = 20;

/** Roles for whoever is in a group, as the issuer of their sign-in tells it. */
export const GroupRoles = z.strictObject({
  group: text(300).describe("The group exactly as the issuer writes it: a name, a path, or an id."),
  roles: z.array(text(50)).min(1).max(ROLES_MAX).describe("The roles of whoever is in it."),
});

/** Which roles follow from which groups. */
export const GroupMapping = z.strictObject({
  claim: text(200).describe(
    "The claim that tells the groups: its name, or the way to it with dots, such as realm_access.roles.",
  ),
  of: z
    .array(GroupRoles)
    .min(1)
    .max(GROUPS_MAX)
    .describe("Groups with their roles; whoever is in several has the roles of all, and no others."),
  unmapped: z
    .enum(["refused", "kept"])
    .default("refused")
    .describe(
      "What becomes of whoever is in none of the groups: refused at sign-in, or let in with roles given by hand. Administrators are never refused.",
    ),
});

/** What a tenant asks of a sign-in. */
export const SignInPolicy = z.object({
  secondFactor: z
    .enum(["required", "optional"])
    .default("optional")
    .describe(
      "Whether a sign-in must prove more than a password. Keys are no sign-in. An issuer whose tokens tell nothing of it then lets nobody in.",
    ),
  groups: GroupMapping.optional().describe(
    "Has roles follow from the groups that the issuer tells at each sign-in and refresh; left out, roles are given by hand alone.",
  ),
});

/** Who has mapped groups to roles, as they were then: a mapping gives no more than they had. */
export const Mapper = z.object({ id: z.string(), roles: z.array(z.string()), departmentId: z.string().optional() });

/** What the latest token of somebody told: when it was issued (seconds), and the roles that its groups gave. */
export const SignInGroups = z.object({ ...recordFields, at: z.int(), roles: z.array(z.string()) });

/** An issuer of a tenant's own, where its people sign in with the account that their company gives them. */
export const SignOnInput = z.object({
  issuer: z.url().max(ISSUER_CHARS_MAX).describe("The issuer, exactly as it calls itself in its tokens."),
  clientId: text(200).describe("What the issuer knows the console by."),
  audience: text(200).optional().describe("What its tokens are meant for; left out, the client id."),
  scope: text(300).optional().describe("What the console asks for; left out, openid email."),
  claim: text(100).optional().describe("The claim that says who somebody is; left out, email."),
  means: z
    .enum(["email", "id"])
    .optional()
    .describe("What the claim holds: the user's mail address, or the user's id; left out, the address."),
  bearer: z
    .enum(["accessToken", "idToken"])
    .optional()
    .describe("Which of its tokens calls bear; idToken where its access tokens are not signed. Left out, accessToken."),
  demands: Factors.optional().describe("What its tokens must tell of a second factor; left out, nothing."),
  off: z.boolean().optional().describe("True where nobody signs in with it, be it not yet or no longer."),
});

export const SignOn = SignOnInput.extend(recordFields);

/** Which tenant an issuer and audience belong to, outside every tenant: a token says no more of itself. */
export const SignOnEntry = z.object({ ...recordFields, tenantId: z.string() });

/** What a browser needs to sign somebody in. */
export const SignIn = z.object({
  issuer: z.string(),
  clientId: z.string(),
  scope: z.string(),
  bearer: z.enum(["accessToken", "idToken"]),
  authorizationEndpoint: z.string(),
  tokenEndpoint: z.string(),
  endSessionEndpoint: z.string().optional(),
});

/** One sign-in that goes on: which it is, whose, when it began (seconds), in which order they came, and when its latest token ends. */
export const Session = z.object({ key: z.string(), userId: z.string(), at: z.int(), n: z.int(), until: z.int() });

/**
 * The sessions of a tenant whose licence has seats, in one row, so that whoever signs in at once is counted one after the
 * other. Of what was evicted the latest moment stands, and which of that very second they were.
 */
export const SessionBook = z.object({
  ...recordFields,
  sessions: z.array(Session),
  next: z.int(),
  evictedTo: z.int(),
  evicted: z.array(z.string()),
});
