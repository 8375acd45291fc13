import { describe, expect, test } from "@jest/globals";
import { modules } from "../../../functions/modules.ts";
import { TTL_ATTRIBUTE, tableDefinition } from "../../../shared/table/physical.ts";
import { CONTEXTS, facts, type Properties, synthesized } from "./made.ts";
import { about, functionOf, functions, ofKind, ofType, only, synth } from "./placed.ts";

/** CloudFormation resources stay below their limit with room to grow. */
const RESOURCES_PER_STACK_MAX = 400;
/** What the gateway takes of routes until its quota is raised; the whole map stays within it. */
const ROUTES_MAX = 300;
/** The modules of the whole map, for which there is room. */
const MODULES_PLANNED = 80;

describe("the data stack", () => {
  test("has the very table that the table layer is written for", () => {
    const { Properties } = only("AWS::DynamoDB::Table");
    const { TableName: _, StreamSpecification, ...definition } = tableDefinition("");
    expect(Properties).toMatchObject({
      ...definition,
      StreamSpecification: { StreamViewType: StreamSpecification?.StreamViewType },
    });
    expect(Properties.GlobalSecondaryIndexes.length).toBe(definition.GlobalSecondaryIndexes?.length);
    expect(Properties.TimeToLiveSpecification).toEqual({ AttributeName: TTL_ATTRIBUTE, Enabled: true });
  });

  test("loses nothing: recovery, deletion protection, an own key that rotates, and it stays when the stack goes", () => {
    const table = only("AWS::DynamoDB::Table");
    expect(table.DeletionPolicy).toBe("Retain");
    expect(table.Properties).toMatchObject({
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true, SSEType: "KMS" },
    });
    expect(only("AWS::KMS::Key").Properties.EnableKeyRotation).toBe(true);
    expect(only("AWS::KMS::Key").DeletionPolicy).toBe("Retain");
  });

  test("has a private, versioned, encrypted bucket whose uploads expire", () => {
    const { Properties, DeletionPolicy } = ofType("AWS::S3::Bucket").find(({ stack }) => stack.endsWith("-data"))!;
    expect(DeletionPolicy).toBe("Retain");
    expect(Object.values(Properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
    expect(Properties.VersioningConfiguration.Status).toBe("Enabled");
    expect(Properties.LifecycleConfiguration.Rules).toContainEqual(
      expect.objectContaining({ Prefix: "uploads/", ExpirationInDays: 7 }),
    );
    expect(
      Properties.BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault.SSEAlgorithm,
    ).toBe("aws:kms");
    expect(JSON.stringify(ofType("AWS::S3::BucketPolicy"))).toContain("aws:SecureTransport");
  });
});

describe("the gateway", () => {
  test("has the doors of every Lambda, guarded unless they are public", () => {
    const routes = new Map(
      ofType("AWS::ApiGatewayV2::Route").map(({ Properties }) => [Properties.RouteKey, Properties]),
    );
    const declared = ofKind("api").flatMap((l) => l.routes);
    expect([...routes.keys()].sort()).toEqual(declared.map((r) => `${r.method} ${r.path}`).sort());
    for (const { method, path, public: isPublic } of declared) {
      const { AuthorizationType, AuthorizerId } = routes.get(`${method} ${path}`)!;
      expect([path, AuthorizationType, AuthorizerId !== undefined]).toEqual([
        path,
        isPublic ? "NONE" : "CUSTOM",
        !isPublic,
      ]);
    }
  });

  test("asks its authorizer at every call", () => {
    const { Properties } = only("AWS::ApiGatewayV2::Authorizer");
    expect(Properties).toMatchObject({
      AuthorizerPayloadFormatVersion: "2.0",
      EnableSimpleResponses: true,
      AuthorizerResultTtlInSeconds: 0,
    });
    expect(Properties.IdentitySource).toBeUndefined();
  });

  test("throttles, logs each call as JSON without a credential, and answers at its own name alone", () => {
    const { DefaultRouteSettings, AccessLogSettings } = only("AWS::ApiGatewayV2::Stage").Properties;
    expect(DefaultRouteSettings.ThrottlingRateLimit).toBeGreaterThan(0);
    expect(Object.keys(JSON.parse(AccessLogSettings.Format))).toContain("requestId");
    expect(AccessLogSettings.Format).not.toMatch(/header|querystring|authorizer/i);
    expect(only("AWS::ApiGatewayV2::DomainName").Properties.DomainName).toBe(CONTEXTS.full.domainName);
    expect(only("AWS::ApiGatewayV2::Api").Properties.DisableExecuteApiEndpoint).toBe(true);
  });
});

describe("the Lambdas", () => {
  test("each run on Node 24 and arm64, but for those with a native library, under a role that is theirs alone", () => {
    expect(functions.size).toBe(facts.lambdas.length);
    const roles = [...functions.values()].map(({ Properties }) => JSON.stringify(Properties.Role));
    expect(new Set(roles).size).toBe(roles.length);
    for (const [name, { Properties }] of functions) {
      const on = facts.needs[String(name).replace("cashloop-prod-", "")]?.native ? "x86_64" : "arm64";
      expect(Properties).toMatchObject({ Runtime: "nodejs24.x", Architectures: [on], Handler: "index.handler" });
      expect(Properties.TracingConfig).toEqual({ Mode: "Active" });
    }
  });

  test("are told of what they use and of nothing else", () => {
    for (const lambda of facts.lambdas) {
      const needs = facts.needs[lambda.name]!;
      const given = Object.keys(functionOf(lambda).Properties.Environment.Variables);
      const has = (name: string) => given.includes(name);
      expect([
        lambda.name,
        has("TENANT_ROLE_ARN"),
        has("BUCKET_NAME"),
        has("FILE_SCANNER"),
        has("QUEUE_URL"),
        has("JOBS_QUEUE_URL"),
        has("MAIL_FROM"),
        has("USER_POOL_ID"),
        has("OIDC_ISSUERS"),
      ]).toEqual([
        ...[lambda.name, needs.table, needs.bucket, needs.bucket, needs.queue, needs.jobs],
        ...[needs.mail || needs.senders, needs.pool, needs.issuers],
      ]);
      expect(has("OPERATOR_KEY_HASH")).toBe(lambda.kind === "authorizer");
    }
  });
});

describe("what runs by itself", () => {
  test.each(ofKind("stream"))(
    "the consumer $name has a mapping of its own that halves, retries, reports and gives up to a queue",
    (lambda) => {
      const [mapping, ...more] = about("AWS::Lambda::EventSourceMapping", lambda);
      expect(more).toEqual([]);
      expect(mapping?.Properties).toMatchObject({
        BatchSize: lambda.batchSize,
        ParallelizationFactor: lambda.parallelization,
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: lambda.maxAttempts - 1,
        MaximumRecordAgeInSeconds: 20 * 3_600,
        FunctionResponseTypes: ["ReportBatchItemFailures"],
        DestinationConfig: { OnFailure: { Destination: expect.anything() } },
      });
    },
  );

  test.each(ofKind("queue"))(
    "the sender $name has its concurrency, and its queue a dead-letter queue and a long enough timeout",
    (lambda) => {
      const [mapping] = about("AWS::Lambda::EventSourceMapping", lambda);
      expect(mapping?.Properties).toMatchObject({
        BatchSize: lambda.batchSize,
        ScalingConfig: { MaximumConcurrency: lambda.concurrency },
      });
      const queue = ofType("AWS::SQS::Queue").find((q) =>
        JSON.stringify(mapping?.Properties.EventSourceArn).includes(`"${q.id}"`),
      )!;
      expect(queue.Properties.RedrivePolicy.maxReceiveCount).toBe(lambda.maxReceives);
      expect(queue.Properties.VisibilityTimeout).toBeGreaterThanOrEqual(6 * functionOf(lambda).Properties.Timeout);
    },
  );

  test.each(ofKind("schedule"))(
    "the schedule $name is told its minute, is tried again, and has a queue for what never ran",
    (lambda) => {
      const [schedule] = about("AWS::Scheduler::Schedule", lambda);
      expect(schedule?.Properties.ScheduleExpression).toMatch(/^(?:cron|rate)\(/);
      // What runs every five minutes or more seldom does not begin at one moment with all the others.
      const { Mode, MaximumWindowInMinutes = 0 } = schedule?.Properties.FlexibleTimeWindow ?? {};
      expect(Mode).toBe(lambda.rateMinutes < 5 ? "OFF" : "FLEXIBLE");
      expect(MaximumWindowInMinutes).toBeLessThanOrEqual(lambda.rateMinutes / 5);
      expect(JSON.parse(schedule?.Properties.Target.Input)).toEqual({ time: "<aws.scheduler.scheduled-time>" });
      expect(schedule?.Properties.Target.RetryPolicy.MaximumRetryAttempts).toBeGreaterThan(0);
      expect(schedule?.Properties.Target.DeadLetterConfig.Arn).toBeDefined();
    },
  );

  test.each(ofKind("object"))("$name hears of objects under its prefix, in the form that S3 uses", (lambda) => {
    const [rule] = about("AWS::Events::Rule", lambda);
    expect(rule?.Properties.EventPattern.detail.object.key).toEqual([{ prefix: lambda.prefix }]);
    const [target]: Properties[] = rule?.Properties.Targets ?? [];
    expect(target?.InputTransformer.InputTemplate).toBeDefined();
    expect(target?.DeadLetterConfig).toBeDefined();
  });

  test("SES tells of deliveries, bounces and complaints to a topic that the feedback Lambda hears", () => {
    const { EventDestination } = only("AWS::SES::ConfigurationSetEventDestination").Properties;
    expect(EventDestination.MatchingEventTypes).toEqual(
      expect.arrayContaining(["SEND", "DELIVERY", "BOUNCE", "COMPLAINT"]),
    );
    const heard = ofType("AWS::SNS::Subscription").filter(({ Properties }) => Properties.Protocol === "lambda");
    expect(heard.length).toBe(ofKind("feedback").length);
    for (const { Properties } of heard) expect(Properties.RedrivePolicy).toBeDefined();
  });
});

describe("the templates", () => {
  test("encrypt every queue and topic", () => {
    for (const { Properties } of ofType("AWS::SQS::Queue")) expect(Properties.SqsManagedSseEnabled).toBe(true);
    for (const { Properties } of ofType("AWS::SNS::Topic")) expect(Properties.KmsMasterKeyId).toBeDefined();
  });

  test.each(["full", "grown"] as const)("have room for resources and routes: %s", (context) => {
    const { resources, ofType: all } = synthesized(context);
    const perStack = [...Map.groupBy(resources, (r) => r.stack)].map(([stack, { length }]) => [stack, length] as const);
    expect(perStack.filter(([, length]) => length > RESOURCES_PER_STACK_MAX)).toEqual([]);
    expect(all("AWS::ApiGatewayV2::Route").length).toBeLessThanOrEqual(ROUTES_MAX);
  });

  test("hold no module in its stack: what they import of each other is no function and no queue behind one", () => {
    const text = JSON.stringify(synth.resources);
    const imported = [...new Set([...text.matchAll(/"Fn::ImportValue":"([^"]+)"/g)].map(([, name]) => name!))];
    expect(imported.length).toBeGreaterThan(10);
    const stays = (name: string): boolean => /-(?:data|gateway|console|identity):|-bucket$/.test(name);
    const held = ofType("AWS::Lambda::Function").filter(({ stack, id }) =>
      imported.some((name) => name.startsWith(`${stack}:`) && name.includes(id)),
    );
    expect(held.map(({ id }) => id)).toEqual([]);
    // Of the stacks of modules there are the doors through which everybody goes: authorizer, mail, and the two queues.
    expect(imported.filter((name) => !stays(name)).every((name) => /-(?:api|messaging):/.test(name))).toBe(true);
  });

  test("of the grown product hold the modules of the whole map", () => {
    const { length } = synthesized("grown").ofType("AWS::ApiGatewayV2::Integration");
    // Those that are asked seldom share one.
    const sharing = modules.filter(({ seldom }) => seldom).length;
    expect(length).toBe(MODULES_PLANNED - sharing + 1);
  });
});

describe("cdk-nag's AwsSolutions", () => {
  test("finds nothing that is not accepted with a reason", () => {
    expect(synth.findings).toEqual([]);
    for (const [rule, reason] of synth.reasons) expect([rule, String(reason).length > 30]).toEqual([rule, true]);
  });

  test("does look: a topic without anything is found", () => {
    expect(facts.findingsOfNaked).toContain("AwsSolutions-SNS3 Naked/Topic");
  });
});
