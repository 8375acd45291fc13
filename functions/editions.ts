import type { Edition } from "../shared/auth/licence.ts";

/**
 * The modules that not every edition has, each with those that have it; Enterprise has all. What is not named here is in
 * every edition. A permission is closed with the module that its first word names, else with all modules that ask for it.
 */
export const EDITIONS_OF: Readonly<Record<string, readonly Exclude<Edition, "enterprise">[]>> = {
  // From the market to the lead.
  behaviour: ["marketing"],
  segments: ["marketing"],
  broadcasts: ["marketing"],
  campaigns: ["marketing"],
  assets: ["marketing"],
  gatherings: ["marketing"],
  directory: ["marketing"],
  journeys: ["marketing"],
  // From the lead to the cash, and what follows the signature.
  competitors: ["sales"],
  opportunities: ["sales"],
  prices: ["sales"],
  quotes: ["sales"],
  offers: ["sales"],
  signing: ["sales"],
  orders: ["sales"],
  receivables: ["sales"],
  invoices: ["sales"],
  credits: ["sales"],
  rebates: ["sales"],
  channel: ["sales"],
  quotas: ["sales"],
  forecast: ["sales"],
  cash: ["sales"],
  bank: ["sales"],
  reconciliation: ["sales"],
  renewals: ["sales"],
  success: ["sales"],
  projects: ["sales"],
  tasks: ["sales"],
  time: ["sales"],
  values: ["sales"],
  coverage: ["sales"],
};

/** The modules of every edition: people and rights, customers, service, mail, reports, and what all others stand on. */
export const IN_EVERY_EDITION: readonly string[] = [
  ...[
    "tenants",
    "users",
    "identity",
    "licences",
    "metering",
    "sharing",
    "access",
    "audit",
    "operations",
    "docs",
    "presets",
    "senders",
    "privacy",
  ],
  ...["accounts", "contacts", "leads", "customers", "merging", "assignment", "activities", "partners", "products"],
  ...[
    "tickets",
    "articles",
    "surveys",
    "trackers",
    "mailboxes",
    "calls",
    "meetings",
    "messages",
    "consents",
    "reach",
    "templates",
    "hooks",
  ],
  ...[
    "fields",
    "files",
    "timeline",
    "views",
    "search",
    "jobs",
    "batch",
    "documents",
    "approvals",
    "budgets",
    "expenses",
  ],
  ...["reports", "analytics"],
];

/** The first words of permissions that an edition lacks, each with the editions that have it. */
export const lackingIn = async (edition: Edition): Promise<Readonly<Record<string, readonly Edition[]>>> =>
  (await import("./streams/generated/editions.ts")).closed[edition] ?? {};
