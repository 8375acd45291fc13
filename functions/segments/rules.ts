import { createHash } from "node:crypto";
import type * as z from "zod";
import { BASIS_POINTS_WHOLE } from "../../shared/money.ts";
import type { Sample } from "./schema.ts";

/** Where somebody stands in the draw of a seed, in basis points: even over people, and independent between seeds. */
export const drawnAt = (seed: string, personId: string): number =>
  createHash("sha256").update(`${seed}\n${personId}`).digest().readUInt32BE(0) % BASIS_POINTS_WHOLE;

export const isDrawn = (sample: z.output<typeof Sample> | undefined, personId: string): boolean => {
  if (!sample) return true;
  const at = drawnAt(sample.seed, personId);
  return at >= sample.fromBasisPoints && at < sample.toBasisPoints;
};
