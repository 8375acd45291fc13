import assert from "node:assert";
import { CloudFormationClient, GetTemplateCommand } from "@aws-sdk/client-cloudformation";
import { GetFunctionConfigurationCommand, LambdaClient } from "@aws-sdk/client-lambda";
import type { Reached } from "../support/api.ts";
import { commanded } from "./command.ts";
import type { Cloud } from "./deploy.ts";
import { CREDENTIALS, type Emulator, REGION } from "./emulator.ts";

type Body = {
  Description?: string;
  Resources: Record<string, { Type: string; Properties?: { FunctionName?: string; Code?: object } }>;
};

/** Keeps the release that works, deploys one in which a Lambda has the code of another, and goes back by the command. */
export async function rolledBack(
  emulator: Emulator,
  cloud: Cloud,
  { stage, bucket }: { stage: string; bucket: string },
  { api }: Reached,
): Promise<void> {
  const config = { endpoint: emulator.endpoint, region: REGION, credentials: CREDENTIALS };
  const [stacks, lambdas] = [new CloudFormationClient(config), new LambdaClient(config)];
  const [StackName, FunctionName] = [`Cashloop-${stage}-api`, `cashloop-${stage}-docs`];
  const template = async (): Promise<string> =>
    (await stacks.send(new GetTemplateCommand({ StackName, TemplateStage: "Original" }))).TemplateBody ?? "";
  const code = async (): Promise<string | undefined> =>
    (await lambdas.send(new GetFunctionConfigurationCommand({ FunctionName }))).CodeSha256;
  const kept = await commanded(emulator, "release", ["--stage", stage]);
  assert.match(kept, /kept as release \d{14}/);
  const [good, goodCode] = [await template(), await code()];

  const bad = JSON.parse(good) as Body;
  const functions = Object.values(bad.Resources).filter(({ Type }) => Type === "AWS::Lambda::Function");
  const [docs, other] = [true, false].map((is) =>
    functions.find(({ Properties }) => (Properties?.FunctionName === FunctionName) === is),
  );
  assert(docs?.Properties && other?.Properties?.Code, `${StackName} has no ${FunctionName}`);
  docs.Properties.Code = other.Properties.Code;
  bad.Description = "A release that went wrong.";
  assert.deepStrictEqual((await cloud.replace(StackName, JSON.stringify(bad), bucket)).reasons, []);
  assert.notStrictEqual(await code(), goodCode);

  const shown = await commanded(emulator, "rollback", ["--stage", stage]);
  assert.match(shown, /other code in 1 functions, other templates of 1 stacks/);
  const told = await commanded(emulator, "rollback", ["--stage", stage, "--do"]);
  assert.match(told, /1 functions run the code of then/);
  assert.match(told, new RegExp(`${StackName} is as it was`));
  assert.deepStrictEqual([JSON.parse(await template()), await code()], [JSON.parse(good), goodCode]);
  assert.strictEqual((await api().get("/openapi.json")).status, 200);
}
