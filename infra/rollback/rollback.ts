import { setTimeout as wait } from "node:timers/promises";
import { type CloudFormationClient, DescribeStacksCommand, UpdateStackCommand } from "@aws-sdk/client-cloudformation";
import { type LambdaClient, UpdateFunctionCodeCommand, waitUntilFunctionUpdatedV2 } from "@aws-sdk/client-lambda";
import type { Standing } from "./releases.ts";

/** Code as a template names it: `bucket` may say where it is deployed to by account and region. */
export type Code = { functionName: string; bucket: string; key: string };

type Resource = {
  Type: string;
  Properties?: { FunctionName?: unknown; Code?: { S3Bucket?: unknown; S3Key?: unknown } };
};

const textOf = (value: unknown): string =>
  typeof value === "string" ? value : String((value as { "Fn::Sub"?: string } | undefined)?.["Fn::Sub"] ?? "");

/** The code of all functions of a release that bear a name. */
export const codeOf = ({ stacks }: Standing): Code[] =>
  stacks.flatMap(({ template }) => {
    const { Resources } = JSON.parse(template) as { Resources: Record<string, Resource> };
    return Object.values(Resources).flatMap(({ Type, Properties: { FunctionName, Code } = {} }) =>
      Type === "AWS::Lambda::Function" && typeof FunctionName === "string" && typeof Code?.S3Key === "string"
        ? [{ functionName: FunctionName, bucket: textOf(Code.S3Bucket), key: Code.S3Key }]
        : [],
    );
  });

/** The code that is other in an earlier release, of functions that both have. */
export function codeToPutBack(earlier: Standing, now: Standing): Code[] {
  const standing = new Map(codeOf(now).map(({ functionName, key }) => [functionName, key]));
  return codeOf(earlier).filter(
    ({ functionName, key }) => standing.has(functionName) && standing.get(functionName) !== key,
  );
}

/** The stacks whose templates are other in an earlier release, in its order. */
export function stacksToPutBack(earlier: Standing, now: Standing): string[] {
  const standing = new Map(now.stacks.map(({ name, template }) => [name, template]));
  return earlier.stacks
    .filter(({ name, template }) => standing.has(name) && standing.get(name) !== template)
    .map(({ name }) => name);
}

const AT_ONCE = 10;
const FUNCTION_SECONDS = 120;
const LOOKS_EVERY_MS = 1_000;

/** Has functions run other code at once, without waiting for their stacks; how many. */
export async function codePutBack(
  client: LambdaClient,
  codes: readonly Code[],
  place: { account: string; region: string },
): Promise<number> {
  const named = (text: string): string =>
    text.replaceAll(/\$\{AWS::(AccountId|Region)\}/g, (_, of) => (of === "Region" ? place.region : place.account));
  const one = async ({ functionName: FunctionName, bucket, key: S3Key }: Code): Promise<void> => {
    await client.send(new UpdateFunctionCodeCommand({ FunctionName, S3Bucket: named(bucket), S3Key }));
    await waitUntilFunctionUpdatedV2({ client, maxWaitTime: FUNCTION_SECONDS }, { FunctionName });
  };
  for (let at = 0; at < codes.length; at += AT_ONCE) await Promise.all(codes.slice(at, at + AT_ONCE).map(one));
  return codes.length;
}

/** How CloudFormation refuses a template that changes no resource, though its text differs. */
const IS_THE_SAME = /No updates are to be performed/;

/** Puts a stack's template back and waits; why it could not be, if so. */
async function stackPutBack(
  client: CloudFormationClient,
  StackName: string,
  TemplateURL: string,
): Promise<string | undefined> {
  try {
    await client.send(new UpdateStackCommand({ StackName, TemplateURL, Capabilities: ["CAPABILITY_NAMED_IAM"] }));
  } catch (error) {
    const why = (error as Error).message;
    return IS_THE_SAME.test(why) ? undefined : why;
  }
  for (;;) {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName }));
    const { StackStatus = "", StackStatusReason = "no reason was given" } = stack ?? {};
    if (StackStatus === "UPDATE_COMPLETE") return undefined;
    if (!StackStatus.endsWith("_IN_PROGRESS")) return `${StackStatus}: ${StackStatusReason}`;
    await wait(LOOKS_EVERY_MS);
  }
}

/**
 * Puts the templates of stacks back one after the other. One that cannot be yet, since another still holds what it takes
 * away or lacks what it asks for, waits for the others; what could not be put back in the end, with the reasons.
 */
export async function stacksPutBack(
  client: CloudFormationClient,
  names: readonly string[],
  urlOf: (stack: string) => string,
  say: (line: string) => void,
): Promise<Map<string, string>> {
  let left = [...names];
  for (;;) {
    const failed = new Map<string, string>();
    for (const name of left) {
      const why = await stackPutBack(client, name, urlOf(name));
      if (why === undefined) say(`${name} is as it was.`);
      else failed.set(name, why);
    }
    if (failed.size === 0 || failed.size === left.length) return failed;
    left = [...failed.keys()];
  }
}
