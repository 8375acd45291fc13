import { Fault } from "../fault.ts";
import type { Measure } from "./licence.ts";

const SPENT: Record<Measure, (most: number) => string> = {
  rows: (most) => `The licence has room for ${most} rows, and they are used up; delete some, or widen the licence.`,
  storageBytes: (most) =>
    `The licence has room for ${most} bytes of files, and they are used up; delete some, or widen the licence.`,
  calls: (most) =>
    `The licence has ${most} calls a month, and they are used up: keys can read until the month is over, and people go on working.`,
  messages: (most) => `The licence has ${most} messages a month, and they are used up.`,
};

/** Says that something is used up, and what helps. */
export const spentFault = (measure: Measure, most: number): Fault => new Fault("licence_limit", SPENT[measure](most));
