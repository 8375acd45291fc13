import { batch } from "./batch.ts";
import { exporting } from "./export.ts";
import { importing } from "./import.ts";
import { offboarding } from "./offboard.ts";
import type { Kind } from "./run.ts";
import type { JobKind } from "./schema.ts";

/** What each kind of job does. */
export const kinds: Readonly<Record<JobKind, Kind>> = {
  batch,
  import: importing,
  export: exporting,
  offboard: offboarding,
};
