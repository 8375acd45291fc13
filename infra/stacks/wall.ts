import { Duration, Stack } from "aws-cdk-lib";
import type { CfnTable } from "aws-cdk-lib/aws-dynamodb";
import { AccountRootPrincipal, Effect, PolicyDocument, PolicyStatement, Role } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { SYSTEM_PREFIX } from "../../shared/table/action.ts";
import { DUE_PREFIX } from "../../shared/table/due.ts";
import { INDEX_NAMES, INDEXES } from "../../shared/table/physical.ts";
import { accept } from "./findings.ts";
import type { Settings } from "./settings.ts";

/** All that the table layer ever does to items. No `Scan`, no administration. */
export const ITEM_ACTIONS = [
  "BatchGetItem",
  "BatchWriteItem",
  "ConditionCheckItem",
  "DeleteItem",
  "GetItem",
  "PutItem",
  "Query",
  "UpdateItem",
].map((action) => `dynamodb:${action}`);

/** What goes through a table; `shared/table/walk.ts` alone does. */
const SCAN = "dynamodb:Scan";

/** The tag of a session that says which tenant it is for; `shared/table/wall.ts` sets it. */
const TENANT_TAG = "tenant";
/** `T#<tenant>#…`, with the tenant of the session's tag. */
const TENANT_PARTITIONS = `T#\${aws:PrincipalTag/${TENANT_TAG}}#*`;
const SYSTEM_PARTITIONS = `${SYSTEM_PREFIX}*`;

/** The path of the roles that may enter a tenant's session: the Lambdas' own, and nobody else's. */
export const tenantBoundPath = ({ stage }: Settings): string => `/cashloop/${stage}/tenant-bound/`;
/** The path of all other roles of Lambdas. */
export const plainPath = ({ stage }: Settings): string => `/cashloop/${stage}/`;

/**
 * Items whose partition key (of the table or of an index) fits. `ForAllValues` alone also holds for a request that names no
 * key at all, therefore the second condition: there must be keys.
 */
function itemsOf(table: CfnTable, partitions: string): PolicyStatement {
  return new PolicyStatement({
    effect: Effect.ALLOW,
    actions: ITEM_ACTIONS,
    resources: [table.attrArn, ...INDEX_NAMES.map((name) => `${table.attrArn}/index/${name}`)],
    conditions: {
      "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [partitions] },
      Null: { "dynamodb:LeadingKeys": "false" },
    },
  });
}

/** The table's key, through DynamoDB only. */
export function keyThroughTable(scope: Construct, key: IKey): PolicyStatement {
  return new PolicyStatement({
    actions: ["kms:Decrypt", "kms:DescribeKey"],
    resources: [key.keyArn],
    conditions: { StringEquals: { "kms:ViaService": `dynamodb.${Stack.of(scope).region}.amazonaws.com` } },
  });
}

/** The rows outside every tenant: the directory of tenants and of bank connections. */
export const systemItems = (table: CfnTable): PolicyStatement => itemsOf(table, SYSTEM_PARTITIONS);

/**
 * What is due in all tenants, in the index of work: by whom and when, and no other attribute of the rows, which are
 * complete in that index.
 */
export function dueKeysOnly(table: CfnTable): PolicyStatement {
  return new PolicyStatement({
    effect: Effect.ALLOW,
    actions: ["dynamodb:Query"],
    resources: [`${table.attrArn}/index/work`],
    conditions: {
      "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [`${DUE_PREFIX}*`] },
      "ForAllValues:StringEquals": { "dynamodb:Attributes": ["pk", INDEXES.work.pk, INDEXES.work.sk, "id"] },
      StringEquals: { "dynamodb:Select": "SPECIFIC_ATTRIBUTES" },
      Null: { "dynamodb:LeadingKeys": "false" },
    },
  });
}

/**
 * The keys of the whole table, one page after another, for jobs that hand out or take away all that a tenant has. No other
 * attribute of a row is to be had so: what stands under a key is reached through the tenant's session alone.
 */
