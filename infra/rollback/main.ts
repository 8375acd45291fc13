import { parseArgs } from "node:util";
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { PAGE } from "../../functions/console/serve.ts";
import { filed } from "../release/release.ts";
import { digestOf, type Kept, Releases, releaseBefore, templateKey } from "./releases.ts";
import { codePutBack, codeToPutBack, stacksPutBack, stacksToPutBack } from "./rollback.ts";

const USAGE = `npm run rollback -- --stage <name> [--to <release>] [--do]
Goes back to the release before the one that stands, or to the one that is named. Without --do it says what would change.`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Where CloudFormation reads an object of the bucket. */
async function addressIn(objects: S3Client, bucket: string): Promise<(key: string) => string> {
  const region = await objects.config.region();
  const suffix = region.startsWith("cn-") ? ".cn" : "";
  const root = process.env.AWS_ENDPOINT_URL ?? `https://s3.${region}.amazonaws.com${suffix}`;
  return (key) => `${root}/${bucket}/${key}`;
}

/** Goes back to a release; the exit status. */
async function wentBack(releases: Releases, kept: Kept, isDone: boolean): Promise<number> {
  const [stacks, objects] = [new CloudFormationClient({}), new S3Client({ forcePathStyle: true })];
  const [earlier, now] = [await releases.release(kept), await releases.standing()];
  const [codes, names] = [codeToPutBack(earlier, now), stacksToPutBack(earlier, now)];
  const isOtherPage = earlier.page !== undefined && earlier.page !== now.page;
  const newer = now.stacks.filter(({ name }) => !kept.stacks.includes(name)).map(({ name }) => name);
  say(`Release ${kept.id}: other code in ${codes.length} functions, other templates of ${names.length} stacks.`);
  if (newer.length > 0) say(`It had no ${newer.join(", ")}, which stay.`);
  if (!isDone) {
    say("With --do it is done.");
    return 0;
  }
  const { Account = "" } = await new STSClient({}).send(new GetCallerIdentityCommand({}));
  const place = { account: Account, region: await stacks.config.region() };
  say(`${await codePutBack(new LambdaClient({}), codes, place)} functions run the code of then.`);
  const bucket = await releases.consoleOutput("ConsoleBucket");
  if (isOtherPage && bucket) {
    await filed(objects, bucket, PAGE, earlier.page ?? "");
    say("The console is the one of then.");
  }
  const address = await addressIn(objects, await releases.bucket());
  const failed = await stacksPutBack(stacks, names, (name) => address(templateKey(kept.id, name)), say);
  for (const [name, why] of failed) say(`${name} could not be put back: ${why}`);
  return failed.size > 0 ? 1 : 0;
}

/** Resolves with the exit status: 0 where it is done, 1 where something is left, 2 where the call cannot be read. */
async function main(): Promise<number> {
  const text = { type: "string" } as const;
  const {
    stage,
    to,
    do: isDone = false,
  } = parseArgs({ options: { stage: text, to: text, do: { type: "boolean" } } }).values;
  if (!stage) {
    say(USAGE);
    return 2;
  }
  const clients = { stacks: new CloudFormationClient({}), objects: new S3Client({ forcePathStyle: true }) };
  const releases = new Releases(clients, stage);
  const kept = await releases.kept();
  const chosen = to ? kept.find(({ id }) => id === to) : releaseBefore(kept, digestOf(await releases.standing()));
  if (!chosen) {
    say(
      `There is no ${to ? `release ${to}` : "earlier release"}. Kept are: ${kept.map(({ id }) => id).join(", ") || "none"}.`,
    );
    return 1;
  }
  return wentBack(releases, chosen, isDone);
}

try {
  process.exitCode = await main();
} catch (error) {
  say(`${(error as Error).message}`);
  process.exitCode = 1;
}
