import type { OpenItem } from "../schema.ts";
import { contractOf, type Explanation } from "./amount.ts";
import type { Context } from "./context.ts";
import type { Target } from "./references.ts";

/** What the targets name in one account (or, if everything named fits as a whole, in several). */
export type Pool = {
  items: OpenItem[];
  /** Those that were named one by one: a payment of what is named pays all of these. */
  named: OpenItem[];
  /** Every receivable was named itself, or by its contract and instalment. */
  precise: boolean;
  targets: Target[];
  /** Open notes of the account that were not named. */
  notes: OpenItem[];
};

/** What the items add up to, credit notes subtracted. */
export const signedSum = (items: OpenItem[]): number =>
  items.reduce((sum, item) => sum + (item.kind === "invoice" ? item.openMinor : -item.openMinor), 0);
/** The items as they stand, each with all that is open on it. */
export const piecesOf = (items: OpenItem[]): Explanation["pieces"] =>
  items.map((item) => ({
    item,
    valueMinor: item.kind === "invoice" ? item.openMinor : -item.openMinor,
    discountMinor: 0,
  }));

/** Named receivables, and of named contracts the instalment that the text speaks of; undefined when that one is not open. */
export function poolOf({ items, signals }: Context, targets: Target[], accountIds: string[]): Pool | undefined {
  const here = items.filter((item) => accountIds.includes(item.accountId));
  const named = here.filter((item) =>
    targets.some((target) => target.level === "receivable" && target.open.includes(item)),
  );
  const covered = new Set(named.map(contractOf));
  const ofContracts = here.filter(
    (item) =>
      !covered.has(contractOf(item)) &&
      targets.some((target) => target.level === "contract" && target.open.includes(item)),
  );
  const suffix = targets.find((target) => target.level === "contract" && target.token.next !== undefined)?.token.next;
  const hint = suffix === undefined ? signals.reading.instalment : Number(suffix);
  const hinted = hint !== undefined && ofContracts.some((item) => item.instalmentNo !== undefined);
  const meant = ofContracts.filter((item) => item.instalmentNo === (hint === "last" ? item.instalmentCount : hint));
  if (hinted && meant.length === 0) return undefined;
  const pool = here.filter((item) => named.includes(item) || (hinted ? meant : ofContracts).includes(item));
  return {
    items: pool,
    named,
    precise: hinted || ofContracts.length === 0,
    targets,
    notes: here.filter((item) => item.kind === "creditNote" && !pool.includes(item)),
  };
}
