import { KEEPING } from "./strategies-keeping.ts";
import { SELLING } from "./strategies-selling.ts";
import type { Strategy } from "./strategy.ts";

/** The library of journeys that a tenant may install as drafts. */
export const STRATEGIES: readonly Strategy[] = [...SELLING, ...KEEPING];