export function keysOfTable(table: CfnTable): PolicyStatement {
  return new PolicyStatement({
    effect: Effect.ALLOW,
    actions: [SCAN],
    resources: [table.attrArn],
    conditions: {
      "ForAllValues:StringEquals": { "dynamodb:Attributes": ["pk", "sk"] },
      StringEquals: { "dynamodb:Select": "SPECIFIC_ATTRIBUTES" },
      Null: { "dynamodb:Attributes": "false" },
    },
  });
}

/** What a Lambda's own role needs to enter a tenant's session; from the tag on it is bound to that tenant. */
export function enterTenant(role: Role): PolicyStatement {
  return new PolicyStatement({
    actions: ["sts:AssumeRole", "sts:TagSession"],
    resources: [role.roleArn],
    conditions: { StringLike: { [`aws:RequestTag/${TENANT_TAG}`]: "ten_*" } },
  });
}

/** Where a tenant's files of facts lie in the bucket; `functions/analytics/files.ts` says so too. */
const FACTS = "facts/";
const TENANT_FACTS = `${FACTS}tenant=\${aws:PrincipalTag/${TENANT_TAG}}/*`;
const OBJECT_ACTIONS = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"];

/** The files of facts of the session's tenant, and the bucket's key through S3 only. */
function factsOf(scope: Construct, bucket: IBucket, key: IKey): PolicyStatement[] {
  return [
    new PolicyStatement({ actions: OBJECT_ACTIONS, resources: [bucket.arnForObjects(TENANT_FACTS)] }),
    new PolicyStatement({
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: [key.keyArn],
      conditions: { StringEquals: { "kms:ViaService": `s3.${Stack.of(scope).region}.amazonaws.com` } },
    }),
  ];
}

/** No Lambda reads or writes files of facts by itself, whatever else of the bucket it may reach. */
export const factsThroughTenants = (bucketArn: string): PolicyStatement =>
  new PolicyStatement({
    effect: Effect.DENY,
    actions: ["s3:GetObject", "s3:PutObject"],
    resources: [`${bucketArn}/${FACTS}*`],
  });

type Walled = { table: CfnTable; bucket: IBucket; key: IKey };

/**
 * The role behind which the tenants' rows and files of facts lie. Only Lambdas' roles under `tenantBoundPath` may assume it, only with a tag
 * that names a tenant and with no other tag, and the session sees the partitions of that tenant alone.
 */
export function tenantRole(scope: Construct, settings: Settings, { table, bucket, key }: Walled): Role {
  const { account, partition } = Stack.of(scope);
  const callers = `arn:${partition}:iam::${account}:role${tenantBoundPath(settings)}*`;
  const principal = new AccountRootPrincipal().withConditions({
    ArnLike: { "aws:PrincipalArn": callers },
    StringLike: { [`aws:RequestTag/${TENANT_TAG}`]: "ten_*" },
    "ForAllValues:StringEquals": { "aws:TagKeys": [TENANT_TAG] },
  });
  const role = new Role(scope, "TenantRole", {
    description: "A session of it sees one tenant's rows and files of facts: that of its tag.",
    assumedBy: principal.withSessionTags(),
    maxSessionDuration: Duration.hours(1),
    inlinePolicies: {
      rows: new PolicyDocument({ statements: [itemsOf(table, TENANT_PARTITIONS), keyThroughTable(scope, key)] }),
      facts: new PolicyDocument({ statements: factsOf(scope, bucket, key) }),
    },
  });
  const files = Stack.of(scope).resolve(bucket.bucketArn) as { "Fn::GetAtt": string[] };
  const finding = `AwsSolutions-IAM5[Resource::<${files["Fn::GetAtt"].join(".")}>/${FACTS}tenant=<aws:PrincipalTag/${TENANT_TAG}>/*]`;
  accept(
    role,
    finding,
    "Files have ids that nobody knows beforehand; all below the prefix are the session's tenant's.",
  );
  return role;
}
