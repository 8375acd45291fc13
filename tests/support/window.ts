import { RATE_WINDOW_SECONDS } from "../../shared/http/limits.ts";
import type { TestStack } from "./stack.ts";

const WINDOW_MS = RATE_WINDOW_SECONDS * 1_000;

/** Clear of the window before: the machine's clock may be set back by a little. */
const WITHIN_MS = 1_000;

/**
 * Moves the stack's clock into a window of rates that nobody has called in, which then has time enough for many calls; what
 * was remembered of a tenant for a window has run out by then.
 */
export function beginWindow({ clock }: TestStack): void {
  const next = Math.ceil(clock.now().getTime() / WINDOW_MS) + 1;
  clock.set(new Date(next * WINDOW_MS + WITHIN_MS));
}
