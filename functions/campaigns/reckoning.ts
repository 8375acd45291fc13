import type * as z from "zod";
import type { RowOf } from "../../shared/table/entity.ts";
import type { Cash } from "./revenue.ts";
import { shared, type Touch, type Weighing } from "./rules.ts";
import type { AttributionQuery } from "./schema.ts";
import type { campaign } from "./table.ts";

type Query = z.output<typeof AttributionQuery>;
export type CampaignRow = RowOf<typeof campaign>;
export type Met = Touch & { campaignId: string; personId: string };

/** The row of cash that no campaign came before. */
const NONE = "none";
/** The row of campaigns that say nothing of what the rows are. */
const UNSET = "unset";

/** The touches before an order was signed, or before the first cash where there is none; the last before its opportunity opens it. */
function before(touches: readonly Met[], until: string, openedAt: string | undefined): Met[] {
  const earlier = touches.filter(({ at }) => at <= until);
  const opening = openedAt === undefined ? -1 : earlier.findLastIndex(({ at }) => at <= openedAt);
  return earlier.map((one, n) => (n === opening ? { ...one, opens: true } : one));
}

/** The row that the cash of a campaign stands in, or that of none. */
export function keyOf(row: CampaignRow | undefined, by: Query["by"], bucket: string): string {
  if (by === "month" || by === "quarter") return bucket;
  if (!row) return NONE;
  switch (by) {
    case "campaign":
      return row.id;
    case "channel":
      return row.channel ?? UNSET;
    case "region":
      return row.region ?? UNSET;
    case "department":
      return row.departmentId ?? UNSET;
    case "person":
      return row.ownerId ?? UNSET;
  }
}

export type Sum = { receivedMinor: number; accounts: Set<string>; campaigns: Map<string, CampaignRow> };

/** What cash is shared by. */
export type Ground = {
  weighing: Weighing;
  /** Whom of each account campaigns met, the earliest first. */
  touches: ReadonlyMap<string, readonly Met[]>;
  campaigns: ReadonlyMap<string, CampaignRow>;
  /** When an order was signed, and when its sale was opened. */
  signedAt(orderId: string | undefined): string | undefined;
  openedAt(orderId: string | undefined): string | undefined;
  keyFor(row: CampaignRow | undefined, bucket: string): string;
};

/** Cash, or what was signed, shared row by row among the touches before it; the rows of a currency add up to it. */
export function reckoned(cash: readonly Cash[], ground: Ground) {
  const { weighing, touches, campaigns, signedAt, openedAt, keyFor } = ground;
  const sums = new Map<string, Map<string, Sum>>();
  const totals = new Map<string, number>();
  const sumFor = (currency: string, row: CampaignRow | undefined, bucket: string): Sum => {
    const key = keyFor(row, bucket);
    const own = sums.get(currency) ?? new Map<string, Sum>();
    const sum = own.get(key) ?? { receivedMinor: 0, accounts: new Set(), campaigns: new Map() };
    if (row) sum.campaigns.set(row.id, row);
    sums.set(currency, own.set(key, sum));
    return sum;
  };
  const add = ({ currency, accountId, bucket }: Cash, row: CampaignRow | undefined, amountMinor: number): void => {
    const sum = sumFor(currency, row, bucket);
    sum.receivedMinor += amountMinor;
    sum.accounts.add(accountId);
  };
  for (const one of cash) {
    totals.set(one.currency, (totals.get(one.currency) ?? 0) + one.amountMinor);
    const until = signedAt(one.orderId) ?? one.firstAt;
    const earlier = before(touches.get(one.accountId) ?? [], until, openedAt(one.orderId));
    if (earlier.length === 0) add(one, undefined, one.amountMinor);
    else {
      const parts = shared(one.amountMinor, earlier, weighing);
      for (const [n, { campaignId }] of earlier.entries()) add(one, campaigns.get(campaignId), parts[n] ?? 0);
    }
  }
  return { sums, totals, sumFor };
}
