import { CfnDeletionPolicy, Duration, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import { CfnTable, type CfnTableProps } from "aws-cdk-lib/aws-dynamodb";
import { Effect, PolicyStatement, type Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket, HttpMethods } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { TTL_ATTRIBUTE, tableDefinition } from "../../shared/table/physical.ts";
import { accept } from "./findings.ts";
import { factTables } from "./glue.ts";
import type { Settings } from "./settings.ts";
import { PUBLISHERS } from "./topic.ts";
import { tenantRole } from "./wall.ts";

/** An upload has been read within minutes; after this long its object goes. */
const UPLOAD_DAYS = 7;
/** Attachments are copied once they were looked into; what arrived is of no use afterwards. */
const INCOMING_DAYS = 1;
/** Attachments of mails; a mail is sent again within days or never. */
const ATTACHMENT_DAYS = 30;
/** What a job has worked on and what came of each item: as long as it can be looked at and undone. */
const JOB_DAYS = 90;
/** Mails that customers send: read within minutes, kept so that one that was misread can be looked at. */
const MAIL_DAYS = 30;
/** A replaced or deleted object can be brought back for this long. */
const OLD_VERSION_DAYS = 30;

/** CloudFormation's spelling of what the DynamoDB API calls `TableName` is `tableName` in CDK, all the way down. */
function lowered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowered);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name.charAt(0).toLowerCase() + name.slice(1), lowered(inner)]),
  );
}

/** What is kept: the one table, the bucket, the key that both are encrypted with, and the role that walls tenants off. */
export class DataStack extends Stack {
  readonly key: Key;
  readonly table: CfnTable;
  readonly bucket: Bucket;
  /** The name under which the other stacks know the bucket's resource name. */
  readonly bucketExport: string;
  readonly tenantRole: Role;

  constructor(scope: Construct, id: string, settings: Settings, props?: StackProps) {
    super(scope, id, { ...props, description: "Cashloop: table, bucket, key and the tenant wall." });
    this.key = this.#key();
    this.table = this.#table();
    this.bucket = this.#bucket();
    this.bucketExport = `cashloop-${settings.stage}-bucket`;
    this.exportValue(this.bucket.bucketArn, { name: this.bucketExport });
    this.tenantRole = tenantRole(this, settings, this);
    factTables(this, settings, this.bucket);
  }

  #key(): Key {
    const key = new Key(this, "Key", {
      description: "Encrypts the table, the bucket and the topics.",
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    // Mail events and alarms are published to encrypted topics by these services themselves, and mails are laid into the bucket.
    key.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        principals: [...Object.values(PUBLISHERS), "ses.amazonaws.com"].map((service) => new ServicePrincipal(service)),
        actions: ["kms:GenerateDataKey", "kms:Decrypt"],
        resources: ["*"],
        conditions: { StringEquals: { "aws:SourceAccount": this.account } },
      }),
    );
    return key;
  }

  #table(): CfnTable {
    const { TableName: _, StreamSpecification, ...definition } = tableDefinition("");
    const table = new CfnTable(this, "Table", {
      ...(lowered(definition) as CfnTableProps),
      streamSpecification: { streamViewType: StreamSpecification?.StreamViewType ?? "" },
      timeToLiveSpecification: { attributeName: TTL_ATTRIBUTE, enabled: true },
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtectionEnabled: true,
      sseSpecification: { sseEnabled: true, sseType: "KMS", kmsMasterKeyId: this.key.keyArn },
    });
    table.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
    table.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
    return table;
  }

  #bucket(): Bucket {
    const bucket = new Bucket(this, "Bucket", {
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [
        { prefix: "uploads/", expiration: Duration.days(UPLOAD_DAYS) },
        { prefix: "incoming/", expiration: Duration.days(INCOMING_DAYS) },
        { prefix: "messages/", expiration: Duration.days(ATTACHMENT_DAYS) },
        { prefix: "mails/", expiration: Duration.days(MAIL_DAYS) },
        { prefix: "imports/", expiration: Duration.days(UPLOAD_DAYS) },
        { prefix: "jobs/", expiration: Duration.days(JOB_DAYS) },
        {
          noncurrentVersionExpiration: Duration.days(OLD_VERSION_DAYS),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
      // A browser puts a file straight to its presigned address; the signature and not the origin is what lets it.
      cors: [{ allowedMethods: [HttpMethods.PUT], allowedOrigins: ["*"], allowedHeaders: ["*"], maxAge: 3_000 }],
    });
    // What SES receives for this account it lays into the bucket, and nothing else there.
    bucket.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal("ses.amazonaws.com")],
        actions: ["s3:PutObject"],
        resources: [bucket.arnForObjects("mails/*")],
        conditions: { StringEquals: { "aws:SourceAccount": this.account } },
      }),
    );
    // Set on the resource itself, because the construct's own way needs a Lambda with a right to every bucket.
    (bucket.node.defaultChild as CfnBucket).notificationConfiguration = {
      eventBridgeConfiguration: { eventBridgeEnabled: true },
    };
    accept(
      bucket,
      "AwsSolutions-S1",
      "Every access is a call of ours that the access log of the API and the audit trail already name; a log bucket would double the storage of uploads that live a week.",
    );
    return bucket;
  }
}
