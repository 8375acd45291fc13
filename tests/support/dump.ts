import { createHash } from "node:crypto";
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

/** One hash over items, in no matter what order they come; a key's last use is left out. */
export function hashOf(items: readonly DumpedItem[]): string {
  const lines = items
    .filter((item) => !isBookkeeping(item))
    .map(({ lastUsedAt: _, uses: __, ...item }) => JSON.stringify(Object.entries(item).sort()))
    .sort();
  return createHash("sha256").update(lines.join("\n")).digest("hex");
}
