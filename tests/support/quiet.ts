import type { TestStack } from "./stack.ts";

/**
 * Begins a minute of the stack's clock and lets all that it brings come to its end: what is counted then is nobody else's for the
 * rest of that minute, and what is told within a minute is.
 */
export const quietMinute = (stack: TestStack): Promise<void> => stack.advance(61 - stack.clock.now().getUTCSeconds());
