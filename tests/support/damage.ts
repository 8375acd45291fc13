import { TABLE_NAME } from "../../infra/local/environment.ts";
import { awsJson } from "../../infra/local/protocol.ts";
import type { AnyRow, Entity } from "../../shared/table/entity.ts";
import { rowOf } from "../../shared/table/item.ts";
import { damageOf } from "../../shared/table/readable.ts";
import { type DumpedItem, dump } from "./dump.ts";
import type { TestStack } from "./stack.ts";

type Stored = { item: DumpedItem; row: AnyRow };

/** The rows of a tenant that are of one noun; their further places in indexes are no rows. */
const rowsOf = (entity: Entity, items: readonly DumpedItem[], tenantId: string): Stored[] =>
  items.flatMap((item) => {
    if (!item.id?.S?.startsWith(`${entity.prefix}_`)) return [];
    const row = rowOf(entity, item as Parameters<typeof rowOf>[1]) as AnyRow;
    const { pk, sk } = entity.key(row);
    return item.pk?.S === `T#${tenantId}#${pk}` && item.sk?.S === sk ? [{ item, row }] : [];
  });

/** Every row of a tenant that is not as its schema says, by noun and id. */
export async function damagedRows(stack: TestStack, tenantId: string, entities: readonly Entity[]): Promise<string[]> {
  const items = await dump(stack, `T#${tenantId}#`);
  return entities.flatMap((entity) =>
    rowsOf(entity, items, tenantId).flatMap(({ row }) => {
      const damage = damageOf(entity, row);
      return damage ? [`${entity.noun} ${row.id}: ${damage}`] : [];
    }),
  );
}

export type Planted = { noun: string; id: string; field: string; entity: Entity };

/** What no answer shows of a damaged field. */
export const PLANTED = "planted-7c1e";
/** A value that no field of a schema takes. */
const DAMAGE = { M: { damaged: { S: PLANTED } } };

/** Which rows may be damaged, which of them rather than others, and in which of the fields whose damage their schema notices. */
type Choice = { may(id: string): boolean; rather?(id: string): boolean; choose(fields: string[]): string | undefined };

/** Damages one row of a noun behind the product's back; nothing where there is none. `items` are those of the tenant. */
export async function plant(
  stack: TestStack,
  tenantId: string,
  entity: Entity,
  { may, rather = () => true, choose }: Choice,
  items?: readonly DumpedItem[],
): Promise<Planted | undefined> {
  const all = rowsOf(entity, items ?? (await dump(stack, `T#${tenantId}#`)), tenantId);
  const rows = all.filter(({ row }) => may(row.id) && !row.archived);
  const found = rows.findLast(({ row }) => rather(row.id)) ?? rows.at(-1);
  if (!found) return undefined;
  const { item, row } = found;
  const damageable = Object.keys(entity.schema.shape).filter(
    (field) =>
      !["id", "version", "createdAt"].includes(field) &&
      item[field] !== undefined &&
      damageOf(entity, { ...row, [field]: { damaged: PLANTED } }) !== undefined,
  );
  const field = choose(damageable);
  if (field === undefined) return undefined;
  const input = { TableName: TABLE_NAME, Item: { ...item, [field]: DAMAGE } };
  await awsJson(stack.databaseEndpoint, "DynamoDB_20120810.PutItem", input);
  return { noun: entity.noun, id: row.id, field, entity };
}

/** A tenant's rows by noun, archived ones left out. */
export const rowsByNoun = (
  entities: readonly Entity[],
  items: readonly DumpedItem[],
  tenantId: string,
): Map<string, AnyRow[]> =>
  new Map(
    entities.map((entity) => [
      entity.noun,
      rowsOf(entity, items, tenantId).flatMap(({ row }) => (row.archived ? [] : [row])),
    ]),
  );
