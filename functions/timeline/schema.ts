import * as z from "zod";
import { instant } from "../../shared/schema.ts";
import { nouns } from "../nouns.ts";

/** What is told of any record, and of an account's own history. */
const OWN = ["activity", "mail", "message", "change", "file", "merge", "lifeCycle", "tier", "touch"];
/** What a timeline tells of. Orders, receipts and the like, life-cycle moves and tiers are those of an account. */
export const KINDS: readonly string[] = [...OWN, ...nouns.flatMap(({ told }) => told ?? [])];

/**
 * One thing that happened to a record, as its reader may see it. `at` is when it was written down; a receipt stands at
 * the beginning of its booking day and a receivable at that of its due day. `detail` has fields of the thing itself.
 */
export const TimelineItem = z.object({
  at: instant,
  kind: z.enum(KINDS),
  id: z.string(),
  title: z.string(),
  /** A user, or who or what else has made it (`system:rest`). */
  by: z.string().optional(),
  detail: z.record(z.string(), z.unknown()),
});
export type TimelineItem = z.output<typeof TimelineItem>;
