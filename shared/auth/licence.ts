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
};
