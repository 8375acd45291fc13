import { type AttributeValue, DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { TABLE_NAME } from "../../infra/local/environment.ts";
import type { TestStack } from "./stack.ts";

export type DumpedItem = Record<string, AttributeValue>;

/** Every item of the table whose partition begins so; for looking behind the API, in tests only. */
export async function dump(stack: TestStack, prefix = ""): Promise<DumpedItem[]> {
  const client = new DynamoDBClient({ endpoint: stack.databaseEndpoint });
  const items: DumpedItem[] = [];
  let start: DumpedItem | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName: TABLE_NAME, ExclusiveStartKey: start }));
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start);
  client.destroy();
  return items.filter((item) => (item.pk?.S ?? "").startsWith(prefix));
}

/** Rows that any call may touch, whatever becomes of it: budgets of the rate limit and the last use of a key. */
const isBookkeeping = (item: DumpedItem): boolean => /#rate#/.test(item.pk?.S ?? "");

/** JSON with the keys of every object in order; the database gives maps in any. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner) => {
    const isMap = typeof inner === "object" && inner !== null && !Array.isArray(inner);
    return isMap ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner;
  });

/** A row as one line; a key's last use is left out. */
const lineOf = ({ lastUsedAt: _, uses: __, ...item }: DumpedItem): string => canonical(item);

const linesOf = (items: readonly DumpedItem[]): string[] =>
  items
    .filter((item) => !isBookkeeping(item))
    .map(lineOf)
    .sort();

/** The rows that only one of two dumps has, as lines; a changed row stands there twice. */
export function differences(before: readonly DumpedItem[], after: readonly DumpedItem[]): string[] {
  const [was, is] = [new Set(linesOf(before)), new Set(linesOf(after))];
  return [...was.symmetricDifference(is)].sort();
}
