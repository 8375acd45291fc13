import * as z from "zod";
import { Fault } from "../fault.ts";
import { entity, recordFields } from "../table/entity.ts";
import { type Table, write } from "../table/table.ts";

/**
 * Per-tenant rate limit. Every window has a budget of tokens in one counter row; a Lambda leases a second's worth at a
 * time and spends it from memory, so that a busy tenant costs one write a second and Lambda, and a quiet one a write a
 * window. The counter is conditional: all Lambdas together never pass the budget.
 */
export const RATE_WINDOW_SECONDS = 10;
const KEPT_SECONDS = 120;

export const rateCounter = entity({
  noun: "rate",
  plural: "rates",
  prefix: "rate",
  audited: false,
  schema: z.object({ ...recordFields, used: z.number(), ttl: z.number() }),
});

type Lease = { window: number; tokens: number; exhausted: boolean };
const leases = new Map<string, Lease>();
/** Leases of this many tenants are remembered; the oldest go first. */
const LEASES_MAX = 10_000;

const limited = (secondsLeft: number, perSecond: number): Fault =>
  new Fault("rate_limited", `The limit of ${perSecond} calls a second is reached; try again in ${secondsLeft} s.`, {
    headers: { "retry-after": String(secondsLeft) },
  });

/** Takes one token of the tenant's budget or throws 429 with `Retry-After` (seconds until the next window). */
export async function spend(table: Table, kind: string, perSecond: number, now: Date): Promise<void> {
  const seconds = Math.floor(now.getTime() / 1000);
  const window = Math.floor(seconds / RATE_WINDOW_SECONDS);
  const secondsLeft = (window + 1) * RATE_WINDOW_SECONDS - seconds;
  const name = `${table.tenantId}#${kind}`;
  let lease = leases.get(name);
  if (lease?.window !== window) {
    lease = { window, tokens: 0, exhausted: false };
    if (leases.size >= LEASES_MAX) leases.delete(leases.keys().next().value as string);
    leases.set(name, lease);
  }
  if (lease.tokens < 1 && !lease.exhausted) await takeLease(table, kind, perSecond, lease, seconds);
  if (lease.tokens < 1) throw limited(secondsLeft, perSecond);
  lease.tokens -= 1;
}

async function takeLease(table: Table, kind: string, perSecond: number, lease: Lease, seconds: number): Promise<void> {
  const fault = limited(1, perSecond);
  const tokens = Math.max(1, Math.floor(perSecond));
  try {
    await table.commit([
      write.add(
        rateCounter,
        `${kind}#${lease.window}`,
        { used: tokens },
        {
          set: { ttl: seconds + KEPT_SECONDS },
          atMost: { used: perSecond * RATE_WINDOW_SECONDS },
          fault,
        },
      ),
    ]);
    lease.tokens += tokens;
  } catch (error) {
    if (error !== fault) throw error;
    lease.exhausted = true;
  }
}
