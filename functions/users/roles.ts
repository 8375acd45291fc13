/**
 * Roles are held by keys. People, views and sharing rules keep a role's key, and show the name that it has now; so a
 * new name moves nothing, and no role comes to be held by taking another's name.
 */
import type { RecordScope, Role } from "../../shared/auth/role.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { grants } from "../streams/generated/grants.ts";
import type { role } from "./table.ts";

/**
 * The built-in roles: which calls, and of each noun which records. `*` stands for the nouns not named. Bank
 * transactions of a virtual account are seen by its department, its account's owner and finance, hence the narrower
 * scope of sales' other records and the department for these. Those who lead others may carry records over the walls
 * between branches. Those who work for customers see what is their own and what they are in the team of. What they may do of a module stands in its index (`grants`).
 */
const SCOPES: Readonly<Record<string, Role["scopes"]>> = {
  manager: { "*": "subtree" },
  sales: { "*": "team", bankTransaction: "department" },
  finance: { "*": "all", message: "own" },
  marketing: {
    ...{ account: "all", contact: "all", lead: "all", consent: "all", referenceCase: "all" },
    // The companies of the directory are nobody's at first.
    ...{ campaign: "all", directoryEntry: "all", "*": "own" },
  },
  service: { "*": "team" },
};

/** What things cost the tenant is for those who sell them and who count the money. */
const COSTS_CLOSED: Role["fields"] = { product: { costMinor: "hidden" } };

/** What built-in roles do not see, or do not change, of what they see. */
const FIELDS: Readonly<Record<string, Role["fields"]>> = { marketing: COSTS_CLOSED, service: COSTS_CLOSED };

/** What partners see: the catalogue, of these nouns their own, of all others nothing. */
const PARTNERS: Role["scopes"] = Object.fromEntries(
  [
    "order",
    "credit",
    "rebateNotice",
    "rebateEntry",
    "partnerStatement",
    "dealRegistration",
    "partnerOrder",
    "referenceCase",
    "file",
  ]
    .map((noun) => [noun, "own"] as [string, RecordScope])
    .concat([["product", "all"]]),
);

const LOOKED_AFTER_BY = { ownerId: "hidden", departmentId: "hidden" } as const;

/**
 * What partners neither see of their own records nor decide: who else is at work on a customer or is credited with it, and
 * who looks after it.
 */
const CLOSED_TO_PARTNERS: Role["fields"] = {
  ...COSTS_CLOSED,
  order: { credits: "hidden", memberIds: "hidden" },
  dealRegistration: { evidence: "hidden", ownerId: "readOnly", departmentId: "readOnly" },
  partnerOrder: { ownerId: "readOnly", departmentId: "readOnly" },
  referenceCase: { ownerId: "readOnly", departmentId: "readOnly" },
  rebateNotice: LOOKED_AFTER_BY,
  rebateEntry: LOOKED_AFTER_BY,
  partnerStatement: LOOKED_AFTER_BY,
};

const granted = (role: string): readonly string[] => grants[role] ?? [];

const BUILT_IN: readonly Omit<Role, "key">[] = [
  { name: "admin", permissions: ["*"], scopes: { "*": "all" } },
  ...Object.entries(SCOPES).map(([name, scopes]) => ({
    ...{ name, scopes },
    permissions: [...granted("everybody"), ...granted(name)],
    ...(FIELDS[name] && { fields: FIELDS[name] }),
  })),
  { name: "partner", permissions: granted("partner"), scopes: PARTNERS, fields: CLOSED_TO_PARTNERS },
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
