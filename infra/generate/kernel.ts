import { dueLease, dueMark } from "../../shared/due/table.ts";
import { parkedRecord } from "../../shared/events/parked.ts";
import { idempotencyRecord } from "../../shared/http/idempotency.ts";
import { rateCounter } from "../../shared/http/limits.ts";
import { figureCell, figurePart } from "../../shared/records/figures.ts";

/** Entities of the kernel, which belong to no module. */
export const KERNEL = [idempotencyRecord, rateCounter, parkedRecord, dueLease, dueMark, figureCell, figurePart];
