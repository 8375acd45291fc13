import { PAGE_ITEMS, writePage } from "./pages.ts";
import type { Cursor } from "./schema.ts";

export const OPERATIONS = ["update", "assign", "tag", "untag", "archive", "restore"] as const;

/** What is to be done with each record. */
export type Operation =
  | { operation: "update"; fields: Record<string, unknown> }
  | { operation: "assign"; ownerId: string }
  | { operation: "tag" | "untag"; tags: string[] }
  | { operation: "archive" | "restore" };

/** A record that a batch works on. */
export type Planned = { number: number; id: string };

/** The plan of a batch whose records are named one by one. */
export async function planIds(of: { tenantId: string; jobId: string }, ids: readonly string[]): Promise<Cursor> {
  const items = ids.map((id, n): Planned => ({ number: n + 1, id }));
  const planned = Math.ceil(items.length / PAGE_ITEMS);
  for (let page = 0; page < planned; page++) {
    await writePage(of, "plan", page, items.slice(page * PAGE_ITEMS, (page + 1) * PAGE_ITEMS));
  }
  return { stage: "work", planned, items: items.length, page: 0 };
}
