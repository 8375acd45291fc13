import { isDeepStrictEqual } from "node:util";
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { TABLE_NAME } from "../../infra/local/environment.ts";
import { awsJson } from "../../infra/local/protocol.ts";
import type { TestStack } from "./stack.ts";

export type DumpedItem = Record<string, AttributeValue>;

type Page = { Items?: DumpedItem[]; LastEvaluatedKey?: DumpedItem };

/** Every item of the table whose partition begins so; for looking behind the API, in tests only. */
export async function dump(stack: TestStack, prefix = ""): Promise<DumpedItem[]> {
  const items: DumpedItem[] = [];
  let start: DumpedItem | undefined;
  do {
    const input = { TableName: TABLE_NAME, ExclusiveStartKey: start };
    const page = await awsJson<Page>(stack.databaseEndpoint, "DynamoDB_20120810.Scan", input);
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start);
  return items.filter((item) => (item.pk?.S ?? "").startsWith(prefix));
}

/** Rows that any call may touch, whatever becomes of it: budgets of the rate limit, and how many calls there were. */
const isBookkeeping = (item: DumpedItem): boolean => /#(?:rate#|mtr_)/.test(item.pk?.S ?? "");

/** JSON with the keys of every object in order; the database gives maps in any. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner) => {
    const isMap = typeof inner === "object" && inner !== null && !Array.isArray(inner);
    return isMap ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner;
  });

/** A row as one line; a key's last use is left out. */
const lineOf = ({ lastUsedAt: _, uses: __, ...item }: DumpedItem): string => canonical(item);

/** The rows by their keys, each as it came. */
const byKey = (items: readonly DumpedItem[]): Map<string, DumpedItem> =>
  new Map(items.filter((item) => !isBookkeeping(item)).map((item) => [JSON.stringify([item.pk, item.sk]), item]));

/** The rows that only one of two dumps has, as lines; a changed row stands there twice. */
export function differences(before: readonly DumpedItem[], after: readonly DumpedItem[]): string[] {
  const [was, is] = [byKey(before), byKey(after)];
  // Nearly all rows are as they were, which is seen sooner than their lines are made.
  const same = (key: string): boolean => isDeepStrictEqual(was.get(key), is.get(key));
  const keys = [...new Set([...was.keys(), ...is.keys()])].filter((key) => !same(key));
  const linesOf = (rows: Map<string, DumpedItem>): string[] =>
    keys.flatMap((key) => (rows.has(key) ? [lineOf(rows.get(key) as DumpedItem)] : []));
  return [...new Set(linesOf(was)).symmetricDifference(new Set(linesOf(is)))].sort();
}
