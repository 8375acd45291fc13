import type { IncomingMessage } from "node:http";
import { MAIL_OUTCOMES, type MailOutcome } from "./feedback.ts";
import { json, type Reply, readBody } from "./http.ts";
import type { DnsRecord, Identities } from "./identities.ts";
import type { Issuer, TokenRequest } from "./issuer.ts";
import type { FailureMode, Outbox } from "./outbox.ts";
import { messagePage, outboxPage } from "./pages.ts";
import { type SignInParts, signIn } from "./sign-in.ts";

const REQUEST_BYTES_MAX = 64 * 1024;
const HTML = { "content-type": "text/html; charset=utf-8" };
const FAILURE_MODES: readonly unknown[] = ["down", "slow", "throttle", "reject", null];

/** What the control pages need of the stack. */
export type Controlled = {
  clock: { now(): Date };
  mail: Outbox;
  identities: Identities;
  issuer: Issuer;
  signingIn: SignInParts;
  /** Moves the clock and runs what has become due on the way. */
  moveClock(to: Date): Promise<void>;
  settled(): Promise<void>;
  health(): { ready: boolean } & Record<string, unknown>;
};

const bad = (detail: string): Reply => json(400, { status: 400, code: "malformed_request", detail });
const missing = (): Reply => json(404, { status: 404, code: "not_found", detail: "The local stack has no such page." });

async function input(request: IncomingMessage): Promise<Record<string, unknown> | undefined> {
  try {
    const value: unknown = JSON.parse((await readBody(request, REQUEST_BYTES_MAX)).toString() || "{}");
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

async function moveClock(stack: Controlled, request: IncomingMessage): Promise<Reply> {
  const body = await input(request);
  const { now, advanceSeconds } = body ?? {};
  const target =
    typeof now === "string"
      ? Date.parse(now)
      : typeof advanceSeconds === "number" && advanceSeconds >= 0
        ? stack.clock.now().getTime() + advanceSeconds * 1_000
        : Number.NaN;
  if (!Number.isFinite(target) || Math.abs(target) > 8.64e15) {
    return bad('Send { "now": "<RFC 3339 instant>" } or { "advanceSeconds": <number, at least 0> }.');
  }
  await stack.moveClock(new Date(target));
  return json(200, { now: stack.clock.now().toISOString() });
}

/** Lets domains publish records, by which SES knows whose they are. */
async function publish(stack: Controlled, request: IncomingMessage): Promise<Reply> {
  const { records } = (await input(request)) ?? {};
  if (!Array.isArray(records)) return bad('Send { "records": [{ "type": "TXT", "name": "…", "value": "…" }] }.');
  for (const record of records as DnsRecord[]) stack.identities.publish(record);
  return json(200, { published: records.length });
}

async function attachment(outbox: Outbox, id: string, index: string): Promise<Reply> {
  const found = await outbox.attachment(id, Number(index));
  if (!found) return missing();
  const name = encodeURIComponent(found.name);
  const headers = { "content-type": found.contentType, "content-disposition": `attachment; filename*=UTF-8''${name}` };
  return { status: 200, headers, body: found.content };
}

async function read(stack: Controlled, request: IncomingMessage, url: URL): Promise<Reply> {
  const [noun, id, part, index] = url.pathname.split("/").slice(2);
  const to = url.searchParams.get("to") ?? undefined;
  if (noun === "health" && !id) {
    const health = stack.health();
    return json(health.ready ? 200 : 503, health);
  }
  if (noun === "clock" && !id) return json(200, { now: stack.clock.now().toISOString() });
  if (noun === "settled" && !id) {
    await stack.settled();
    return json(200, { now: stack.clock.now().toISOString() });
  }
  if (noun === "outbox" && !id) {
    const forPeople = String(request.headers.accept ?? "").includes("text/html");
    if (forPeople) return { status: 200, headers: HTML, body: outboxPage(stack.mail, to) };
    return json(200, { items: stack.mail.list(to) });
  }
  if (noun === "outbox" && part === "attachments" && index) return attachment(stack.mail, id!, index);
  if (noun === "outbox" && id && !part) {
    const item = stack.mail.get(id.replace(/\.html$/, ""));
    if (!item) return missing();
    return id.endsWith(".html") ? { status: 200, headers: HTML, body: messagePage(item) } : json(200, item);
  }
  if (noun === "pool" && !id) return json(200, { items: stack.signingIn.pool.list() });
  return missing();
}

/** The pages under `/_local`, which exist on this machine only. */
export async function control(stack: Controlled, request: IncomingMessage): Promise<Reply> {
  const url = new URL(request.url ?? "/", "http://local");
  if (url.pathname.startsWith("/_local/issuer/")) return (await signIn(stack.signingIn, request, url)) ?? missing();
  if (request.method === "GET") return read(stack, request, url);
  if (request.method !== "POST")
    return json(405, { status: 405, code: "method_not_allowed", detail: "Use GET or POST." });
  if (url.pathname === "/_local/clock") return moveClock(stack, request);
  const [, , noun, id = "", outcome] = url.pathname.split("/");
  if (noun === "outbox" && MAIL_OUTCOMES.some((known) => known === outcome)) {
    return stack.mail.tell(id, outcome as MailOutcome) ? json(202, { id, outcome }) : missing();
  }
  if (url.pathname === "/_local/dns") return publish(stack, request);
  if (url.pathname === "/_local/token") {
    const body = (await input(request)) as TokenRequest | undefined;
    if (!body?.userId && !body?.sub && !body?.email)
      return bad('Send { "tenantId": "…", "userId": "…" }; "sub" or "email" may stand for "userId".');
    return json(200, { accessToken: await stack.issuer.token(body), tokenType: "Bearer" });
  }
  if (url.pathname === "/_local/providers") {
    const mode = (await input(request))?.fail;
    if (!FAILURE_MODES.includes(mode)) return bad('Send { "fail": "down" | "slow" | "throttle" | "reject" | null }.');
    stack.mail.fail(mode as FailureMode | null);
    return json(200, { fail: mode });
  }
  return missing();
}
