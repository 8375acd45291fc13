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

/** Refuses what would take more of something that is used up; the words for it are loaded where something is. */
export async function checkQuota(licence: Licence | undefined, measure: Measure): Promise<void> {
  const most = licence?.quotas[measure];
  if (most === undefined || !licence?.spent.includes(measure)) return;
  const { spentFault } = await import("./spent.ts");
  throw spentFault(measure, most);
}
