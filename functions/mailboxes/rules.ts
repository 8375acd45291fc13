import type { Actor } from "../../shared/auth/actor.ts";
import type { FilterField } from "../../shared/filter/filter.ts";
import type { MailboxRow } from "./table.ts";

type Reader = Pick<Actor, "principalId" | "departmentId" | "roles"> & { kind?: Actor["kind"] };

/** A department and all above it. */
function* above(parents: ReadonlyMap<string, string | undefined>, id: string | undefined): Generator<string> {
  const met = new Set<string>();
  for (let at = id; at !== undefined && !met.has(at); at = parents.get(at)) {
    met.add(at);
    yield at;
  }
}

/** THE right to read what the mails of a mailbox say. No role has it by itself, an administrator's neither. */
export function mayRead(
  { ownerId, readers = {} }: Pick<MailboxRow, "ownerId" | "readers">,
  { kind, principalId, departmentId, roles }: Reader,
  departmentParents: ReadonlyMap<string, string | undefined>,
): boolean {
  if (kind === "system" || principalId === ownerId || readers.userIds?.includes(principalId)) return true;
  if (kind === "partner" || kind === "operator" || kind === "bank") return false;
  if (readers.roles?.some((role) => roles.includes(role))) return true;
  return [...above(departmentParents, departmentId)].some((id) => readers.departmentIds?.includes(id));
}

/** What a rule may ask of a mail. */
export const RULE_FIELDS: ReadonlyMap<string, FilterField> = new Map([
  ["from", { kind: "text" }],
  ["fromDomain", { kind: "text" }],
  ["to", { kind: "text" }],
  ["subject", { kind: "text" }],
  ["text", { kind: "text" }],
  ["attachments", { kind: "number" }],
  ["isKnown", { kind: "boolean" }],
]);
