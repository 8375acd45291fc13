import { setTimeout as wait } from "node:timers/promises";

const PAUSE_MS = 200;
const WITHIN_MS = 120_000;

/** Asks again and again until the answer is there; rejects, naming what it waited for and what it saw last, at a deadline. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  last: () => unknown = () => undefined,
  withinMs = WITHIN_MS,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) {
      const seen = last();
      const then = seen === undefined ? "" : ` The last that was seen: ${JSON.stringify(seen)}`;
      throw new Error(`Not within ${withinMs / 1_000} s: ${what}.${then}`);
    }
    await wait(PAUSE_MS);
  }
}
