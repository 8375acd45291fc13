/**
 * Idempotency keys. A row is taken before the call runs; ids, secrets and the instant of the call are derived from the
 * caller's key and the row, so a call that died half-way writes the same rows when it is sent again, and finds them
 * made. The stored answer is encrypted with a key that needs the caller's key: an API key shown once is nowhere in
 * clear.
 */
import { setTimeout as wait } from "node:timers/promises";
import * as z from "zod";
import { Fault } from "../fault.ts";
import { systemRandom } from "../ids.ts";
import { isOvertaken } from "../table/anew.ts";
import { entity, type RowOf, recordFields } from "../table/entity.ts";
import type { Table } from "../table/table.ts";
import { write } from "../table/table.ts";
import { type Reply as Answer, Reply } from "./route.ts";
import { seal, sha256, unseal } from "./seal.ts";

/** Answers are kept this long. */
export const IDEMPOTENCY_KEPT_SECONDS = 86_400;
/** A call that has not answered in this time is taken to have died; the next one with its key goes on. */
const LEASE_MS = 30_000;
/** A concurrent duplicate waits this long for the first one's answer, looking this often. */
const WAIT_MS = 8_000;
const LOOK_EVERY_MS = 40;

/** One idempotency key of one route. The answer is encrypted with a key that needs the caller's own key. */
export const idempotencyRecord = entity({
  noun: "idempotency",
  plural: "idempotency",
  prefix: "idm",
  audited: false,
  schema: z.object({
    ...recordFields,
    bodyHash: z.string(),
    state: z.enum(["running", "done"]),
    leaseUntilAt: z.string(),
    status: z.number().optional(),
    answer: z.string().optional(),
    ttl: z.number(),
  }),
});
type Row = RowOf<typeof idempotencyRecord>;

export type Attempt = { row: Row; key: string } | { answer: Answer };

type Ask = { table: Table; route: string; caller: string; key: string; body: Buffer; now: Date };

const reused = (): Fault =>
  new Fault("idempotency_key_reused", "This Idempotency-Key was used with another body; use a new key.");

/**
 * Takes the key for this call, or gives the first call's answer.
 *
 *   first call   create row (running) ── run ── row := done + answer
 *   second call  create fails ── done? ── the answer again
 *                             └─ running? wait, and after the lease take the row over
 *
 * A call that died between its effect and its answer is run again with the same ids, secrets and instant, so that its
 * writes find themselves already made.
 */
export async function begin(ask: Ask): Promise<Attempt> {
  const { table, now } = ask;
  const id = sha256(`${ask.route}\n${ask.caller}\n${ask.key}`).slice(0, 40);
  const at = now.toISOString();
  const fresh: Row = {
    id,
    version: 1,
    createdAt: at,
    updatedAt: at,
    bodyHash: sha256(ask.body),
    state: "running",
    leaseUntilAt: new Date(now.getTime() + LEASE_MS).toISOString(),
    ttl: Math.floor(now.getTime() / 1000) + IDEMPOTENCY_KEPT_SECONDS,
  };
  for (let waited = 0; waited < WAIT_MS; waited += LOOK_EVERY_MS) {
    const found = await table.find(idempotencyRecord, id);
    if (!found) {
      if (await tryWrite(() => table.create(idempotencyRecord, fresh))) return { row: fresh, key: ask.key };
      continue;
    }
    if (found.bodyHash !== fresh.bodyHash) throw reused();
    if (found.state === "done") return { answer: answerOf(table, ask.key, found) };
    if (found.leaseUntilAt <= at) {
      const taken = { ...found, version: found.version + 1, leaseUntilAt: fresh.leaseUntilAt };
      if (await tryWrite(() => table.replace(idempotencyRecord, found, taken))) return { row: taken, key: ask.key };
    }
    await wait(LOOK_EVERY_MS);
  }
  throw new Fault("in_progress", "The first call with this Idempotency-Key has not finished; try again.", {
    headers: { "retry-after": "1" },
  });
}

async function tryWrite(attempt: () => Promise<unknown>): Promise<boolean> {
  try {
    await attempt();
    return true;
  } catch (error) {
    if (isOvertaken(error)) return false;
    throw error;
  }
}

function answerOf(table: Table, key: string, row: Row): Answer {
  const { body, headers } = JSON.parse(unseal(sealingKey(table), key, row.answer ?? ""));
  return new Reply(row.status ?? 200, body, { ...headers, "idempotent-replayed": "true" });
}

/** What a thief of the table would lack is the caller's key; the tenant id only keeps tenants apart. */
const sealingKey = (table: Table): string => `idempotency ${table.tenantId}`;

/** Keeps the answer of a call that succeeded. */
export async function finish(table: Table, attempt: { row: Row; key: string }, answer: Answer): Promise<void> {
  const plain = JSON.stringify({ body: answer.body, headers: answer.headers });
  await table.replace(idempotencyRecord, attempt.row, {
    ...attempt.row,
    version: attempt.row.version + 1,
    state: "done",
    status: answer.status,
    answer: seal(sealingKey(table), attempt.key, plain, systemRandom),
  });
}

/** Frees the key of a call that wrote nothing, so that the corrected call may use it. */
export async function release(table: Table, attempt: { row: Row }): Promise<void> {
  await tryWrite(() => table.commit([write.delete(idempotencyRecord, attempt.row)]));
}
