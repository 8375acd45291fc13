import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { TTL_ATTRIBUTE, tableDefinition } from "../../shared/table/physical.ts";
import { REGION } from "./environment.ts";

async function withClient<T>(endpoint: string, work: (client: DynamoDBClient) => Promise<T>): Promise<T> {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new DynamoDBClient({ endpoint, region: REGION, credentials });
  try {
    return await work(client);
  } finally {
    client.destroy();
  }
}

async function exists(client: DynamoDBClient, tableName: string): Promise<boolean> {
  try {
    await client.send(new DescribeTableCommand({ TableName: tableName }));
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === "ResourceNotFoundException") return false;
    throw error;
  }
}

/** Makes the table on the first start, just as the deployed one is defined, and leaves it alone from then on. */
export async function ensureTable(endpoint: string, tableName: string): Promise<void> {
  await withClient(endpoint, async (client) => {
    if (await exists(client, tableName)) return;
    await client.send(new CreateTableCommand(tableDefinition(tableName)));
    const TimeToLiveSpecification = { AttributeName: TTL_ATTRIBUTE, Enabled: true };
    await client.send(new UpdateTimeToLiveCommand({ TableName: tableName, TimeToLiveSpecification }));
  });
}

/** Removes the table from a server that keeps its data elsewhere than in the stack's folder. */
export async function dropTable(endpoint: string, tableName: string): Promise<void> {
  await withClient(endpoint, async (client) => {
    if (await exists(client, tableName)) await client.send(new DeleteTableCommand({ TableName: tableName }));
  });
}
