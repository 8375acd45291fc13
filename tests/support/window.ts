import { RATE_WINDOW_SECONDS } from "../../shared/http/limits.ts";
import type { TestStack } from "./stack.ts";

const WINDOW_MS = RATE_WINDOW_SECONDS * 1_000;

/**
 * Moves the stack's clock into a window of rates that nobody has called in, and holds it there while `work` is done, however long
 * the machine takes; what was remembered of a tenant for a window has run out by then.
 */
export function inOneWindow<T>({ clock }: TestStack, work: () => Promise<T>): Promise<T> {
  clock.set(new Date((Math.ceil(clock.now().getTime() / WINDOW_MS) + 1) * WINDOW_MS));
  return clock.held(work);
}
