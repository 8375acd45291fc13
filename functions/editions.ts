import type { Edition } from "../shared/auth/licence.ts";

/**
 * The modules that not every edition has, each with those that have it; Enterprise has all. What is not named here is in
 * every edition. A permission is closed with the module that its first word names, else with all modules that ask for it.
 */
export const EDITIONS_OF: Readonly<Record<string, readonly Exclude<Edition, "enterprise">[]>> = {
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
};

/** The first words of permissions that an edition lacks, each with the editions that have it. */
export const lackingIn = async (edition: Edition): Promise<Readonly<Record<string, readonly Edition[]>>> =>
  (await import("./streams/generated/editions.ts")).closed[edition] ?? {};
