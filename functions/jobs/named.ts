import type { MergeRules } from "../merging/schema.ts";
import { PAGE_ITEMS, writePage } from "./pages.ts";
import type { Cursor } from "./schema.ts";

export const OPERATIONS = ["update", "assign", "tag", "untag", "archive", "restore", "merge"] as const;

/**
 * What a merge of many makes one: all of them, into the record that is named; or those among them that are the same by a
 * strong sign (the reasons that a scan for duplicates calls strong), each into the oldest of its likes. `fields` says whose
 * values stay.
 */
export type MergeOperation = { operation: "merge"; fields?: MergeRules } & (
  | { targetId: string }
  | { by: "duplicates" }
);

/** What is to be done with each record. */
export type Operation =
  | { operation: "update"; fields: Record<string, unknown> }
  | { operation: "assign"; ownerId: string }
  | { operation: "tag" | "untag"; tags: string[] }
  | { operation: "archive" | "restore" }
  | MergeOperation;

/** A record that a batch works on; `targetId` is the one that takes it in. */
export type Planned = { number: number; id: string; targetId?: string };

/** The plan of a batch whose records are named one by one. Which of them are the same is found out by the job itself. */
export async function planIds(
  of: { tenantId: string; jobId: string },
  ids: readonly string[],
  operation: Operation | Record<string, never>,
): Promise<Cursor> {
  const targetId = "targetId" in operation ? operation.targetId : undefined;
  const taken = ids.filter((id) => id !== targetId);
  const items = taken.map((id, n): Planned => ({ number: n + 1, id, ...(targetId && { targetId }) }));
  const planned = Math.ceil(items.length / PAGE_ITEMS);
  for (let page = 0; page < planned; page++) {
    await writePage(of, "plan", page, items.slice(page * PAGE_ITEMS, (page + 1) * PAGE_ITEMS));
  }
  return { stage: "by" in operation ? "plan" : "work", planned, items: items.length, page: 0 };
}
