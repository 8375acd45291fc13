import type { WordKey } from "../words/index.ts";

/** How a condition compares, in words. */
export const OPS: Readonly<Record<string, WordKey>> = {
  eq: "op.eq",
  ne: "op.ne",
  in: "op.in",
  gte: "op.gte",
  gt: "op.gt",
  lte: "op.lte",
  lt: "op.lt",
  contains: "op.contains",
  startsWith: "op.startsWith",
  empty: "op.empty",
};
