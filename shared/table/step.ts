import { DeleteItemCommand, PutItemCommand, type TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { Fault } from "../fault.ts";
import type { AnyRow, Entity, KeyParts } from "./entity.ts";
import { type Item, toItem, type Write } from "./store.ts";

/**
 * A write ready for the wire, and what its failed condition means, made when it fails: an error costs a look at the stack.
 * `item` is what a condition lets stand there, `replaces` the version that must stand there before.
 */
export type Step = { write: Write; fault(): Fault; key: Item; item?: Item; replaces?: number };

/** TransactWriteItems takes a hundred actions. */
export const TRANSACTION_ACTIONS_MAX = 100;

/** Refuses a change of more rows than one transaction takes. */
export function guardCount({ length }: readonly Step[]): void {
  if (length <= TRANSACTION_ACTIONS_MAX) return;
  const detail = `This change touches ${length} rows; at most ${TRANSACTION_ACTIONS_MAX} can change together.`;
  throw new Fault("too_many_actions", detail);
}

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

/** The condition that a row still has the version that was read; what stands there instead comes back. */
const unchangedSince = (version: number) => ({
  ConditionExpression: "version = :version",
  ExpressionAttributeValues: toItem({ ":version": version }),
  ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
});

export const remove = (key: Item, version: number | undefined): Write => {
  const body = {
    Key: key,
    ...(version !== undefined && {
      ...unchangedSince(version),
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

/** Somebody else has changed what was read; `toProgress` where that was the product's own work alone. */
export const stale = (noun: string, id: string, toProgress = false): Fault =>
  new Fault("stale", `The ${noun} ${id} was changed meanwhile; read it again.`, {
    overtaken: { noun, id, toProgress },
  });

/** The row must still have its version. */
export function checkStep(entity: Entity, prefix: string, row: AnyRow): Step {
  const key = toItem(physicalKey(prefix, entity.key(row)));
  const condition = unchangedSince(row.version);
  const write: Write = {
    alone: () => {
      throw new Error("A check stands only beside a write.");
    },
    inTransaction: (TableName) => ({ ConditionCheck: { TableName, Key: key, ...condition } }),
  };
  return { write, fault: () => stale(entity.noun, row.id), key, replaces: row.version };
}
