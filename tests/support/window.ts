import { RATE_WINDOW_SECONDS } from "../../shared/http/limits.ts";
import type { TestStack } from "./stack.ts";

const WINDOW_MS = RATE_WINDOW_SECONDS * 1_000;

/** Moves the stack's clock to the beginning of the next window of rates, which then has time enough for many calls. */
export function beginWindow({ clock }: TestStack): void {
  clock.set(new Date(Math.ceil(clock.now().getTime() / WINDOW_MS) * WINDOW_MS));
}
