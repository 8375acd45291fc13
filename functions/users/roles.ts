import type { Role } from "../../shared/auth/role.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import type { role } from "./table.ts";

/** What everybody inside the company may read to work at all. */
const COMMON = [
  "users.read",
  "products.read",
  "prices.read",
  "partners.read",
  "tenants.read",
  "messages.read",
  "fields.read",
  "views.read",
  "views.write",
  "search.read",
  "activities.*",
  "files.*",
  "jobs.read",
  "tiers.read",
  "approvals.read",
  "approvals.decide",
  "delegations.*",
  "documents.read",
] as const;

/** What everybody may do with the people and companies they work with. */
const CRM = [
  "leads.*",
  "accounts.*",
  "contacts.*",
  "opportunities.*",
  "competitors.*",
  "pipelines.read",
  "assignment.read",
  "jobs.read",
  "jobs.write",
] as const;

/** What those who sell and those who lead them do alike; they differ in whose records they see. */
const SELLING = [
  ...COMMON,
  ...CRM,
  "quotes.*",
  "orders.*",
  "receivables.read",
  "bank.read",
  "reconciliation.read",
  "reconciliation.claim",
  "credits.read",
  "reports.*",
  "audit.read",
] as const;

/**
 * The built-in roles: which calls, and of each noun which records. `*` stands for the nouns not named. Bank
 * transactions of a virtual account are seen by its department, its account's owner and finance, hence the narrower
 * scope of sales' other records and the department for these. Those who lead others may carry records over the walls
 * between branches. Those who work for customers see what is their own and
 * what they are in the team of.
 */
const BUILT_IN: readonly Omit<Role, "key">[] = [
  { name: "admin", permissions: ["*"], scopes: { "*": "all" } },
  { name: "manager", permissions: [...SELLING, "records.transfer"], scopes: { "*": "subtree" } },
  { name: "sales", permissions: SELLING, scopes: { "*": "team", bankTransaction: "department" } },
  {
    name: "finance",
    permissions: [
      ...COMMON,
      "accounts.read",
      "contacts.read",
      "quotes.read",
      "orders.*",
      "prices.*",
      "receivables.*",
      "bank.*",
      "reconciliation.*",
      "credits.*",
      "reports.*",
      "audit.read",
    ],
    scopes: { "*": "all", message: "own" },
  },
  {
    name: "marketing",
    permissions: [...COMMON, ...CRM.filter((p) => !p.startsWith("opportunities")), "assignment.write"],
    scopes: { account: "all", contact: "all", lead: "all", "*": "own" },
  },
  {
    name: "service",
    permissions: [...COMMON, "accounts.read", "contacts.*", "orders.read"],
    scopes: { "*": "team" },
  },
  {
    name: "partner",
    permissions: ["orders.read", "credits.read", "products.read"],
    scopes: { order: "own", credit: "own" },
  },
];

export const BUILT_IN_ROLES: readonly Role[] = BUILT_IN.map((built) => ({ ...built, key: built.name }));

/** The built-in role that has everything. */
export const ADMIN = "admin";
/** The built-in role that partners have. */
export const PARTNER = "partner";

type RoleRow = RowOf<typeof role>;

/** What people hold a role by. One that was made before roles had keys is held by the name that it had then. */
export const keyOf = (row: Pick<RoleRow, "key" | "name">): string => row.key ?? row.name;

/** A role that a tenant has made, as access decides by it. */
export const roleOf = ({ name, permissions, scopes, fields, key }: RoleRow): Role => ({
  key: keyOf({ key, name }),
  name,
  permissions,
  scopes,
  ...(fields && { fields }),
});
