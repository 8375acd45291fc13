import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { DescribeTableCommand, DynamoDBClient, RestoreTableToPointInTimeCommand } from "@aws-sdk/client-dynamodb";
import { tableOf } from "../table-of.ts";
import { Restore } from "./restore.ts";

const USAGE = `npm run restore -- --stage <name> --at <time>                         the table as it was then, beside the one in use
npm run restore -- --stage <name> --from <table> --tenant <id> [--do]  what one tenant had there, put back
Without --do it says what would be done. The tenant is suspended with "still" before, and opened again after.`;

const LOOKS_EVERY_MS = 10_000;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Makes a table beside, as it was at a time, without indexes: nothing works with it. */
async function beside(client: DynamoDBClient, table: string, at: Date): Promise<string> {
  const name = `${table}-at-${at.toISOString().replace(/\D/g, "").slice(0, 14)}`;
  const target = { SourceTableName: table, TargetTableName: name, RestoreDateTime: at };
  await client.send(new RestoreTableToPointInTimeCommand({ ...target, GlobalSecondaryIndexOverride: [] }));
  for (;;) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
    if (Table?.TableStatus === "ACTIVE") return name;
    await wait(LOOKS_EVERY_MS);
  }
}

/** Resolves with the exit status: 0 where it is done, 2 where the call cannot be read. */
async function main(): Promise<number> {
  const text = { type: "string" } as const;
  const options = { stage: text, at: text, from: text, tenant: text, do: { type: "boolean" } } as const;
  const { stage, at, from, tenant, do: isDone = false } = parseArgs({ options }).values;
  const isWhole = from !== undefined && tenant !== undefined && /^ten_\w+$/.test(tenant);
  if (!stage || (at === undefined ? !isWhole : Number.isNaN(Date.parse(at)))) {
    say(USAGE);
    return 2;
  }
  const client = new DynamoDBClient({});
  const table = await tableOf(stage);
  if (at !== undefined) {
    say(
      `The table as it was is ${await beside(client, table, new Date(at))}. Delete it when it is of no use any more.`,
    );
    return 0;
  }
  const { put, removed, same } = await new Restore(client, { from: `${from}`, to: table }, `${tenant}`).run(isDone);
  const verb = isDone ? "were" : "are to be";
  say(`${put} rows ${verb} put back, ${removed} that came later ${verb} removed; ${same} are as they were.`);
  if (!isDone) say("With --do it is done.");
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  say(`${(error as Error).message}`);
  process.exitCode = 1;
}
