import { civilDate } from "../../shared/clock.ts";
import type { Caller } from "../../shared/http/route.ts";
import { eligibleOf, standingsOf } from "./choose.ts";
import type { Pool } from "./rules.ts";
import { settingsOf } from "./settings.ts";
import { claimsId, holdingId, leadClaims, leadHolding, leadTurns } from "./table.ts";
import { turnsId } from "./tickets.ts";
import { holderOfTurn } from "./turns.ts";

/** How much each member of a pool has and whose turn comes next, read off the counters and not off the leads. */
export async function loadOf(call: Caller, pool: Pool): Promise<object> {
  const { table, tenant, now } = call;
  const { id, members, holdingMax, claimsPerDayMax, respectHours = true } = pool;
  const on = civilDate(new Date(now), tenant.timeZone);
  const group = { id, members, pool, respectsHours: respectHours };
  const [standings, holdings, claims] = await Promise.all([
    standingsOf(call, group, await settingsOf(table)),
    table.getMany(
      leadHolding,
      members.map((m) => holdingId(id, m.userId)),
      true,
    ),
    table.getMany(
      leadClaims,
      members.map((m) => claimsId(id, m.userId, on)),
      true,
    ),
  ]);
  const eligible = eligibleOf(standings);
  const turns = await table.find(leadTurns, turnsId(id, eligible));
  const next = eligible.length > 0 ? holderOfTurn(eligible, (turns?.next ?? 0) + 1).userId : null;
  return {
    poolId: id,
    on,
    members: standings.map(({ userId, weight, why }) => ({
      userId,
      weight,
      holding: holdings.get(holdingId(id, userId))?.holding ?? 0,
      holdingMax,
      claimsToday: claims.get(claimsId(id, userId, on))?.claims ?? 0,
      claimsPerDayMax,
      eligible: why === undefined,
      why,
    })),
    nextUserId: next,
  };
}
