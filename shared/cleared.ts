import { keysBelow } from "./listed.ts";
import { removeObject } from "./objects.ts";

/** Takes an object away whatever it is; whoever calls it has the right to. One that is not there is gone already. */
export const clearAt = (key: string): Promise<void> => removeObject(key);

/**
 * Takes away all that lies below a prefix of the bucket, and counts it. What was taken away before is not there to be
 * counted. The bucket keeps earlier versions for some days, so that a mistake of the product can be undone; after them
 * nothing is left.
 */
export async function clearBelow(prefix: string): Promise<number> {
  let count = 0;
  for (;;) {
    const { keys } = await keysBelow(prefix);
    if (keys.length === 0) return count;
    for (const key of keys) {
      await clearAt(key);
      count += 1;
    }
  }
}
