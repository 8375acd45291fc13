/**
 * Rate limits lease tokens from one counter row per ten-second window, whose condition keeps all Lambdas within the
 * budget. Leases are small and grow with use, since what is leased and not spent is lost: large ones (what the last
 * window took, eight at least) come from the first eighth of a budget alone, later ones are half of what the Lambda
 * has spent. So at most an eighth of the budget and half of the calls are lost, and nobody is refused before half of
 * it was called for, by however many Lambdas; at the end single tokens are given, to the last. A quiet tenant costs a
 * write a window and Lambda, a busy one about one a second.
 */
import * as z from "zod";
import { perStack } from "../config.ts";
import { Fault } from "../fault.ts";
import { entity, recordFields } from "../table/entity.ts";
import { type Table, write } from "../table/table.ts";

/**
 * Rate limits. A window has a budget of tokens in one counter row, and the condition on that row keeps all Lambdas together
 * within it. A Lambda leases tokens and spends them from memory:
 *
 *   used of the budget   0 ────────── an eighth ────────────────────────────────── all
 *   one lease            what the last window took,      half of what this window took,
 *                        eight at least                  and a share of what is left
 *
 * What is leased and not spent is lost until the window's end. It is an eighth of the budget and half of the calls at most, so
 * that nobody is refused before half of the budget has been called for, however many Lambdas there are. A quiet tenant costs
 * one write a window and Lambda, a busy one a write a second.
 */
export const RATE_WINDOW_SECONDS = 10;
const KEPT_SECONDS = 120;
/** The first part of a budget, of which leases are large before it is known whether they will be spent. */
const GENEROUS_SHARE = 1 / 8;
/** Calls of a window that a Lambda may serve with one lease though it knew of none before. */
const FIRST_LEASE = 8;
/** At most so much of what is left of a budget goes to one lease. */
const SHARE_OF_REST = 1 / 2;

export const rateCounter = entity({
  noun: "rate",
  plural: "rates",
  prefix: "rate",
  audited: false,
  schema: z.object({ ...recordFields, used: z.number(), ttl: z.number() }),
});

/** What is limited: calls of one kind on one tenant's table, or on the one outside all tenants. */
export type Limit = { table: Table; kind: string; perSecond: number };

type Lease = {
  window: number;
  perSecond: number;
  tokens: number;
  /** Tokens that this Lambda has spent in this window, and in the one before. */
  spent: number;
  spentBefore: number;
  /** Calls that wait for a token just now. */
  waiting: number;
  /** Tokens of the budget that have gone to any Lambda, as far as is known here. */
  used: number;
  renewal?: Promise<void>;
};
const leasesHeld = perStack(() => new Map<string, Lease>());
/** Leases of this many limits are remembered; the oldest go first. */
const LEASES_MAX = 10_000;

const budgetOf = ({ perSecond }: { perSecond: number }): number =>
  Math.max(1, Math.floor(perSecond * RATE_WINDOW_SECONDS));

/** Takes one token of a budget, or throws 429 with `Retry-After`: the seconds until there is a new one. */
export async function spend(limit: Limit, now: Date): Promise<void> {
  const seconds = Math.floor(now.getTime() / 1000);
  const lease = leaseOf(limit, Math.floor(seconds / RATE_WINDOW_SECONDS));
  lease.waiting += 1;
  try {
    while (lease.tokens < 1) {
      if (lease.used >= budgetOf(lease)) throw limited(lease, seconds);
      // Calls that come together wait for one renewal.
      lease.renewal ??= renew(limit, lease, seconds).finally(() => {
        lease.renewal = undefined;
      });
      await lease.renewal;
    }
    lease.tokens -= 1;
    lease.spent += 1;
  } finally {
    lease.waiting -= 1;
  }
}

function limited({ perSecond, window }: Lease, seconds: number): Fault {
  const secondsLeft = (window + 1) * RATE_WINDOW_SECONDS - seconds;
  return new Fault(
    "rate_limited",
    `The limit of ${perSecond} calls a second is reached; try again in ${secondsLeft} s.`,
    { headers: { "retry-after": String(secondsLeft) } },
  );
}

function leaseOf({ table, kind, perSecond }: Limit, window: number): Lease {
  const leases = leasesHeld();
  const name = `${table.tenantId}#${kind}`;
  const found = leases.get(name);
  if (found?.window === window && found.perSecond === perSecond) return found;
  const spentBefore = found?.window === window - 1 ? found.spent : 0;
  const lease = { window, perSecond, tokens: 0, spent: 0, spentBefore, waiting: 0, used: 0 };
  if (leases.size >= LEASES_MAX) leases.delete(leases.keys().next().value as string);
  // One that is renewed is the newest again.
  leases.delete(name);
  leases.set(name, lease);
  return lease;
}

/** How many tokens to ask for, and of which part of the budget. */
function wanted(lease: Lease): { tokens: number; atMost: number } {
  const budget = budgetOf(lease);
  const second = Math.max(1, Math.floor(lease.perSecond));
  const generous = Math.floor(budget * GENEROUS_SHARE);
  const expected = Math.max(lease.waiting, Math.min(Math.max(FIRST_LEASE, lease.spentBefore, lease.spent), second));
  const large = Math.min(expected, generous);
  if (large > 0 && lease.used + large <= generous) return { tokens: large, atMost: generous };
  const share = Math.max(1, Math.floor((budget - lease.used) * SHARE_OF_REST));
  const small = Math.max(lease.waiting, Math.min(Math.ceil(lease.spent / 2), second));
  return { tokens: Math.min(small, share), atMost: budget };
}

async function renew({ table, kind }: Limit, lease: Lease, seconds: number): Promise<void> {
  const { tokens, atMost } = wanted(lease);
  const set = { ttl: seconds + KEPT_SECONDS };
  const id = `${kind}#${lease.window}`;
  const asked = write.add(rateCounter, id, { used: tokens }, { set, atMost: { used: atMost } });
  const { isAdded, values } = await table.addWithin(asked);
  lease.used = Math.max(lease.used, values.used ?? 0);
  if (isAdded) lease.tokens += tokens;
}
