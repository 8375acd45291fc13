import { Duration, Fn, RemovalPolicy, SecretValue, Stack } from "aws-cdk-lib";
import type { UserPool } from "aws-cdk-lib/aws-cognito";
import { Effect, type IRole, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from "aws-cdk-lib/aws-lambda";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { type IQueue, Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { OidcIssuer } from "../../shared/config.ts";
import type { LambdaDeclaration } from "../../shared/module.ts";
import type { LambdaPackage } from "../packages.ts";
import type { DataStack } from "./data.ts";
import { accept } from "./findings.ts";
import { mailDomain, mailInDomain, type Settings } from "./settings.ts";
import {
  dueKeysOnly,
  enterTenant,
  factsThroughTenants,
  keysOfTable,
  keyThroughTable,
  plainPath,
  systemItems,
  tenantBoundPath,
} from "./wall.ts";

/** What the Lambdas of a stack are wired to. */
export type Wiring = {
  settings: Settings;
  data: DataStack;
  publicUrl: string;
  /** What only CloudFront tells the gateway, where it stands before it. */
  edgeKey?: string;
  /** The pool that people are let into, where the stage has one, and every issuer whose tokens are taken. */
  signIn: { userPool: UserPool | undefined; issuers: OidcIssuer[] };
  packageOf(declaration: LambdaDeclaration): LambdaPackage;
  /** The queues that messages leave through and jobs go on through, and the SES parts, where the stack comes after them. */
  messages?: {
    queue: IQueue;
    jobs: IQueue;
    /** Where mails leave through it. */
    ses?: { configurationSetArn: string; configurationSetName: string };
  };
};

export type LambdaOptions = {
  memoryMb?: number;
  timeout: Duration;
  environment?: Record<string, string>;
  statements?: PolicyStatement[];
  /** Set for what is invoked without somebody waiting: its failures are tried again and then kept. */
  isAsync?: boolean;
};

/** One virtual CPU comes with 1,769 MB; half of one is where the cost of a call is least for this code. */
const MEMORY_MB_DEFAULT = 1_024;
/** The engine of reports works on a whole CPU, and holds what it sums up. */
const MEMORY_MB_NATIVE = 1_769;
const FAILURES_KEPT = Duration.days(14);
const ASYNC_TRIES_AGAIN = 2;

/** What the product does in the user pool; see `functions/identity/pool.ts`. */
const POOL_CALLS = [
  ...["AdminCreateUser", "AdminUpdateUserAttributes", "AdminDeleteUser", "AdminAddUserToGroup"],
  ...["AdminUserGlobalSignOut", "CreateGroup"],
].map((call) => `cognito-idp:${call}`);

/** A queue for what has failed for good: encrypted, over TLS only, kept as long as SQS keeps anything. */
export function deadLetters(scope: Construct, id: string): Queue {
  const queue = new Queue(scope, id, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: FAILURES_KEPT,
  });
  accept(queue, "AwsSolutions-SQS3", "It is itself the queue of dead letters.");
  return queue;
}

/** The stack's one queue of letters that name whose they are: what Lambdas failed at that nobody waits for, and what they were never told of. */
export function failuresOf(scope: Construct): Queue {
  const stack = Stack.of(scope);
  const id = "Failures";
  return (stack.node.tryFindChild(id) as Queue | undefined) ?? deadLetters(stack, id);
}

/** One Lambda with the one role that is its own. Its rights follow from what its bundle links. */
export class ProductLambda extends Construct {
  readonly name: string;
  readonly fn: LambdaFunction;
  readonly log: LogGroup;
  readonly role: Role;

  constructor(scope: Construct, wiring: Wiring, declaration: LambdaDeclaration, options: LambdaOptions) {
    super(scope, declaration.name);
    const { settings } = wiring;
    const bundled = wiring.packageOf(declaration);
    this.name = declaration.name;
    const fullName = `cashloop-${settings.stage}-${declaration.name}`;
    this.log = new LogGroup(this, "Log", {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const failures = options.isAsync ? failuresOf(this) : undefined;
    this.role = new Role(this, "Role", {
      roleName: fullName,
      path: bundled.needs.table ? tenantBoundPath(settings) : plainPath(settings),
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      inlinePolicies: {
        own: new PolicyDocument({ statements: [...this.#statements(wiring, bundled), ...(options.statements ?? [])] }),
      },
    });
    this.fn = new LambdaFunction(this, "Function", {
      functionName: fullName,
      description: `${declaration.kind}: ${declaration.entry}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: bundled.needs.native ? Architecture.X86_64 : Architecture.ARM_64,
      handler: "index.handler",
      code: Code.fromAsset(bundled.folder),
      memorySize: options.memoryMb ?? (bundled.needs.native ? MEMORY_MB_NATIVE : MEMORY_MB_DEFAULT),
      timeout: options.timeout,
      role: this.role,
      logGroup: this.log,
      tracing: Tracing.ACTIVE,
      environment: { ...environmentOf(wiring, bundled), ...options.environment },
      ...(failures && { onFailure: new SqsDestination(failures), retryAttempts: ASYNC_TRIES_AGAIN }),
    });
    this.#acceptWildcards(wiring, bundled);
  }

  #statements({ settings, data, messages, signIn }: Wiring, { needs }: LambdaPackage): PolicyStatement[] {
    const statements = [
      new PolicyStatement({
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [this.log.logGroupArn],
      }),
    ];
    if (needs.table) statements.push(enterTenant(data.tenantRole));
    if (needs.system) statements.push(systemItems(data.table), keyThroughTable(this, data.key));
    if (needs.due) statements.push(dueKeysOnly(data.table));
    if (needs.walk) statements.push(keysOfTable(data.table));
    if (needs.walk && !needs.system) statements.push(keyThroughTable(this, data.key));
    if (needs.lists) {
      const resources = [Fn.importValue(data.bucketExport)];
      statements.push(new PolicyStatement({ actions: ["s3:ListBucket"], resources }));
    }
    if (needs.clears) {
      const resources = [`${Fn.importValue(data.bucketExport)}/*`];
      statements.push(new PolicyStatement({ actions: ["s3:DeleteObject"], resources }));
    }
    if (needs.bucket) {
      statements.push(
        new PolicyStatement({
          actions: ["s3:GetObject", "s3:PutObject"],
          resources: [`${Fn.importValue(data.bucketExport)}/*`],
        }),
        new PolicyStatement({ actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [data.key.keyArn] }),
        factsThroughTenants(Fn.importValue(data.bucketExport)),
      );
    }
    const queues = [...(needs.queue ? [messages?.queue] : []), ...(needs.jobs ? [messages?.jobs] : [])];
    for (const queue of queues) {
      if (queue) statements.push(new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [queue.queueArn] }));
    }
    if (needs.mail && messages?.ses) {
      // Domains of tenants are identities beside the product's own.
      const resources = [identitiesOf(this), messages.ses.configurationSetArn];
      statements.push(new PolicyStatement({ actions: ["ses:SendEmail", "ses:SendRawEmail"], resources }));
    }
    if (needs.senders && !settings.smtp) statements.push(...tenantsDomains(this, mailDomain(settings.mailFrom) ?? ""));
    if (needs.pool && signIn.userPool) {
      statements.push(new PolicyStatement({ actions: POOL_CALLS, resources: [signIn.userPool.userPoolArn] }));
    }
    if (needs.sms && !settings.sms) statements.push(...smsOnly(this));
    return statements;
  }

  #acceptWildcards({ data, settings }: Wiring, { needs }: LambdaPackage): void {
    const everywhere =
      needs.sms && !settings.sms
        ? "X-Ray takes traces under no resource name, and a phone number has none either: publishing to topics is denied."
        : "X-Ray takes traces under no resource name.";
    accept(this.role, "AwsSolutions-IAM5[Resource::*]", everywhere);
    if ((needs.mail || needs.senders) && !settings.smtp) {
      const domains = "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*]";
      accept(this.role, domains, "Tenants' domains are named by tenants; the product's own may not be changed.");
    }
    if (!needs.bucket) return;
    const objects = `AwsSolutions-IAM5[Resource::${data.bucketExport}/*]`;
    accept(this.role, objects, "Objects have ids that nobody knows beforehand; all of the bucket is the product's.");
  }
}

/** What the product does with domains of tenants; see `functions/senders/provider.ts`. */
const DOMAIN_CALLS = [
  ...["CreateEmailIdentity", "GetEmailIdentity", "DeleteEmailIdentity"],
  ...["PutEmailIdentityDkimSigningAttributes", "PutEmailIdentityMailFromAttributes"],
].map((call) => `ses:${call}`);

const identitiesOf = (scope: Construct): string =>
  Stack.of(scope).formatArn({ service: "ses", resource: "identity", resourceName: "*" });

/** Tenants' domains are set up and given up; the product's own is out of reach. */
function tenantsDomains(scope: Construct, ownDomain: string): PolicyStatement[] {
  const own = Stack.of(scope).formatArn({ service: "ses", resource: "identity", resourceName: ownDomain });
  return [
    new PolicyStatement({ actions: DOMAIN_CALLS, resources: [identitiesOf(scope)] }),
    new PolicyStatement({ effect: Effect.DENY, actions: DOMAIN_CALLS, resources: [own] }),
  ];
}

/** A text message to a phone number is a publish to no topic: allowed for everything, and denied for every topic. */
function smsOnly(scope: Construct): PolicyStatement[] {
  const { partition } = Stack.of(scope);
  return [
    new PolicyStatement({ actions: ["sns:Publish"], resources: ["*"] }),
    new PolicyStatement({ effect: Effect.DENY, actions: ["sns:Publish"], resources: [`arn:${partition}:sns:*:*:*`] }),
  ];
}

/** What `shared/config.ts` reads, as far as this Lambda has a use for it. */
function environmentOf({ data, settings, publicUrl, messages, signIn }: Wiring, { needs }: LambdaPackage) {
  return {
    PUBLIC_URL: publicUrl,
    ...(needs.table && { MAIL_IN_DOMAIN: mailInDomain(settings) }),
    ...((needs.table || needs.system) && { TABLE_NAME: data.table.ref }),
    ...(needs.table && { TENANT_ROLE_ARN: data.tenantRole.roleArn }),
    ...(needs.bucket && { BUCKET_NAME: data.bucket.bucketName, FILE_SCANNER: settings.fileScanner }),
    ...(needs.pool && signIn.userPool && { USER_POOL_ID: signIn.userPool.userPoolId }),
    ...(needs.issuers && { OIDC_ISSUERS: data.toJsonString(signIn.issuers) }),
    ...(needs.queue && messages && { QUEUE_URL: messages.queue.queueUrl }),
    ...(needs.jobs && messages && { JOBS_QUEUE_URL: messages.jobs.queueUrl }),
    ...((needs.mail || needs.senders) && { MAIL_FROM: settings.mailFrom }),
    ...((needs.mail || needs.senders) &&
      messages?.ses && { MAIL_CONFIGURATION_SET: messages.ses.configurationSetName }),
    ...(needs.sms && settings.sms && { SMS: data.toJsonString(smsOf(settings.sms)) }),
    ...(needs.mail && settings.smtp && { SMTP: data.toJsonString(smtpOf(settings.smtp)) }),
  };
}

/** The server that mails leave through, as `shared/config.ts` reads it; its password is put in when the stack is deployed. */
const smtpOf = ({ passwordSecret, ...server }: NonNullable<Settings["smtp"]>) => ({
  ...server,
  password: SecretValue.secretsManager(passwordSecret).unsafeUnwrap(),
});

/** The provider of text messages likewise. */
const smsOf = ({ accessKeySecretName, ...provider }: NonNullable<Settings["sms"]>) => ({
  ...provider,
  accessKeySecret: SecretValue.secretsManager(accessKeySecretName).unsafeUnwrap(),
});

/** A role that one AWS service takes on to invoke one Lambda. */
export function invoker(scope: Construct, id: string, service: string, lambda: LambdaFunction): IRole {
  const { account } = Stack.of(scope);
  return new Role(scope, id, {
    assumedBy: new ServicePrincipal(service, { conditions: { StringEquals: { "aws:SourceAccount": account } } }),
    inlinePolicies: {
      invoke: new PolicyDocument({
        statements: [new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [lambda.functionArn] })],
      }),
    },
  });
}
