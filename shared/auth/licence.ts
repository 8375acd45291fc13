import { Fault } from "../fault.ts";

/** Editions of the product: which modules a tenant has. */
export const EDITIONS = ["enterprise", "marketing", "sales"] as const;
export type Edition = (typeof EDITIONS)[number];

/** A part of the product that an edition lacks: by the first word of its permissions. */
export type Closed = {
  /** The editions that have it. */
  in: readonly Edition[];
  /** True where the tenant once had it: what was written then is still read. */
  readable: boolean;
};

/** What a tenant's licence allows at this moment. A tenant without one has everything, without limits. */
export type Licence = {
  state: "demo" | "registered" | "expired";
  edition: Edition;
  /** The time in which the same limits hold: what is counted against them is counted anew in each. */
  epoch: string;
  /** How many records of a noun there may be, archived ones apart. */
  max: Readonly<Record<string, number>>;
  closed: ReadonlyMap<string, Closed>;
  /** How much there may be of what is measured; what is not named has no bound. */
  quotas: Quotas;
  /** What is used up, as far as it was measured. */
  spent: readonly Measure[];
};

/** What is measured of a tenant: rows and bytes as they are, calls and messages of a month (of UTC). */
export const MEASURES = ["rows", "storageBytes", "calls", "messages"] as const;
export type Measure = (typeof MEASURES)[number];
export type Quotas = Readonly<Partial<Record<Measure, number>>>;

const SPENT: Record<Measure, (most: number) => string> = {
  rows: (most) => `The licence has room for ${most} rows, and they are used up; delete some, or widen the licence.`,
  storageBytes: (most) =>
    `The licence has room for ${most} bytes of files, and they are used up; delete some, or widen the licence.`,
  calls: (most) =>
    `The licence has ${most} calls a month, and they are used up: keys can read until the month is over, and people go on working.`,
  messages: (most) => `The licence has ${most} messages a month, and they are used up.`,
};

/** Refuses what would take more of something that is used up. */
export function checkQuota(licence: Licence | undefined, measure: Measure): void {
  const most = licence?.quotas[measure];
  if (most === undefined || !licence?.spent.includes(measure)) return;
  throw new Fault("licence_limit", SPENT[measure](most));
}
