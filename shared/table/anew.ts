import { Fault } from "../fault.ts";

const isFault = (error: unknown, code: Fault["code"]): boolean => error instanceof Fault && error.code === code;

/** Somebody else has changed what was read. */
export const isStale = (error: unknown): boolean => isFault(error, "stale");

/** Somebody else has changed what was read, or the product's own choice was refused, which it may make otherwise. */
export const isRaced = (error: unknown): boolean => isStale(error) || (error instanceof Fault && error.again);

/** Somebody else has changed what was read, or made what was not there yet. */
export const isOvertaken = (error: unknown): boolean => isStale(error) || isFault(error, "duplicate");

/**
 * Does what reads before it writes, anew where somebody else has written in between (or for what `passes` takes for such),
 * so many times at most. The work is told which try it is: the first may know already what it would read.
 */
export async function anew<T>(triesMax: number, work: (tried: number) => Promise<T>, passes = isStale): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await work(tried);
    } catch (error) {
      if (!passes(error) || tried === triesMax) throw error;
    }
  }
}
