import type * as z from "zod";
import { addMonths, civilDate } from "../../shared/clock.ts";
import { Fault, invalidField } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { checkSeen } from "../../shared/records/usable.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { todayOf } from "../../shared/today.ts";
import { creditPack } from "../credits/table.ts";
import { spentOn } from "../expenses/costs.ts";
import { opportunity } from "../opportunities/table.ts";
import { order } from "../orders/table.ts";
import { type CampaignRow, keyOf, type Met, reckoned, type Sum } from "./reckoning.ts";
import { cashOf, signedOf } from "./revenue.ts";
import { roiOf, sharesOf, type Weighing } from "./rules.ts";
import type { AttributionQuery, AttributionRow } from "./schema.ts";
import { campaign, campaignMember } from "./table.ts";

type Query = z.output<typeof AttributionQuery>;

/** Accounts whose touches are read together. */
const ACCOUNTS_AT_ONCE = 20;
/** Campaigns of a tenant that one answer looks at. */
const CAMPAIGNS_MAX = 20_000;

/** Whom of some accounts campaigns met and when, the earliest first. */
export async function touchesOf({ table }: Caller, accountIds: readonly string[]): Promise<Map<string, Met[]>> {
  const found = new Map<string, Met[]>();
  for (let at = 0; at < accountIds.length; at += ACCOUNTS_AT_ONCE) {
    await Promise.all(
      accountIds.slice(at, at + ACCOUNTS_AT_ONCE).map(async (accountId) => {
        const sources = [sourceOf(campaignMember, "account", { accountId })];
        const range = { from: "cmb#", to: "cmb#\uffff" };
        const rows = await Array.fromAsync(table.each(campaignMember, { sources, range }));
        const met = rows.flatMap(({ id, campaignId, personId, touchedAt }) =>
          touchedAt === undefined ? [] : [{ id, campaignId, personId, at: touchedAt }],
        );
        found.set(
          accountId,
          met.sort((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1)),
        );
      }),
    );
  }
  return found;
}

/**
 * The campaigns that ran in a period, by their own days or else that of their making: what was spent on them counts whether
 * or not anything came of it.
 */
async function ranIn({ table, tenant }: Caller, { from, to }: { from: string; to: string }): Promise<CampaignRow[]> {
  const found: CampaignRow[] = [];
  let seen = 0;
  for await (const row of table.each(campaign, { sources: [sourceOf(campaign, "all")] })) {
    seen += 1;
    if (seen > CAMPAIGNS_MAX) throw new Fault("too_large", "There are more campaigns than one answer looks at.");
    const first = row.startsOn ?? civilDate(new Date(row.createdAt), tenant.timeZone);
    if (first <= to && (row.endsOn ?? first) >= from) found.push(row);
  }
  return found;
}

/** What stands spent on each campaign by expenses, currency by currency. */
type Spent = Awaited<ReturnType<typeof spentOn>>;

/** What of some campaigns was spent in a currency, by themselves and by expenses; nothing where nobody has said. */
function costOf(rows: Iterable<CampaignRow>, currency: string, spent: Spent): number | undefined {
  const costs = [...rows].flatMap((row) => {
    const told = row.currency === currency && row.costMinor !== undefined ? [row.costMinor] : [];
    const sums = spent.get(row.id);
    // What was spent in other currencies alone is nothing of this one, and known to be.
    return sums ? [...told, sums.get(currency) ?? 0] : told;
  });
  return costs.length === 0 ? undefined : costs.reduce((sum, cost) => sum + cost, 0);
}

/** The rows of one currency: what came in, its share of all that did, and what it cost. */
function rowsOf(
  currency: string,
  sums: ReadonlyMap<string, Sum>,
  { by }: Query,
  spent: Spent,
): z.output<typeof AttributionRow>[] {
  const shares = sharesOf([...sums.values()].map(({ receivedMinor }) => receivedMinor));
  const isOfTime = by === "month" || by === "quarter";
  return [...sums].map(([key, sum], n) => {
    const { receivedMinor, accounts, campaigns } = sum;
    const costMinor = isOfTime ? undefined : costOf(campaigns.values(), currency, spent);
    const roiBasisPoints = costMinor === undefined ? undefined : roiOf(receivedMinor, costMinor);
    const name = by === "campaign" ? campaigns.get(key)?.name : undefined;
    return {
      ...{ key, ...(name && { name }), currency, receivedMinor, shareBasisPoints: shares[n] ?? 0 },
      ...(costMinor !== undefined && { costMinor }),
      ...(roiBasisPoints !== undefined && { roiBasisPoints }),
      accounts: accounts.size,
    };
  });
}

/**
 * Received cash, or what was signed, shared among the campaigns that met somebody of the account before. It is reckoned of
 * what stands now, so what was undone, refunded or cancelled is in no model; the rows of a currency add up to the minor unit.
 */
export async function attributed(call: Caller, query: Query) {
  if (query.basis === "received") {
    checkSeen(call.access, creditPack.noun, ["amountMinor", "entries", "currency", "accountId"], "Attribution");
  } else checkSeen(call.access, order.noun, ["totalMinor", "currency", "accountId", "signedAt"], "Attribution");
  const { to = todayOf(call) } = query;
  const { from = addMonths(to, -12) } = query;
  if (from > to) throw invalidField("from", "from must not be after to.");
  const cash = await (query.basis === "received" ? cashOf : signedOf)(call, query, { from, to });
  const orderIds = cash.flatMap(({ orderId }) => orderId ?? []);
  const [touches, orders] = await Promise.all([
    touchesOf(call, [...new Set(cash.map(({ accountId }) => accountId))]),
    call.table.getMany(order, orderIds),
  ]);
  const sales = await call.table.getMany(
    opportunity,
    [...orders.values()].flatMap((row) => row.opportunityId ?? []),
  );
  const met = [...touches.values()].flat();
  const campaigns = await call.table.getMany(
    campaign,
    met.map(({ campaignId }) => campaignId),
  );
  const [first = 0, between = 0, last = 0] = query.weights.split("-").map(Number);
  const weighing: Weighing = { model: query.model, halfLifeDays: query.halfLifeDays, weights: [first, between, last] };
  const openedAt = (of: string | undefined) => sales.get(orders.get(of ?? "")?.opportunityId ?? "")?.createdAt;
  const signedAt = (of: string | undefined) => orders.get(of ?? "")?.signedAt;
  const keyFor = (row: CampaignRow | undefined, bucket: string): string => keyOf(row, query.by, bucket);
  const { sums, totals, sumFor } = reckoned(cash, { weighing, touches, campaigns, openedAt, signedAt, keyFor });
  const ran = query.by === "month" || query.by === "quarter" ? [] : await ranIn(call, { from, to });
  for (const { currency, costMinor } of ran) if (costMinor) totals.set(currency, totals.get(currency) ?? 0);
  const ids = [...new Set([...campaigns.keys(), ...ran.map(({ id }) => id)])];
  const spent = await spentOn(call.table, ids);
  const others = ran.flatMap(({ id }) => [...(spent.get(id) ?? [])]);
  for (const [currency, amountMinor] of others) if (amountMinor) totals.set(currency, totals.get(currency) ?? 0);
  for (const row of ran) {
    for (const currency of totals.keys()) if (costOf([row], currency, spent)) sumFor(currency, row, "");
  }
  const told = [...totals].map(([currency, receivedMinor]) => ({ currency, receivedMinor }));
  return {
    ...{ model: query.model, by: query.by, basis: query.basis },
    from,
    to,
    totals: told,
    rows: [...sums].flatMap(([currency, own]) => rowsOf(currency, own, query, spent)),
  };
}
