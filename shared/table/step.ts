import { DeleteItemCommand, PutItemCommand, type TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { Fault } from "../fault.ts";
import type { AnyRow, Entity, KeyParts } from "./entity.ts";
import { type Item, toItem, type Write } from "./store.ts";

/** A write ready for the wire, and what its failed condition means; `item` is what a condition lets stand there. */
export type Step = { write: Write; fault: Fault; key: Item; item?: Item };

export const physicalKey = (prefix: string, key: KeyParts): { pk: string; sk: string } => ({
  pk: prefix + key.pk,
  sk: key.sk,
});

export const put = (item: Item, condition?: string, values?: Record<string, unknown>): Write => {
  const body = {
    Item: item,
    ...(condition && {
      ConditionExpression: condition,
      ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
    }),
    ...(values && { ExpressionAttributeValues: toItem(values) }),
  };
  return {
    alone: (TableName, extra) => ({
      name: "PutItem",
      send: (client) => client.send(new PutItemCommand({ TableName, ...body, ...extra })),
    }),
    inTransaction: (TableName): TransactWriteItem => ({ Put: { TableName, ...body } }),
  };
};

export const remove = (key: Item, version: number | undefined): Write => {
  const body = {
    Key: key,
    ...(version !== undefined && {
      ConditionExpression: "version = :version",
      ExpressionAttributeValues: toItem({ ":version": version }),
    }),
  };
  return {
    alone: (TableName, extra) => ({
      name: "DeleteItem",
      send: (client) => client.send(new DeleteItemCommand({ TableName, ...body, ...extra })),
    }),
    inTransaction: (TableName): TransactWriteItem => ({ Delete: { TableName, ...body } }),
  };
};

export const stale = (noun: string, id: string): Fault =>
  new Fault("stale", `The ${noun} ${id} was changed meanwhile; read it again.`);

/** The row must still have its version. */
export function checkStep(entity: Entity, prefix: string, row: AnyRow): Step {
  const key = toItem(physicalKey(prefix, entity.key(row)));
  const condition = {
    ConditionExpression: "version = :version",
    ExpressionAttributeValues: toItem({ ":version": row.version }),
  };
  const write: Write = {
    alone: () => {
      throw new Error("A check stands only beside a write.");
    },
    inTransaction: (TableName) => ({ ConditionCheck: { TableName, Key: key, ...condition } }),
  };
  return { write, fault: stale(entity.noun, row.id), key };
}
