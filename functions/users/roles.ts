import type { Role } from "../../shared/auth/access.ts";

/** What everybody inside the company may read to work at all. */
const COMMON = [
  "users.read",
  "products.read",
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
] as const;

/** What everybody may do with the people and companies they work with. */
const CRM = ["leads.*", "accounts.*", "contacts.*", "opportunities.*", "assignment.read", "jobs.*"] as const;

/** What those who sell and those who lead them do alike; they differ in whose records they see. */
const SELLING = [
  ...COMMON,
  ...CRM,
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
 * scope of sales' other records and the department for these. Those who work for customers see what is their own and
 * what they are in the team of.
 */
export const BUILT_IN_ROLES: readonly Role[] = [
  { name: "admin", permissions: ["*"], scopes: { "*": "all" } },
  { name: "manager", permissions: SELLING, scopes: { "*": "subtree" } },
  { name: "sales", permissions: SELLING, scopes: { "*": "team", bankTransaction: "department" } },
  {
    name: "finance",
    permissions: [
      ...COMMON,
      "accounts.read",
      "contacts.read",
      "orders.*",
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
