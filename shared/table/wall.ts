import { config, perStack } from "../config.ts";
import { databaseClient, Store, systemClient, systemStore } from "./store.ts";

/** Credentials of a tenant's session last an hour; they are renewed this long before their end. */
const RENEW_BEFORE_END_MS = 300_000;
/** At most this many tenants' clients are kept by one Lambda. */
const CLIENTS_MAX = 200;

/** Who somebody is to AWS while they work for one tenant. */
export type TenantCredentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
type Session = { store: Store; credentials: TenantCredentials; endsAt: number };
const tokens = perStack(async () => {
  const { STSClient } = await import("@aws-sdk/client-sts");
  return new STSClient({});
});
const sessionsHeld = perStack(() => new Map<string, Promise<Session>>());

/**
 * A client whose credentials carry the tenant as a session tag. The role's policy compares the tag with
 * `dynamodb:LeadingKeys`, so that a wrong key is refused by AWS and not by our code alone.
 */
async function openSession(tenantId: string, roleArn: string): Promise<Session> {
  const { AssumeRoleCommand } = await import("@aws-sdk/client-sts");
  const out = await (await tokens()).send(
    new AssumeRoleCommand({
      RoleArn: roleArn,
      RoleSessionName: tenantId,
      DurationSeconds: 3600,
      Tags: [{ Key: "tenant", Value: tenantId }],
    }),
  );
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "", Expiration } = out.Credentials ?? {};
  // All tenants' clients share one agent: each with its own would hold connections of its own, up to a Lambda's last descriptor.
  const { requestHandler } = systemClient().config;
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  const client = databaseClient({ requestHandler, credentials });
  return { store: new Store(client, config().tableName), credentials, endsAt: Expiration?.getTime() ?? 0 };
}

/** The session of a tenant that is in force. */
async function sessionOf(tenantId: string, roleArn: string): Promise<Session> {
  const sessions = sessionsHeld();
  const kept = await sessions.get(tenantId);
  // Credentials live by the machine's time, whatever clock the product runs on.
  if (kept && kept.endsAt - RENEW_BEFORE_END_MS > Date.now()) return kept;
  if (sessions.size >= CLIENTS_MAX) sessions.delete(sessions.keys().next().value as string);
  const opening = openSession(tenantId, roleArn);
  sessions.set(tenantId, opening);
  opening.catch(() => sessions.delete(tenantId));
  return opening;
}

/** The store that a tenant's rows are reached through. */
export async function tenantStore(tenantId: string): Promise<Store> {
  const roleArn = config().tenantRoleArn;
  return roleArn ? (await sessionOf(tenantId, roleArn)).store : systemStore();
}

/**
 * What a tenant's objects are reached with. Where no role walls tenants off, it is the tenant's name alone, which the bucket of
 * one machine compares with the prefix that is asked for.
 */
export async function tenantCredentials(tenantId: string): Promise<TenantCredentials> {
  const roleArn = config().tenantRoleArn;
  if (!roleArn) return { accessKeyId: tenantId, secretAccessKey: tenantId };
  return (await sessionOf(tenantId, roleArn)).credentials;
}
