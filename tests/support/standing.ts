import { dump } from "./dump.ts";
import type { TestStack } from "./stack.ts";

/** A value as text, whatever the order of its fields. */
const told = (value: unknown): string =>
  JSON.stringify(value, (_key, inner) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/** The rows of a tenant that are of interest, without what every write changes. */
export async function standingRows(stack: TestStack, tenantId: string): Promise<string[]> {
  const items = await dump(stack, `T#${tenantId}#`);
  return (
    items
      // What search knows of a record, and where it stands in ordered lists, follows on the stream, and has tests of its own.
      .filter((item) => item.sk?.S !== "search" && !/#\w+~\w+$/.test(item.g1p?.S ?? ""))
      .filter((item) =>
        /^T#\w+#((acc|con|opp|led|act|ord|rcv|ppy|btx|bnk|tch)_|signal#|unique#)/.test(item.pk?.S ?? ""),
      )
      // How deep a group may go is an upper bound, which is never lowered, and so is that it goes down at all.
      .map(({ levelsBelow: _bound, hasChildren: _mark, ...item }) => item)
      .map(({ version: _version, updatedAt: _updatedAt, by: _by, createdAt, ...item }) =>
        // A payer name that comes back is a new row of the same key.
        told(item.pk?.S?.includes("#signal#") ? item : { ...item, createdAt }),
      )
      .sort()
  );
}

/** What two states of a tenant differ in. */
export const standingDifferences = (before: string[], after: string[]): string[] => [
  ...before.filter((row) => !after.includes(row)).map((row) => `- ${row}`),
  ...after.filter((row) => !before.includes(row)).map((row) => `+ ${row}`),
];
