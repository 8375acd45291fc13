import { join } from "node:path";
import { parseArgs } from "node:util";
import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { S3Client } from "@aws-sdk/client-s3";
import { ROOT } from "../bundle.ts";
import { buildConsole } from "../console.ts";
import { released } from "./release.ts";

const USAGE = `npm run release -- --stage <name>
Builds the console and puts it where the stage's people get it from; the stage has been deployed before.`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Resolves with the exit status: 0 where it is released, 2 where the call cannot be read. */
async function main(): Promise<number> {
  const { stage } = parseArgs({ options: { stage: { type: "string" } } }).values;
  if (!stage) {
    say(USAGE);
    return 2;
  }
  const asked = new DescribeStacksCommand({ StackName: `Cashloop-${stage}-console` });
  const { Stacks: [stack] = [] } = await new CloudFormationClient({}).send(asked);
  const output = (name: string): string =>
    stack?.Outputs?.find(({ OutputKey }) => OutputKey === name)?.OutputValue ?? "";
  const folder = join(ROOT, ".build/release");
  const built = await buildConsole(folder);
  const count = await released(new S3Client({}), output("ConsoleBucket"), folder, built);
  say(`${count} files are released: ${output("ConsoleUrl")}`);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  say(`${(error as Error).message}`);
  process.exitCode = 1;
}
