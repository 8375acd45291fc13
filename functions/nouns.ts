import type { Card } from "../shared/records/card.ts";

/**
 * The nouns that views, search, batch, import, export, timelines, roll-ups and hand-over work on. A noun that is added
 * here has all of them.
 */
export const nouns: readonly Card[] = [
  {
    ...{ noun: "account", plural: "accounts", prefix: "acc", module: "accounts", path: "/v1/accounts" },
    ...{ listed: true, custom: true, searched: true },
    load: async () => (await import("./accounts/noun.ts")).accountNoun,
  },
  {
    ...{ noun: "contact", plural: "contacts", prefix: "con", module: "contacts", path: "/v1/contacts" },
    ...{ listed: true, custom: true, searched: true },
    load: async () => (await import("./contacts/noun.ts")).contactNoun,
  },
  {
    ...{
      noun: "opportunity",
      plural: "opportunities",
      prefix: "opp",
      module: "opportunities",
      path: "/v1/opportunities",
    },
    ...{ listed: true, custom: true, searched: true },
    load: async () => (await import("./opportunities/noun.ts")).opportunityNoun,
  },
  {
    ...{ noun: "lead", plural: "leads", prefix: "led", module: "leads", path: "/v1/leads" },
    ...{ listed: true, custom: true, searched: true },
    load: async () => (await import("./leads/noun.ts")).leadNoun,
  },
  {
    ...{ noun: "activity", plural: "activities", prefix: "act", module: "activities", path: "/v1/activities" },
    ...{ listed: true, custom: true, searched: true },
    load: async () => (await import("./activities/noun.ts")).activityNoun,
  },
  {
    ...{ noun: "quote", plural: "quotes", prefix: "quo", module: "quotes", path: "/v1/quotes" },
    ...{ listed: true, custom: true, searched: false },
    load: async () => (await import("./quotes/noun.ts")).quoteNoun,
  },
  {
    ...{ noun: "competitor", plural: "competitors", prefix: "cmp", module: "competitors", path: "/v1/competitors" },
    ...{ listed: true, custom: true, searched: true },
    load: async () => (await import("./competitors/noun.ts")).competitorNoun,
  },
];
