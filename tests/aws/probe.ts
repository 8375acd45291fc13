import assert from "node:assert";
import type { Cloud, Deployed } from "./deploy.ts";
import { ACCOUNT } from "./emulator.ts";

/** Which tenant's session the probe enters, and what the wall stands before. */
type Wall = { stage: string; tenantId: string; roleName: string; tableName: string };

const DENIED = /^AccessDenied/;
/** What the probe tries; the first alone is to go well. */
const TRIES = ["own", "other", "mixed", "query", "scan", "system", "withoutSession", "withoutTag", "withMoreTags"];

/**
 * The probe's code, in the form that a template can carry. It tells what came of each try as a custom resource tells its
 * attributes. Rows that do not exist do: whether one may ask is decided before anything is looked for.
 */
const CODE = `exports.handler = async (event) => {
  const { STSClient, AssumeRoleCommand } = await import("@aws-sdk/client-sts");
  const db = await import("@aws-sdk/client-dynamodb");
  const { tenantId, roleArn, TableName } = event.ResourceProperties;
  const key = (tenant) => ({ pk: { S: "T#" + tenant + "#acc_1" }, sk: { S: "-" } });
  const enter = async (Tags) => {
    const assume = new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: "probe", Tags });
    const { Credentials: c } = await new STSClient({}).send(assume);
    const credentials = { accessKeyId: c.AccessKeyId, secretAccessKey: c.SecretAccessKey, sessionToken: c.SessionToken };
    return new db.DynamoDBClient({ credentials });
  };
  const tag = { Key: "tenant", Value: tenantId };
  const own = await enter([tag]);
  const get = (client, Key) => client.send(new db.GetItemCommand({ TableName, Key }));
  const values = { ":pk": key("ten_other").pk };
  const tries = {
    own: () => get(own, key(tenantId)),
    other: () => get(own, key("ten_other")),
    mixed: () => own.send(new db.BatchGetItemCommand({
      RequestItems: { [TableName]: { Keys: [key(tenantId), key("ten_other")] } } })),
    query: () => own.send(new db.QueryCommand({
      TableName, KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: values })),
    scan: () => own.send(new db.ScanCommand({ TableName })),
    system: () => get(own, { pk: { S: "S#tenant" }, sk: { S: "-" } }),
    withoutSession: () => get(new db.DynamoDBClient({}), key(tenantId)),
    withoutTag: () => enter([]),
    withMoreTags: () => enter([tag, { Key: "more", Value: "x" }]),
  };
  const Data = {};
  for (const [name, run] of Object.entries(tries)) Data[name] = await run().then(() => "allowed", (e) => e.name);
  const { StackId, RequestId, LogicalResourceId, ResponseURL } = event;
  const told = { Status: "SUCCESS", PhysicalResourceId: "probe", StackId, RequestId, LogicalResourceId, Data };
  await fetch(ResponseURL, { method: "PUT", body: JSON.stringify(told) });
};`;

const trusted = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
};

/** A Lambda with a role as the product's have, which may ask for any session of the tenants' role: the wall alone holds it. */
function template({ stage, tenantId, roleName, tableName }: Wall): string {
  const name = `cashloop-${stage}-probe`;
  const roleArn = `arn:aws:iam::${ACCOUNT}:role/${roleName}`;
  const mayEnter = { Effect: "Allow", Action: ["sts:AssumeRole", "sts:TagSession"], Resource: roleArn };
  const policy = { Version: "2012-10-17", Statement: [mayEnter] };
  const role = {
    RoleName: name,
    Path: `/cashloop/${stage}/tenant-bound/`,
    AssumeRolePolicyDocument: trusted,
    Policies: [{ PolicyName: "own", PolicyDocument: policy }],
  };
  const code = { FunctionName: name, Runtime: "nodejs24.x", Handler: "index.handler", Timeout: 60 };
  const asked = { tenantId, roleArn, TableName: tableName, ServiceTimeout: 60 };
  const got = (attribute: string) => ({ "Fn::GetAtt": ["Probe", attribute] });
  return JSON.stringify({
    Resources: {
      Role: { Type: "AWS::IAM::Role", Properties: role },
      Function: {
        Type: "AWS::Lambda::Function",
        Properties: { ...code, Role: { "Fn::GetAtt": ["Role", "Arn"] }, Code: { ZipFile: CODE } },
      },
      Probe: {
        Type: "AWS::CloudFormation::CustomResource",
        Properties: { ServiceToken: { "Fn::GetAtt": ["Function", "Arn"] }, ...asked },
      },
    },
    Outputs: Object.fromEntries(TRIES.map((attribute) => [attribute, { Value: got(attribute) }])),
  });
}

/** Lets a Lambda that is not the product's try the wall between tenants; rejects where it gets more, or less, than it should. */
export async function probeWall(cloud: Cloud, data: string, stage: string, tenantId: string): Promise<void> {
  const [roleName = ""] = await cloud.idsOf(data, "AWS::IAM::Role");
  const [tableName = ""] = await cloud.idsOf(data, "AWS::DynamoDB::Table");
  const body = template({ stage, tenantId, roleName, tableName });
  const { reasons, outputs }: Deployed = await cloud.create(`Cashloop-${stage}-probe`, { TemplateBody: body });
  assert.deepStrictEqual(reasons, []);
  const wrong = TRIES.filter((name) =>
    name === "own" ? outputs[name] !== "allowed" : !DENIED.test(outputs[name] ?? ""),
  );
  assert.deepStrictEqual(wrong, [], JSON.stringify(outputs));
}
