import type { Context } from "aws-lambda";

/** What a run is told of its time. */
export type Timed = Pick<Context, "getRemainingTimeInMillis">;

/** A run that nobody ends from outside. */
export const UNBOUNDED: Timed = { getRemainingTimeInMillis: () => Number.POSITIVE_INFINITY };
