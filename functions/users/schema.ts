import * as z from "zod";
import { FIELD_RULES, RECORD_SCOPES } from "../../shared/auth/role.ts";
import { email, idOf, instant, locale, phone, phoneFields, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

/** A node of the department tree. */
export const DepartmentInput = z.object({
  name: text(100).describe("What the department is called."),
  parentId: idOf("dep").optional().describe("The department above it."),
  managerId: idOf("usr")
    .optional()
    .describe("The user who leads it; hand-over gives it to the heir of one who leaves."),
});
export const Department = DepartmentInput.extend({ ...recordFields, archived: z.boolean().optional() });

/** How a user wants to be told of receipts; mail is always sent. */
export const UserInput = z.object({
  email,
  name: text(100),
  phone: phone.optional(),
  departmentId: idOf("dep").optional(),
  roles: z.array(text(50)).min(1).max(20),
  locale: locale.optional(),
  /** True if receipts are told by SMS too. */
  smsOnReceipt: z.boolean().optional(),
});
export const User = UserInput.extend({
  ...recordFields,
  ...phoneFields,
  /** None where they followed from groups that somebody is no longer in. */
  roles: z.array(text(50)).max(20),
  /** The first user of a tenant has none until it is set. */
  email: email.optional(),
  partnerId: z
    .string()
    .optional()
    .describe("The partner whose person it is: they see that partner's own and nothing else."),
  /** When they were last sent an invitation beyond the first. */
  invitedAt: instant.optional(),
  /** Whoever signed in before this has to sign in anew. */
  signedOutAt: instant.optional(),
  /** An archived user is off-boarded: tokens and keys are refused at once. */
  archived: z.boolean().optional(),
});

/** How often a user or partner has left, and when last: credentials of the time before open nothing ever again. */
export const ended = { departures: z.int().optional(), departedAt: instant.optional() };
/** A user as stored: `roles` has the keys of roles, which stay when a role is renamed. */
export const UserRow = User.extend(ended);

export const ApiKeyInput = z.object({ name: text(100) });
/** Only the hash of a key's secret is kept. The key acts as its user or partner. */
export const ApiKey = ApiKeyInput.extend({
  ...recordFields,
  principalId: z.string(),
  hash: z.string(),
  /** How often its holder had left when it was issued. */
  departures: z.int().optional(),
  revokedAt: instant.optional(),
  lastUsedAt: instant.optional(),
});
export const ApiKeyView = ApiKey.omit({ hash: true, departures: true });
export const NewApiKey = z.object({ id: z.string(), key: z.string() });

const permission = z
  .string()
  .regex(/^(\*|[a-z][A-Za-z-]*\.(\*|[a-z][A-Za-z]*))$/, "must be *, module.* or module.verb");

/** A role as tenants write it; the built-in ones are the start and cannot be changed. */
export const RoleInput = z.object({
  name: text(50),
  permissions: z.array(permission).max(200),
  scopes: z.record(text(50), z.enum(RECORD_SCOPES)),
  /** By noun: a field, one of the tenant's own as `custom.key`, or a part of one by its path (`lines.amountMinor`). */
  fields: z.record(text(50), z.record(text(100), z.enum(FIELD_RULES))).optional(),
});
export const RoleView = RoleInput.extend({ ...recordFields, archived: z.boolean().optional() });
export const RoleRow = RoleView.extend({
  /** What people hold it by; its name may change. */
  key: z.string().optional(),
});
