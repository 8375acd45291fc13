import type { WordKey } from "../words/index.ts";

/** A thing that is set up: where it is kept. Of which fields it is made, and who may read and write it, says its contract. */
export type Listed = {
  key: string;
  word: WordKey;
  path: string;
  /** The noun that a filter of it is about, where none of its own fields says so. */
  filterOf?: string;
  /** Whose choices a field has beyond those of its contract. */
  choices?: Readonly<Record<string, "permissions" | "roles" | "customNouns" | "nouns" | "fieldTypes">>;
  /** What the answer to making one shows once and never again. */
  secret?: "signingSecret";
};

export type Group = { word: WordKey; items: readonly Listed[] };

/** THE list of what an administrator sets up, in the order of the menu. */
export const GROUPS: readonly Group[] = [
  {
    word: "settings.groupPeople",
    items: [
      { key: "people", word: "settings.people", path: "/v1/users", choices: { roles: "roles" } },
      { key: "departments", word: "settings.departments", path: "/v1/departments" },
      { key: "roles", word: "settings.roles", path: "/v1/roles", choices: { permissions: "permissions" } },
      {
        ...{ key: "sharing", word: "settings.sharing", path: "/v1/sharing-rules" },
        choices: { noun: "nouns", roles: "roles" },
      },
      {
        ...{ key: "approvals", word: "settings.approvals", path: "/v1/approval-rules" },
        choices: { noun: "nouns" },
      },
      { key: "sign-on", word: "settings.signOn", path: "/v1/single-sign-on" },
    ],
  },
  {
    word: "settings.groupRecords",
    items: [
      {
        ...{ key: "fields", word: "settings.fields", path: "/v1/custom-fields" },
        choices: { noun: "customNouns", type: "fieldTypes" },
      },
      { key: "views", word: "settings.views", path: "/v1/views", choices: { noun: "nouns", roles: "roles" } },
      { key: "pipelines", word: "settings.pipelines", path: "/v1/pipelines" },
      { key: "tiers", word: "settings.tiers", path: "/v1/tier-rules", filterOf: "account" },
    ],
  },
  {
    word: "settings.groupLeads",
    items: [
      { key: "pools", word: "settings.pools", path: "/v1/lead-pools", filterOf: "lead" },
      { key: "assignment", word: "settings.assignment", path: "/v1/assignment-rules", filterOf: "lead" },
      { key: "scoring", word: "settings.scoring", path: "/v1/scoring-rules" },
      { key: "lead-policy", word: "settings.leadPolicy", path: "/v1/lead-policy" },
      { key: "reach", word: "settings.reach", path: "/v1/reach-policy" },
    ],
  },
  {
    word: "settings.groupMoney",
    items: [
      { key: "banks", word: "settings.banks", path: "/v1/bank-connections", secret: "signingSecret" },
      { key: "reconciliation", word: "settings.reconciliation", path: "/v1/reconciliation-policy" },
      { key: "splits", word: "settings.splits", path: "/v1/split-rules", filterOf: "order" },
      { key: "hand-over", word: "settings.handOver", path: "/v1/hand-over-policy" },
      { key: "renewal", word: "settings.renewal", path: "/v1/renewal-policy" },
      { key: "fiscal", word: "settings.fiscal", path: "/v1/fiscal-calendar" },
    ],
  },
  {
    word: "settings.groupTenant",
    items: [
      { key: "calendar", word: "settings.calendar", path: "/v1/working-calendar" },
      { key: "documents", word: "settings.documents", path: "/v1/document-set" },
      { key: "mailboxes", word: "settings.mailboxes", path: "/v1/mailboxes", choices: { roles: "roles" } },
      { key: "recipients", word: "settings.recipients", path: "/v1/outside-recipients" },
    ],
  },
];

export const LISTED: readonly Listed[] = GROUPS.flatMap(({ items }) => items);

/** Places of the settings whose work has a shape of its own, each with the permission that opens it. */
export const TOOLS = [
  { key: "keys", word: "settings.keys", permission: "users.write" },
  { key: "simulator", word: "settings.simulator", permission: "access.read" },
  { key: "memory", word: "settings.memory", permission: "reconciliation.read" },
  { key: "audit", word: "settings.audit", permission: "audit.read" },
] as const satisfies readonly { key: string; word: WordKey; permission: string }[];
