import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { lambdas } from "../../functions/modules.ts";
import { type Bundle, built, bundle, LIMITS, ROOT, writePackage } from "../../infra/bundle.ts";
import { BUILDS_AT_ONCE } from "../../infra/packages.ts";
import { together } from "../../shared/together.ts";

/**
 * Size and import time of every Lambda, beside two peers of the same run: a handler that only has the SDK, and a tuned one of
 * middy, zod and the SDK. The peers are built with the same settings as ours. Each import is a fresh process, one candidate after
 * the other in each round, and what is compared is the processor's time: it is what a cold start waits for, and other work
 * on the machine hardly moves it. Exits with 1 where a Lambda breaks a limit; there is no exception.
 */
const ROUNDS = Number(process.env.ROUNDS ?? 15);
const IMPORT_RATIO_MAX = 1.15;
const FOLDER = join(ROOT, ".build/bench");

const SDK_ALONE = `
  import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
  const client = new DynamoDBClient({});
  export const handler = ({ id }) => client.send(new GetItemCommand({ TableName: "t", Key: { pk: { S: id } } }));`;

const TUNED = `
  import middy from "@middy/core";
  import * as z from "zod";
  import { BatchGetItemCommand, DeleteItemCommand, DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand,
    TransactWriteItemsCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
  import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
  const client = new DynamoDBClient({});
  const Body = z.strictObject({ id: z.string().min(1), amountMinor: z.int(), at: z.iso.datetime(), tags: z.array(z.string()).optional() });
  const commands = { BatchGetItemCommand, DeleteItemCommand, GetItemCommand, PutItemCommand, QueryCommand,
    TransactWriteItemsCommand, UpdateItemCommand };
  export const handler = middy().handler(async (event) => {
    const body = Body.parse(JSON.parse(event.body));
    const out = await client.send(new commands[event.command]({ TableName: "t", Item: marshall(body) }));
    return { statusCode: 200, body: JSON.stringify(unmarshall(out.Item ?? {})) };
  });`;

type Candidate = { name: string; made: Bundle; file: string; timesMs: number[] };

const peer = async (name: string, contents: string): Promise<Candidate> =>
  candidate(name, await built({ stdin: { contents, resolveDir: ROOT, loader: "js", sourcefile: `${name}.js` } }));

function candidate(name: string, made: Bundle): Candidate {
  const folder = join(FOLDER, name.replaceAll(/\W+/g, "-"));
  writePackage(made, folder);
  return { name, made, file: join(folder, "index.mjs"), timesMs: [] };
}

const MEASURE = [
  "const from = process.cpuUsage();",
  "await import(process.argv[1]);",
  "const { user, system } = process.cpuUsage(from);",
  "process.stdout.write(String((user + system) / 1000));",
].join("");

function importMs(file: string): number {
  const env = { PATH: process.env.PATH, AWS_REGION: "eu-west-1", TABLE_NAME: "t" };
  return Number(execFileSync(process.execPath, ["--input-type=module", "-e", MEASURE, file], { env }).toString());
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** What is said of a Lambda: within every limit, or which it breaks. */
function verdict({ made, timesMs }: Candidate, tunedMs: number): string {
  const over = [
    made.minifiedKb > LIMITS.minifiedKb && `over ${LIMITS.minifiedKb} KB`,
    made.gzipKb > LIMITS.gzipKb && `over ${LIMITS.gzipKb} KB gzip`,
    median(timesMs) > IMPORT_RATIO_MAX * tunedMs && `slower than ${IMPORT_RATIO_MAX} × the tuned peer`,
  ].filter(Boolean);
  return over.length === 0 ? "within" : over.join(", ");
}

const peers = [await peer("peer: SDK alone", SDK_ALONE), await peer("peer: middy + zod + SDK", TUNED)];
const ours = await together(lambdas, BUILDS_AT_ONCE, async ({ name, entry }) => candidate(name, await bundle(entry)));
const candidates = [...peers, ...ours];
for (let round = 0; round < ROUNDS; round++) {
  for (const one of candidates) one.timesMs.push(importMs(one.file));
  process.stderr.write(`\rimports: round ${round + 1} of ${ROUNDS}`);
}
process.stderr.write("\n");

const tunedMs = median(peers[1]?.timesMs ?? []);
console.table(
  candidates.map((one) => ({
    lambda: one.name,
    KB: Number(one.made.minifiedKb.toFixed(1)),
    "KB gzip": Number(one.made.gzipKb.toFixed(1)),
    "KB with what is loaded later": Number(one.made.totalKb.toFixed(1)),
    "import ms": Number(median(one.timesMs).toFixed(1)),
    "× tuned": Number((median(one.timesMs) / tunedMs).toFixed(2)),
    verdict: peers.includes(one) ? "" : verdict(one, tunedMs),
  })),
);
console.log(`Limits: ${LIMITS.minifiedKb} KB, ${LIMITS.gzipKb} KB gzip, import ${IMPORT_RATIO_MAX} × the tuned peer.`);
const failing = ours.filter((one) => verdict(one, tunedMs) !== "within").map(({ name }) => name);
console.log(
  failing.length === 0 ? "Every Lambda is within them." : `${failing.length} break them: ${failing.join(", ")}.`,
);
process.exitCode = failing.length === 0 ? 0 : 1;
