import { fromItem, type Store, toItem } from "./store.ts";

/** Above every character of a text; texts do not have it, as Unicode keeps it out of them. */
const LAST_CHARACTER = "\u{10ffff}";

/**
 * Which small rows of a partition to read: those whose sort keys begin with `prefix`, from above `after` on. It is asked as
 * a range, which the embedded server seeks; for `begins_with` it goes through the partition from its first row.
 */
export type Span = { prefix: string; after?: string; limit: number; consistent?: boolean };
export type SpanRow = { sk: string } & Record<string, unknown>;

/** The condition of a query for the rows of a partition whose sort keys begin so; DynamoDB takes no empty text in it. */
export const rowsUnder = (pk: string, prefix: string) => ({
  KeyConditionExpression: `pk = :pk${prefix === "" ? "" : " AND sk BETWEEN :from AND :to"}`,
  ExpressionAttributeValues: toItem({
    ":pk": pk,
    ...(prefix !== "" && { ":from": prefix, ":to": prefix + LAST_CHARACTER }),
  }),
});

/** One page of small rows of a partition of the table itself; see `Table.span`. */
export async function spanRows(store: Store, pk: string, ask: Span): Promise<{ rows: SpanRow[]; next?: string }> {
  const page = await store.query({
    ...rowsUnder(pk, ask.prefix),
    ConsistentRead: ask.consistent ?? false,
    Limit: ask.limit,
    ...(ask.after !== undefined && { ExclusiveStartKey: toItem({ pk, sk: ask.after }) }),
  });
  const rows = page.items.map((item) => fromItem(item) as SpanRow);
  return page.last ? { rows, next: String(page.last.sk?.S) } : { rows };
}
