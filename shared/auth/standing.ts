import * as z from "zod";
import { Fault } from "../fault.ts";
import { Kept } from "../kept.ts";
import { instant, text } from "../schema.ts";
import { entity, type RowOf, recordFields } from "../table/entity.ts";
import type { Table } from "../table/table.ts";

/**
 * How a tenant stands that is not simply open:
 *
 *   open ◄──► suspended
 *    ▲            │
 *    └──► closing ┘ ── its retention is over ──► deleting ──► deleted
 *
 * Whoever is suspended may read, or not even that. Whoever closes may read and take their data along. What is deleted has
 * this row and nothing else: it says what was taken away, by place.
 */
export const tenantStanding = entity({
  noun: "tenantStanding",
  plural: "standings of tenants",
  prefix: "tsd",
  scoped: false,
  audited: false,
  schema: z.object({
    ...recordFields,
    state: z.enum(["suspended", "closing", "deleting", "deleted"]),
    /** True where its people may still read. */
    reads: z.boolean(),
    /** True where nothing follows from any change either: rows of before are put back. */
    still: z.boolean().optional(),
    reason: text(500),
    /** When it is deleted, if nobody opens it again before. */
    deleteAt: instant.optional(),
    deletedAt: instant.optional(),
    /** How far its deletion is: where it goes on, and what the pass under way has found. */
    progress: z
      .object({ stage: z.enum(["table", "system", "bucket"]), after: z.string().optional(), found: z.int() })
      .optional(),
    /** What was taken away, by place: `table.<noun>`, `system`, `bucket.<place>`, `pool`. */
    counts: z.record(z.string(), z.int()).optional(),
  }),
});
export type Standing = RowOf<typeof tenantStanding>;
export const STANDING_ID = "tsd_tenant";

/** A tenant in which nothing is done: it is being deleted, or was, or is put back to what it was. */
export class TenantGone extends Fault {
  constructor(detail: string) {
    super("forbidden", detail);
  }
}

/** Refuses whatever would be done in a tenant that is gone or must be still. */
export function checkMoves({ state, still, reason }: Partial<Standing> = {}): void {
  if (state === "deleting" || state === "deleted")
    throw new TenantGone("This tenant is closed, and its data are deleted.");
  if (still) throw new TenantGone(`This tenant is suspended: ${reason}`);
}

/** Refuses a call that the tenant's standing does not allow, and says why it stands so. `leaves` is one by which data are taken along. */
export function checkStanding(
  { state, reads, reason }: Standing,
  { method, leaves }: { method: string; leaves?: boolean },
) {
  if (reads && (method === "GET" || (leaves && state === "closing"))) return;
  const what = state === "closing" ? "is closing" : "is suspended";
  throw new Fault("forbidden", `This tenant ${what}${reads ? "; it can be read and not changed" : ""}: ${reason}`);
}

/** A changed standing acts in every process within this time. */
const KEPT_MS = 30_000;
const kept = new Kept<Standing | undefined>(KEPT_MS);

/** How a tenant stands, as this process remembers it; nothing of one that is open. */
export const standingOf = (table: Table): Promise<Standing | undefined> =>
  kept.get(table.tenantId, () => table.find(tenantStanding, STANDING_ID, false));

export const forgetStanding = (tenantId: string): void => kept.forget(tenantId);
