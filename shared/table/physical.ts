import type { CreateTableCommandInput } from "@aws-sdk/client-dynamodb";

/**
 * The indexes of the one table, by what they are for. All but `work` hold keys only: an update that leaves a row's
 * index keys alone then writes no index at all, and a list reads its rows fresh from the table by a batched get.
 * `work` is the sparse index of things waiting to be done; its rows are complete, since its reader wants nothing else.
 */
export const INDEXES = {
  all: { pk: "g1p", sk: "g1s", projection: "KEYS_ONLY" },
  owner: { pk: "g2p", sk: "g2s", projection: "KEYS_ONLY" },
  department: { pk: "g3p", sk: "g3s", projection: "KEYS_ONLY" },
  account: { pk: "g4p", sk: "g4s", projection: "KEYS_ONLY" },
  parent: { pk: "g5p", sk: "g5s", projection: "KEYS_ONLY" },
  work: { pk: "g6p", sk: "g6s", projection: "ALL" },
} as const;

export type IndexName = keyof typeof INDEXES;
export const INDEX_NAMES = Object.keys(INDEXES) as IndexName[];

/** The attribute that DynamoDB's time to live reads (seconds since 1970). */
export const TTL_ATTRIBUTE = "ttl";

/** The physical table as the API creates it; the CDK data stack is tested to be the same. */
export function tableDefinition(tableName: string): CreateTableCommandInput {
  const names = ["pk", "sk", ...INDEX_NAMES.flatMap((name) => [INDEXES[name].pk, INDEXES[name].sk])];
  return {
    TableName: tableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: names.map((name) => ({ AttributeName: name, AttributeType: "S" })),
    KeySchema: [
      { AttributeName: "pk", KeyType: "HASH" },
      { AttributeName: "sk", KeyType: "RANGE" },
    ],
    GlobalSecondaryIndexes: INDEX_NAMES.map((name) => ({
      IndexName: name,
      KeySchema: [
        { AttributeName: INDEXES[name].pk, KeyType: "HASH" },
        { AttributeName: INDEXES[name].sk, KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: INDEXES[name].projection },
    })),
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
  };
}
