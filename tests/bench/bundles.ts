import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { lambdas } from "../../functions/modules.ts";
import { BUILD, type Bundle, built, bundle, LIMITS, ROOT, writePackage } from "../../infra/bundle.ts";

/**
 * Size and import time of every Lambda, beside two peers of the same run: a handler that only has the SDK, and a tuned one of
 * middy, zod and the SDK. The peers are built with the same settings as ours; besides, the SDK's credential chain is cut to the
 * environment, which favours them. Import time is the median of fresh processes, one candidate after the other in each round.
 */
const ROUNDS = Number(process.env.ROUNDS ?? 15);
const IMPORT_RATIO_MAX = 1.1;
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

async function peer(name: string, contents: string): Promise<Candidate> {
  const made = built(
    await build({
      ...BUILD,
      entryPoints: undefined,
      stdin: { contents, resolveDir: ROOT, loader: "js", sourcefile: `${name}.js` },
      alias: { "@aws-sdk/credential-provider-node": join(FOLDER, "environment.js") },
    }),
  );
  return candidate(name, made);
}

function candidate(name: string, made: Bundle): Candidate {
  const folder = join(FOLDER, name.replaceAll(/\W+/g, "-"));
  writePackage(made, folder);
  return { name, made, file: join(folder, "index.mjs"), timesMs: [] };
}

const MEASURE =
  "const from = performance.now(); await import(process.argv[1]); process.stdout.write(String(performance.now() - from));";

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

mkdirSync(FOLDER, { recursive: true });
writeFileSync(
  join(FOLDER, "environment.js"),
  'export { fromEnv as defaultProvider } from "@aws-sdk/credential-provider-env";',
);
const peers = [await peer("peer: SDK alone", SDK_ALONE), await peer("peer: middy + zod + SDK", TUNED)];
const ours = await Promise.all(lambdas.map(async ({ name, entry }) => candidate(name, await bundle(entry))));
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
    "import ms": Number(median(one.timesMs).toFixed(1)),
    "× tuned": Number((median(one.timesMs) / tunedMs).toFixed(2)),
    verdict: peers.includes(one) ? "" : verdict(one, tunedMs),
  })),
);
console.log(`Limits: ${LIMITS.minifiedKb} KB, ${LIMITS.gzipKb} KB gzip, import ${IMPORT_RATIO_MAX} × the tuned peer.`);
