import { join } from "node:path";
import { parseArgs } from "node:util";
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { S3Client } from "@aws-sdk/client-s3";
import { ROOT } from "../bundle.ts";
import { buildConsole } from "../console.ts";
import { Releases } from "../rollback/releases.ts";
import { released } from "./release.ts";

const USAGE = `npm run release -- --stage <name>
Builds the console and puts it where the stage's people get it from, and keeps what is deployed as a release that can be
gone back to; the stage has been deployed before.`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Resolves with the exit status: 0 where it is released, 2 where the call cannot be read. */
async function main(): Promise<number> {
  const { stage } = parseArgs({ options: { stage: { type: "string" } } }).values;
  if (!stage) {
    say(USAGE);
    return 2;
  }
  const objects = new S3Client({ forcePathStyle: true });
  const releases = new Releases({ stacks: new CloudFormationClient({}), objects }, stage);
  const bucket = await releases.consoleOutput("ConsoleBucket");
  if (bucket) {
    const folder = join(ROOT, ".build/release");
    const count = await released(objects, bucket, folder, await buildConsole(folder));
    say(`${count} files are released: ${await releases.consoleOutput("ConsoleUrl")}`);
  }
  say(`What is deployed is kept as release ${await releases.keep(new Date())}.`);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  say(`${(error as Error).message}`);
  process.exitCode = 1;
}
