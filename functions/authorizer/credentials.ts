/**
 * A partner's person is the partner. The authorizer gives whoever signs in for a partner the partner's identity and
 * role, whatever roles their row has; so the walls of a partner's key are theirs, and history names the person.
 */
import { createHash } from "node:crypto";
import type { Actor } from "../../shared/auth/actor.ts";
import { clock, config, perStack } from "../../shared/config.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { type Table, tenantTable, write } from "../../shared/table/table.ts";
import { twoRows } from "../../shared/table/two.ts";
import { partner } from "../partners/table.ts";
import { isOutlived } from "../users/departures.ts";
import { hashSecret, parseKey, sameHash } from "../users/keys.ts";
import { PARTNER } from "../users/roles.ts";
import { apiKey, user } from "../users/table.ts";
import { seated } from "./sessions.ts";
import { bearerOf } from "./tokens.ts";

/** A key's last use is noted when the one noted is older than this, so that a busy key costs one write a minute. */
const LAST_USE_NOTED_EVERY_MS = 60_000;

const stamp = { actor: "system:authorizer", from: "", requestId: "" };

/** The operator's key is compared by its hash; there is one, from the environment. */
function operator(token: string): Actor | undefined {
  const hash = createHash("sha256").update(token).digest("hex");
  if (!sameHash(hash, config().operatorKeyHash)) return undefined;
  return { kind: "operator", tenantId: "", principalId: "operator", roles: [] };
}

type Key = RowOf<typeof apiKey>;
type Person = RowOf<typeof user>;

const isPartner = ({ principalId }: Key): boolean => principalId.startsWith("ptn_");

/** The actor of an API key; nobody if it is unknown, revoked or its user or partner has left. */
async function byKey(token: string): Promise<Actor | undefined> {
  const given = parseKey(token);
  if (!given) return undefined;
  const table = await tenantTable(given.tenantId, stamp);
  const { key, person } = await keyAndPerson(table, given.keyId);
  if (!key || key.revokedAt || !sameHash(key.hash, hashSecret(given.secret))) return undefined;
  const now = clock.now();
  if (!key.lastUsedAt || now.getTime() - Date.parse(key.lastUsedAt) > LAST_USE_NOTED_EVERY_MS) {
    await table.commit([write.add(apiKey, key.id, { uses: 1 }, { set: { lastUsedAt: now.toISOString() } })]);
  }
  if (isPartner(key)) {
    const holder = await table.find(partner, key.principalId);
    if (!holder || holder.archived || isOutlived(holder, key)) return undefined;
    return { kind: "partner", tenantId: given.tenantId, principalId: holder.id, roles: [PARTNER], keyId: key.id };
  }
  const how = { kind: "apiKey", keyId: key.id, since: Date.parse(key.createdAt) } as const;
  return userActor(table, key.principalId, how, (holder) => isOutlived(holder, key), person);
}

/** Whose the keys are that this Lambda has seen lately, by tenant and key: the one thing of a key that never changes. */
const holders = perStack(() => new Map<string, string>());
const HOLDERS_MAX = 10_000;

/** A key as it is now, and the person whose it is where that is known from an earlier call: both by one request. */
async function keyAndPerson(table: Table, id: string): Promise<{ key: Key | undefined; person?: Person | undefined }> {
  const known = holders();
  const name = `${table.tenantId} ${id}`;
  const holder = known.get(name);
  if (holder) {
    const [key, person] = await twoRows(table.tenantId, [apiKey, id], [user, holder]);
    return { key, person };
  }
  const key = await table.find(apiKey, id);
  if (key && !isPartner(key)) {
    if (known.size >= HOLDERS_MAX) known.delete(known.keys().next().value as string);
    known.set(name, key.principalId);
  }
  return { key };
}

/** By which credential somebody comes, and the millisecond from which on there has been one: of a token, that of its second. */
type How = Pick<Actor, "kind" | "keyId"> & { since: number };

/** A partner's person acts as the partner, for as long as that is one; a return does not open what was made before. */
async function partnersPerson(table: Table, row: Person, { since, keyId }: How): Promise<Actor | undefined> {
  const of = await table.find(partner, row.partnerId ?? "");
  if (!of || of.archived || (of.departedAt !== undefined && since < Date.parse(of.departedAt))) return undefined;
  const whose = { tenantId: table.tenantId, principalId: of.id, personId: row.id };
  return { kind: "partner", ...whose, roles: [PARTNER], ...(keyId && { keyId }) };
}

async function userActor(
  table: Table,
  userId: string,
  how: How,
  isOver: (holder: Person) => boolean,
  read?: Person,
): Promise<Actor | undefined> {
  const { tenantId } = table;
  const row = read?.id === userId ? read : await table.find(user, userId);
  if (!row || row.archived || isOver(row)) return undefined;
  if (row.partnerId) return partnersPerson(table, row, how);
  const { since: _, ...credential } = how;
  return { ...credential, tenantId, principalId: row.id, departmentId: row.departmentId, roles: row.roles };
}

const MS_PER_SECOND = 1_000;
const secondsOf = (instant: string): number => Math.floor(Date.parse(instant) / MS_PER_SECOND);

/**
 * The actor of an OIDC access token. It says by its times whether its bearer has left since it was issued, or has signed out
 * everywhere since they signed in: a refreshed token bears the time of the sign-in that it comes of.
 */
async function byToken(token: string): Promise<Actor | undefined> {
  const borne = await bearerOf(token);
  if (!borne) return undefined;
  const { tenantId, userId, issuedAt, signedInAt } = borne;
  const table = await tenantTable(tenantId, stamp);
  const actor = await userActor(
    table,
    userId,
    { kind: "user", since: issuedAt * MS_PER_SECOND },
    ({ departedAt, signedOutAt }) => {
      const hasLeft = departedAt !== undefined && issuedAt < secondsOf(departedAt);
      return hasLeft || (signedOutAt !== undefined && signedInAt <= secondsOf(signedOutAt));
    },
  );
  if (!actor) return undefined;
  // A partner's person has what the partner has.
  const { mapped } = actor.kind === "user" ? borne : {};
  const roles = mapped ? await (await import("./groups.ts")).rolesByGroups(borne, mapped) : actor.roles;
  await seated(table, borne);
  return { ...actor, roles };
}

/** Who a bearer token is; `undefined` for whoever is not let in. */
export async function actorOfToken(token: string): Promise<Actor | undefined> {
  if (token.startsWith("ck_")) return byKey(token);
  if (token.includes(".")) return byToken(token);
  return operator(token);
}
