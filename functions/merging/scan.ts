import * as z from "zod";
import { projected } from "../../shared/auth/access.ts";
import { cursorsOf } from "../../shared/http/cursor.ts";
import { type Call, type Route, route } from "../../shared/http/route.ts";
import { DuplicateView } from "../../shared/records/duplicates.ts";
import { type Noun, titleOf } from "../../shared/records/noun.ts";
import { selection } from "../../shared/records/select.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { comparableOf, duplicatesOf, seen, shownDuplicate } from "../duplicates.ts";
import { MERGEABLE } from "./kinds.ts";

/** Records that one call compares: each costs a query a key that it could be found by. */
const SCANNED_MAX = 25;

const ScanView = z.object({
  /** A record with those that may be the same, each pair told once: with the older of the two. */
  items: z.array(z.object({ id: z.string(), title: z.string(), duplicates: z.array(DuplicateView) })),
  nextCursor: z.string().nullable(),
  progress: z.object({ examined: z.int(), complete: z.boolean() }),
});

type Scanned = z.output<typeof ScanView>["items"][number];

/** What one record may be the same as, of those that are told with it. */
async function scanned(call: Call<unknown, unknown>, of: Noun, row: AnyRow): Promise<Scanned | undefined> {
  const compared = comparableOf(row)?.compared(row) ?? {};
  const all = seen(call, await duplicatesOf(call, compared, row.id));
  const told = all.filter((other) => other.noun !== of.entity.noun || other.row.id > row.id);
  if (told.length === 0) return undefined;
  const title = titleOf(of, projected(call.access, of.entity.noun, row));
  return { id: row.id, title, duplicates: told.map(shownDuplicate) };
}

/** The scan for duplicates through all records of one noun that the caller sees, a bounded stretch a call. */
export const scanRoutes: Route[] = MERGEABLE.map((of) =>
  route({
    method: "GET",
    path: `${of.path}/duplicates`,
    permission: `${of.module}.read`,
    summary: `Goes through the ${of.entity.plural} and tells which may be the same, and why; its cursor goes on.`,
    query: z.strictObject({ cursor: z.string().max(500).optional() }),
    reply: ScanView,
    example: {},
    run: async (call) => {
      const bound = `duplicates ${of.entity.noun} ${call.access.fingerprint(of.entity)} ${call.actor.principalId}`;
      const { cursor } = call.query;
      const cursors = cursorsOf(
        call.tenant.sealingKey,
        bound,
        "This cursor is not of this scan; begin anew without one.",
      );
      const after = cursors.opened(cursor);
      const { rows, next } = await selection(call, of, undefined, SCANNED_MAX)(after);
      const found = await Promise.all(rows.map((row) => scanned(call, of, row)));
      return {
        items: found.filter((item) => item !== undefined),
        nextCursor: cursors.sealed(next),
        progress: { examined: rows.length, complete: next === undefined },
      };
    },
  }),
);
