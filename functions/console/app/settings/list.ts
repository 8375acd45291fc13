import type { WordKey } from "../words/index.ts";

/** A thing that is set up: where it is kept. Of which fields it is made, and who may read and write it, says its contract. */
export type Listed = {
  key: string;
  /** What it is called in the history. */
  noun: string;
  word: WordKey;
  path: string;
  /** The noun that a filter of it is about, where none of its own fields says so. */
  filterOf?: string;
  /** Whose choices a field has beyond those of its contract. */
  choices?: Readonly<Record<string, "permissions" | "roles" | "customNouns" | "nouns" | "fieldTypes" | "currencies">>;
  /** Its list is told whole, by no pages. */
  isWhole?: true;
  /** What the answer to making one shows once and never again. */
  secret?: "signingSecret";
};

export type Group = { word: WordKey; items: readonly Listed[] };

/** THE list of what an administrator sets up, in the order of the menu. */
export const GROUPS: readonly Group[] = [
  {
    word: "settings.groupPeople",
    items: [
      { key: "people", noun: "user", word: "settings.people", path: "/v1/users", choices: { roles: "roles" } },
      { key: "departments", noun: "department", word: "settings.departments", path: "/v1/departments" },
      {
        key: "roles",
        noun: "role",
        word: "settings.roles",
        path: "/v1/roles",
        choices: { permissions: "permissions" },
      },
      {
        ...{ key: "sharing", noun: "sharingRule", word: "settings.sharing", path: "/v1/sharing-rules" },
        choices: { noun: "nouns", roles: "roles" },
      },
      {
        ...{ key: "approvals", noun: "approvalRule", word: "settings.approvals", path: "/v1/approval-rules" },
        choices: { noun: "nouns" },
      },
      { key: "sign-on", noun: "signOn", word: "settings.signOn", path: "/v1/single-sign-on" },
      {
        ...{ key: "sign-in-policy", noun: "signInPolicy", word: "settings.signInPolicy", path: "/v1/sign-in-policy" },
        choices: { roles: "roles" },
      },
    ],
  },
  {
    word: "settings.groupRecords",
    items: [
      {
        ...{ key: "fields", noun: "customField", word: "settings.fields", path: "/v1/custom-fields" },
        choices: { noun: "customNouns", type: "fieldTypes" },
      },
      {
        key: "views",
        noun: "view",
        word: "settings.views",
        path: "/v1/views",
        isWhole: true,
        choices: { noun: "nouns", roles: "roles" },
      },
      { key: "pipelines", noun: "pipeline", word: "settings.pipelines", path: "/v1/pipelines" },
      { key: "tiers", noun: "tierRule", word: "settings.tiers", path: "/v1/tier-rules", filterOf: "account" },
      {
        ...{ key: "coverage", noun: "coveragePlan", word: "settings.coverage", path: "/v1/coverage-plans" },
        filterOf: "account",
      },
    ],
  },
  {
    word: "settings.groupLeads",
    items: [
      { key: "pools", noun: "leadPool", word: "settings.pools", path: "/v1/lead-pools", filterOf: "lead" },
      {
        key: "assignment",
        noun: "assignmentRule",
        word: "settings.assignment",
        path: "/v1/assignment-rules",
        filterOf: "lead",
      },
      { key: "scoring", noun: "scoringRule", word: "settings.scoring", path: "/v1/scoring-rules" },
      { key: "lead-policy", noun: "leadPolicy", word: "settings.leadPolicy", path: "/v1/lead-policy" },
      { key: "reach", noun: "reachPolicy", word: "settings.reach", path: "/v1/reach-policy" },
    ],
  },
  {
    word: "settings.groupMoney",
    items: [
      {
        key: "banks",
        noun: "bankConnection",
        word: "settings.banks",
        path: "/v1/bank-connections",
        secret: "signingSecret",
      },
      { key: "reconciliation", noun: "policy", word: "settings.reconciliation", path: "/v1/reconciliation-policy" },
      { key: "splits", noun: "splitRule", word: "settings.splits", path: "/v1/split-rules", filterOf: "order" },
      { key: "hand-over", noun: "handOverPolicy", word: "settings.handOver", path: "/v1/hand-over-policy" },
      { key: "renewal", noun: "renewalPolicy", word: "settings.renewal", path: "/v1/renewal-policy" },
      { key: "fiscal", noun: "fiscalCalendar", word: "settings.fiscal", path: "/v1/fiscal-calendar" },
    ],
  },
  {
    word: "settings.groupPartners",
    items: [
      { key: "programme", noun: "partnerProgramme", word: "settings.programme", path: "/v1/partner-programme" },
      { key: "protection", noun: "registrationPolicy", word: "settings.protection", path: "/v1/registration-policy" },
      { key: "rebate-rules", noun: "rebateRule", word: "settings.rebateRules", path: "/v1/rebate-rules" },
      { key: "references", noun: "referenceProgramme", word: "settings.references", path: "/v1/reference-programme" },
    ],
  },
  {
    word: "settings.groupTenant",
    items: [
      { key: "calendar", noun: "workingCalendar", word: "settings.calendar", path: "/v1/working-calendar" },
      { key: "documents", noun: "documentSet", word: "settings.documents", path: "/v1/document-set" },
      {
        key: "mailboxes",
        noun: "mailbox",
        word: "settings.mailboxes",
        path: "/v1/mailboxes",
        choices: { roles: "roles" },
      },
      { key: "chats", noun: "chatGroup", word: "settings.chats", path: "/v1/chat-groups" },
      { key: "recipients", noun: "outsideRecipients", word: "settings.recipients", path: "/v1/outside-recipients" },
    ],
  },
];

export const LISTED: readonly Listed[] = GROUPS.flatMap(({ items }) => items);

/** Places of the settings whose work has a shape of its own, each with the permission that opens it. */
export const TOOLS = [
  { key: "keys", word: "settings.keys", permission: "users.write" },
  { key: "simulator", word: "settings.simulator", permission: "access.read" },
  { key: "memory", word: "settings.memory", permission: "reconciliation.read" },
  { key: "suppressed", word: "settings.suppressed", permission: "messages.write" },
  { key: "audit", word: "settings.audit", permission: "audit.read" },
] as const satisfies readonly { key: string; word: WordKey; permission: string }[];
