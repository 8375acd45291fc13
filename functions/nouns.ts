import type { Card } from "../shared/records/card.ts";

/**
 * The nouns that views, search, batch, import, export, timelines, roll-ups and hand-over work on. A noun that is added
 * here has all of them.
 */
export const nouns: readonly Card[] = [
  {
    ...{ noun: "account", plural: "accounts", prefix: "acc", module: "accounts", path: "/v1/accounts" },
    ...{ listed: true, scoped: true, custom: true, searched: true },
    load: async () => (await import("./accounts/noun.ts")).accountNoun,
  },
  {
    ...{ noun: "contact", plural: "contacts", prefix: "con", module: "contacts", path: "/v1/contacts" },
    ...{ listed: true, scoped: true, custom: true, searched: true, told: "contact" },
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
    ...{ listed: true, scoped: true, custom: true, searched: true, told: "opportunity" },
    load: async () => (await import("./opportunities/noun.ts")).opportunityNoun,
  },
  {
    ...{ noun: "lead", plural: "leads", prefix: "led", module: "leads", path: "/v1/leads" },
    ...{ listed: true, scoped: true, custom: true, searched: true },
    load: async () => (await import("./leads/noun.ts")).leadNoun,
  },
  {
    ...{ noun: "activity", plural: "activities", prefix: "act", module: "activities", path: "/v1/activities" },
    ...{ listed: true, scoped: true, custom: true, searched: true },
    load: async () => (await import("./activities/noun.ts")).activityNoun,
  },
  {
    ...{ noun: "quote", plural: "quotes", prefix: "quo", module: "quotes", path: "/v1/quotes" },
    ...{ listed: true, scoped: true, custom: true, searched: false, told: "quote" },
    load: async () => (await import("./quotes/noun.ts")).quoteNoun,
  },
  {
    ...{ noun: "order", plural: "orders", prefix: "ord", module: "orders", path: "/v1/orders" },
    ...{ listed: true, scoped: true, custom: true, searched: true, told: "order" },
    load: async () => (await import("./orders/noun.ts")).orderNoun,
  },
  {
    ...{ noun: "receivable", plural: "receivables", prefix: "rcv", module: "receivables", path: "/v1/receivables" },
    ...{ listed: true, scoped: true, custom: true, searched: true, told: "receivable" },
    load: async () => (await import("./receivables/noun.ts")).receivableNoun,
  },
  {
    ...{
      noun: "bankTransaction",
      plural: "bank transactions",
      prefix: "btx",
      module: "bank",
      path: "/v1/bank-transactions",
    },
    ...{ listed: true, scoped: true, custom: false, searched: true, readOnly: true, told: "receipt" },
    load: async () => (await import("./bank/noun.ts")).bankTransactionNoun,
  },
  {
    ...{ noun: "product", plural: "products", prefix: "prd", module: "products", path: "/v1/products" },
    ...{ listed: true, scoped: false, custom: true, searched: true },
    load: async () => (await import("./products/noun.ts")).productNoun,
  },
  {
    ...{ noun: "partner", plural: "partners", prefix: "ptn", module: "partners", path: "/v1/partners" },
    ...{ listed: true, scoped: false, custom: true, searched: true },
    load: async () => (await import("./partners/noun.ts")).partnerNoun,
  },
  {
    ...{ noun: "competitor", plural: "competitors", prefix: "cmp", module: "competitors", path: "/v1/competitors" },
    ...{ listed: true, scoped: false, custom: true, searched: true },
    load: async () => (await import("./competitors/noun.ts")).competitorNoun,
  },
];
