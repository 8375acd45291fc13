import { later } from "../../shared/duration.ts";
import type { Caller } from "../../shared/http/route.ts";
import { acceptedSecrets, signDelivery } from "../../shared/http/signature.ts";
import { parseJson } from "../../shared/json.ts";
import { callOutside } from "../../shared/outside-call.ts";
import { askedRest, laterOf } from "../../shared/retry-after.ts";
import { anew, isOvertaken, isStale } from "../../shared/table/anew.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { keeping } from "../../shared/table/keeping.ts";
import { sourceOf } from "../../shared/table/list.ts";
import type { Table } from "../../shared/table/table.ts";
import { againAt, OVER_AFTER_MS, restOf, TRIES_MAX } from "./rules.ts";
import { type DeliveryRow, healthIdOf, type WebhookRow, webhook, webhookDelivery, webhookHealth } from "./table.ts";

const TIMEOUT_MS = 10_000;
const WRITES_MAX = 8;
const ERROR_CHARS_MAX = 300;
/** What says that nobody listens there any more, and never will. */
const GONE = 410;

/** `rest` is until when the address has asked to be left alone. */
type Answer = { status?: number; error?: string; rest?: string | undefined };

/** Headers after Standard Webhooks: signed with each secret that is accepted, so that one is exchanged without a gap. */
function headersOf(hook: WebhookRow, id: string, body: string, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  const secrets = acceptedSecrets(hook.secrets, now.toISOString());
  return {
    ...{ "content-type": "application/json", "user-agent": "cashloop-webhooks", "webhook-id": id },
    "webhook-timestamp": timestamp,
    "webhook-signature": secrets.map((secret) => signDelivery(secret, id, timestamp, body)).join(" "),
  };
}

async function answerOf(hook: WebhookRow, id: string, body: string, now: Date): Promise<Answer> {
  try {
    const headers = headersOf(hook, id, body, now);
    const reply = await callOutside(hook.url, { method: "POST", headers, body, timeoutMs: TIMEOUT_MS });
    // Nothing that is answered is read but the head.
    reply.letGo();
    const { ok, status } = reply;
    if (ok) return { status };
    const rest = askedRest(status, reply.header("retry-after"), now.toISOString());
    return { status, error: `It answers ${status}.`, rest };
  } catch (error) {
    return { error: (error instanceof Error ? error.message : String(error)).slice(0, ERROR_CHARS_MAX) };
  }
}

/** Notes how an address fares: one that fails again and again, or asks for it, is left alone for a while. */
async function noteHealth(
  table: Table,
  webhookId: string,
  { hasFailed, rest, now }: { hasFailed: boolean; rest?: string | undefined; now: string },
): Promise<void> {
  const id = healthIdOf(webhookId);
  await anew(
    WRITES_MAX,
    async () => {
      const before = await table.find(webhookHealth, id);
      if (!hasFailed && (before?.failures ?? 0) === 0) return;
      const failures = hasFailed ? (before?.failures ?? 0) + 1 : 0;
      const fields = { failures, restsUntil: laterOf(restOf(failures, now), rest) };
      await table.commit([keeping(webhookHealth, { id, before, now }, { webhookId, ...fields })]);
    },
    isOvertaken,
  );
}

const failed = (error: string, now: string): Partial<DeliveryRow> => ({
  ...{ state: "failed", dueAt: undefined, body: undefined, doneAt: now, error },
});

/** Why there is nothing to be told any more. */
function overBecause(row: DeliveryRow, hook: WebhookRow | undefined, now: string): string | undefined {
  if (!hook || hook.archived) return "The webhook is gone.";
  if (row.attempts >= TRIES_MAX) return row.error ?? "Tried too often.";
  if (Date.parse(now) - Date.parse(row.createdAt) > OVER_AFTER_MS) return row.error ?? "It was not reached in time.";
  try {
    parseJson(row.body ?? "");
    return undefined;
  } catch {
    return "Whom it would have told of was erased.";
  }
}

const afterAnswer = ({ status, error, rest }: Answer, attempts: number, now: string): Partial<DeliveryRow> => {
  const answered = { answered: status };
  if (error === undefined) {
    return { ...answered, state: "delivered", dueAt: undefined, body: undefined, doneAt: now, error: undefined };
  }
  const dueAt = status === GONE ? undefined : againAt(attempts, now);
  return { ...answered, ...(dueAt === undefined ? failed(error, now) : { dueAt: laterOf(dueAt, rest), error }) };
};

/**
 * Tells a webhook one thing. The row is claimed before the call, by dating its next try: of two that come at once one calls,
 * and where it dies in the middle the thing is told again later, under the same id, by which the other side knows it.
 */
export async function deliver(table: Table, row: DeliveryRow, at: Date): Promise<void> {
  const now = at.toISOString();
  const hook = await table.find(webhook, row.webhookId);
  const over = overBecause(row, hook, now);
  if (!hook || over !== undefined) {
    await table.replace(webhookDelivery, row, nextVersion(row, now, failed(over ?? "", now)));
    return;
  }
  const rests = (await table.find(webhookHealth, healthIdOf(hook.id)))?.restsUntil;
  if (rests && rests > now) {
    await table.replace(webhookDelivery, row, nextVersion(row, now, { dueAt: rests }));
    return;
  }
  const attempts = row.attempts + 1;
  // The last try of all is looked at once more, to be put aside.
  const dueAt = againAt(attempts, now) ?? againAt(1, now);
  const claimed = await table.replace(webhookDelivery, row, nextVersion(row, now, { attempts, dueAt }));
  const answer = await answerOf(hook, row.id, row.body ?? "", at);
  await table.replace(webhookDelivery, claimed, nextVersion(claimed, now, afterAnswer(answer, attempts, now)));
  await noteHealth(table, hook.id, { hasFailed: answer.error !== undefined, rest: answer.rest, now });
}

const RETRIED_MAX = 500;
const RETRIED_TOGETHER = 25;
/** Longer than a call takes. */
const UNDER_WAY_MS = 20_000;

/** Dates what waits anew, and forgets that its address has failed. What is being told at that moment is left to that. */
export async function retried({ table, now }: Pick<Caller, "table" | "now">, webhookId: string) {
  await noteHealth(table, webhookId, { hasFailed: false, now });
  const sources = [sourceOf(webhookDelivery, "parent", { webhookId })];
  const since = later(now, -UNDER_WAY_MS);
  const isIdle = ({ state, attempts, updatedAt }: DeliveryRow): boolean =>
    state === "waiting" && (attempts === 0 || updatedAt < since);
  const ask = { sources, limit: RETRIED_MAX, keep: isIdle };
  const page = await table.list(webhookDelivery, ask);
  let told = 0;
  for (let at = 0; at < page.rows.length; at += RETRIED_TOGETHER) {
    const some = page.rows.slice(at, at + RETRIED_TOGETHER).map(async (row) => {
      try {
        await table.replace(webhookDelivery, row, nextVersion(row, now, { dueAt: now }));
        told += 1;
      } catch (error) {
        if (!isStale(error)) throw error;
      }
    });
    await Promise.all(some);
  }
  return { told, more: page.next !== undefined };
}
