import { PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { SYSTEM_PREFIX, TENANTS_PREFIX, tenantPrefix } from "./action.ts";
import { withRetry } from "./retry.ts";
import { remove } from "./step.ts";
import { fromItem, type Item, systemClient, systemStore, toItem } from "./store.ts";
import { tenantStore } from "./wall.ts";

/**
 * The one way through everything that a tenant has in the table, whatever wrote it: what is handed out whole, and what is
 * taken away for good, must not depend on an index that somebody declared. It costs a pass over the table of all tenants,
 * half a read unit for 4 KB, so that jobs alone take it and no call does. A pass sees keys and nothing else of a row: what
 * stands under a key is read, written and removed through the tenant's own session, behind the wall.
 */
export type ItemKey = { pk: string; sk: string };

/** Keys of one tenant, and where to go on after them; no `next` at the end of the table. */
export type Stretch = { keys: ItemKey[]; next?: string };

/** Items that one request looks at; DynamoDB ends a page at 1 MB besides. */
const PAGE_ITEMS = 5_000;

/** One page of the pass. The cursor is a place in the table and belongs into the row of the job alone. */
async function pageOf(prefix: string, after: string | undefined): Promise<Stretch> {
  const command = new ScanCommand({
    TableName: systemStore().tableName,
    ProjectionExpression: "pk, sk",
    Select: "SPECIFIC_ATTRIBUTES",
    FilterExpression: "begins_with(pk, :prefix)",
    ExpressionAttributeValues: toItem({ ":prefix": prefix }),
    ConsistentRead: true,
    Limit: PAGE_ITEMS,
    ...(after !== undefined && { ExclusiveStartKey: JSON.parse(after) as Item }),
  });
  const out = await withRetry(() => systemClient().send(command));
  const keys = (out.Items ?? []).map(({ pk, sk }) => ({ pk: String(pk?.S), sk: String(sk?.S) }));
  return { keys, ...(out.LastEvaluatedKey && { next: JSON.stringify(out.LastEvaluatedKey) }) };
}

/** Goes on until it has so many keys of the tenant, has looked at so many pages, or is at the end. */
export const stretchOf = (tenantId: string, after: string | undefined, keysMin: number, pagesMax: number) =>
  stretch(tenantPrefix(tenantId), after, keysMin, pagesMax);

/** The next page of the keys of all tenants, for what is counted of all of them in one pass. */
export const tenantsPage = (after: string | undefined): Promise<Stretch> => pageOf(TENANTS_PREFIX, after);

/** The same of the rows outside every tenant, of which some lead into one. */
export const systemStretch = (after: string | undefined, keysMin: number, pagesMax: number) =>
  stretch(SYSTEM_PREFIX, after, keysMin, pagesMax);

async function stretch(prefix: string, after: string | undefined, keysMin: number, pagesMax: number): Promise<Stretch> {
  const found: Stretch = { keys: [] };
  let from = after;
  for (let pages = 0; pages < pagesMax; pages++) {
    const { keys, next } = await pageOf(prefix, from);
    found.keys.push(...keys);
    from = next;
    if (next === undefined || found.keys.length >= keysMin) break;
  }
  return from === undefined ? found : { ...found, next: from };
}

/** What stands under keys of a tenant, as it is stored, consistently read. What is gone by now is left out. */
export async function itemsAt(tenantId: string, keys: readonly ItemKey[]): Promise<Item[]> {
  return (await tenantStore(tenantId)).batchGet(keys.map(toItem), true);
}

/** The same of rows outside every tenant. */
export const systemItemsAt = (keys: readonly ItemKey[]): Promise<Item[]> =>
  systemStore().batchGet(keys.map(toItem), true);

export const removeSystemAt = ({ pk, sk }: ItemKey): Promise<void> =>
  systemStore().write([remove(toItem({ pk, sk }), undefined)], "");

/** Takes an item away, whatever it is; one that is gone is gone. */
export async function removeAt(tenantId: string, { pk, sk }: ItemKey): Promise<void> {
  await (await tenantStore(tenantId)).write([remove(toItem({ pk, sk }), undefined)], "");
}

/**
 * Writes an item of no version in place of itself, without the values that changed; false where somebody was quicker and it
 * is no longer as it was read.
 */
export async function putInPlace(tenantId: string, before: Item, fields: Record<string, unknown>): Promise<boolean> {
  const store = await tenantStore(tenantId);
  const names = Object.keys(before).filter((name) => name !== "pk" && name !== "sk");
  const asRead = names.map((_, n) => `#n${n} = :v${n}`).join(" AND ");
  const body = {
    Item: toItem({ ...fromItem(before), ...fields }),
    ConditionExpression: asRead || "attribute_exists(pk)",
    ...(names.length > 0 && {
      ExpressionAttributeNames: Object.fromEntries(names.map((name, n) => [`#n${n}`, name])),
      ExpressionAttributeValues: Object.fromEntries(names.map((name, n) => [`:v${n}`, before[name]])) as Item,
    }),
  };
  try {
    await store.write(
      [
        {
          alone: (TableName, extra) => ({
            name: "PutItem",
            send: (client) => client.send(new PutItemCommand({ TableName, ...body, ...extra })),
          }),
          inTransaction: (TableName) => ({ Put: { TableName, ...body } }),
        },
      ],
      "",
    );
    return true;
  } catch (error) {
    if ((error as Error).name === "ConditionalCheckFailedException") return false;
    throw error;
  }
}
