import type { Stack } from "../stack.ts";

/** What `.local/credentials.json` holds for the seeded tenant. */
export type DemoTenant = { id: string; adminKey: string };

/** What `npm start` does beyond serving. */
export type Demo = {
  /** Fills empty data and returns the tenant to sign in to. Runs once, on the first start. */
  seed?(stack: Stack): Promise<DemoTenant>;
  /** Plays a day of bank notices and prints what happened. Runs after the seeding. */
  play?(stack: Stack): Promise<void>;
};

export const demo: Demo = {};
