/**
 * Every permission that there is, by its first word: what routes ask for, and what is decided besides. A role names one,
 * all of a word as `word.*`, or `*`. A test holds the list to what the code asks for.
 */
export const PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
  access: ["read"],
  accounts: ["read", "write"],
  activities: ["read", "write"],
  // `decide`: where it is one's turn.
  approvals: ["read", "write", "decide"],
  assignment: ["read", "write"],
  audit: ["read"],
  bank: ["read", "write"],
  competitors: ["read", "write"],
  contacts: ["read", "write"],
  credits: ["read", "write"],
  delegations: ["read", "write"],
  documents: ["read", "write"],
  fields: ["read", "write"],
  files: ["read", "write"],
  jobs: ["read", "write"],
  leads: ["read", "write", "claim"],
  messages: ["read", "write"],
  // `jobs`: others' jobs too, as far as one's scope on jobs goes.
  operations: ["read", "retry", "jobs"],
  opportunities: ["read", "write"],
  orders: ["read", "write"],
  partners: ["read", "write"],
  pipelines: ["read", "write"],
  prices: ["read", "write"],
  products: ["read", "write"],
  quotes: ["read", "write"],
  receivables: ["read", "write"],
  reconciliation: ["read", "write", "claim", "undo", "close"],
  // `transfer`: owners and departments beyond one's own branch.
  records: ["transfer"],
  reports: ["read", "write"],
  search: ["read", "rebuild"],
  sharing: ["read", "write"],
  tenants: ["read", "write"],
  tiers: ["read", "write"],
  users: ["read", "write"],
  // `all`: others' views too.
  views: ["read", "write", "all"],
};

/** What a role may name. */
export const PERMISSION_NAMES: readonly string[] = [
  "*",
  ...Object.entries(PERMISSIONS).flatMap(([word, verbs]) => [`${word}.*`, ...verbs.map((verb) => `${word}.${verb}`)]),
];
