/**
 * Which module may reach into which, in one place. A module reaches another through its nouns and pure decisions
 * (`schema`, `table`, `rules`) only. The map has no cycle; a new line here is a decision about the product's shape.
 */
export const MODULE_MAP: Record<string, readonly string[]> = {
  users: [],
  docs: [],
  credits: ["users", "partners", "products"],
  products: [],
  partners: ["users"],
  tenants: ["users"],
  authorizer: ["users", "partners"],
  accounts: ["tenants", "users"],
  customers: ["accounts", "bank", "files", "orders", "receivables", "reconciliation"],
  fields: ["tenants"],
  search: [],
  activities: ["accounts", "contacts", "leads", "tenants", "users"],
  files: [],
  timeline: [
    "accounts",
    "activities",
    "audit",
    "bank",
    "contacts",
    "files",
    "merging",
    "opportunities",
    "orders",
    "receivables",
    "users",
  ],
  sharing: ["users"],
  access: ["users"],
  batch: ["jobs", "merging", "users"],
  jobs: [
    "accounts",
    "activities",
    "assignment",
    "bank",
    "merging",
    "orders",
    "receivables",
    "reconciliation",
    "reports",
    "users",
    "views",
  ],
  views: [],
  contacts: ["accounts", "users"],
  assignment: ["tenants", "users"],
  leads: ["accounts", "assignment", "contacts", "opportunities", "products", "tenants", "users"],
  merging: [
    "accounts",
    "bank",
    "contacts",
    "files",
    "leads",
    "orders",
    "receivables",
    "reconciliation",
    "tenants",
    "users",
  ],
  opportunities: ["accounts", "contacts", "users"],
  receivables: ["accounts", "credits", "products", "users"],
  orders: ["accounts", "credits", "partners", "products", "receivables", "users"],
  bank: ["accounts", "receivables", "users"],
  reconciliation: ["accounts", "bank", "credits", "orders", "partners", "products", "receivables", "users"],
  messages: ["accounts", "bank", "credits", "orders", "partners", "receivables", "reconciliation", "tenants", "users"],
  audit: ["users"],
  reports: ["accounts", "bank", "credits", "messages", "receivables", "reconciliation", "users"],
};

/** Folders that only put the modules together, as modules.ts does: nobody's inside, so the map does not bind them. */
export const WIRING = ["streams"];

/** The files of a module that others may import: its nouns and their declarations, its pure decisions, how its nouns are shown. */
export const DOORS = ["schema.ts", "table.ts", "rules.ts", "view.ts", "noun.ts"];

/**
 * Files below every module: the product's share of the kernel. Anybody may import them, and they are no edge of the
 * map; that no circle runs through them is seen file by file.
 */
export const GROUND: Record<string, string> = {
  "functions/nouns.ts": "the list of nouns, for what works on all of them",
  "functions/related.ts": "the records that something is about, and the accounts that these belong to",
  "functions/duplicates.ts": "leads, accounts and contacts are compared with each other the same way",
  "functions/referable.ts": "the nouns that a tenant's own fields may refer to",
  "functions/jobs/asked.ts": "what a job is asked to work on is read the same way wherever one is started",
  "functions/jobs/named.ts": "a batch, and the records that it names one by one",
  "functions/jobs/start.ts": "every job is started the same way",
  "functions/tenants/every.ts": "schedules go through the tenants the same way",
  "functions/users/context.ts": "every handler is given the tenant's roles and departments",
  "functions/users/access.ts": "who may see a row is decided the same way wherever it is told of",
  "functions/users/ownership.ts": "every owned record gets its owner and department the same way",
  "functions/users/system.ts": "work that nobody asked for is done by the product itself, as one caller",
  "functions/users/roles.ts": "the one table of roles",
  "functions/users/keys.ts": "the form of an API key, for whoever issues or reads one",
  "functions/users/key-routes.ts": "users and partners have the same routes for their keys",
  "functions/accounts/ownership.ts": "what hangs on an account takes its owner and department from it",
  "functions/accounts/figures.ts": "an account's sums are read where they are shown and where tiers go by them",
  "functions/accounts/follow.ts":
    "an account follows what happens to its money, by the one way that accounts are written",
  "functions/credits/active.ts": "the rules in force, read by cash application and forgotten by their own routes",
  "functions/leads/schema.ts": "rules pick leads by their fields, and leads are given out by rules",
  "functions/merging/begin.ts": "a batch begins merges and turns them round by the same checks as a call",
  "functions/merging/choice.ts": "which fields a merge may choose is checked the same way for one and for many",
  "functions/merging/refusal.ts": "a batch tells of a refused merge as a call does",
  "functions/merging/run.ts": "a batch makes the steps of a merge the same way as a call",
  "functions/assignment/hooks.ts": "whose a lead is follows on every path that writes one",
  "functions/assignment/claim-routes.ts": "the calls on leads that pools bring with them are served with leads' own",
  "functions/assignment/recycle.ts": "what pools do with leads by the clock runs where leads are known",
  "functions/assignment/offer.ts": "leads that nobody could be given are offered again where leads are known",
  "functions/accounts/hierarchy.ts": "a merge keeps a group of accounts in shape by the same rules as a move",
  "functions/streams/entities.ts": "the one list of the nouns that the stream knows",
  "functions/reconciliation/signals.ts": "what a payer may write is noted by the module that owns the record",
};
