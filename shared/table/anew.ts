import { Fault } from "../fault.ts";

export const isStale = (error: unknown): boolean => error instanceof Fault && error.code === "stale";

/** Does what reads before it writes, anew where somebody else has written in between, so many times at most. */
export async function anew<T>(triesMax: number, work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await work();
    } catch (error) {
      if (!isStale(error) || tried === triesMax) throw error;
    }
  }
}
