import { Duration, Stack } from "aws-cdk-lib";
import { EventField, Rule, RuleTargetInput } from "aws-cdk-lib/aws-events";
import { LambdaFunction as LambdaTarget } from "aws-cdk-lib/aws-events-targets";
import type { Construct } from "constructs";
import type { Declared } from "../local/declarations.ts";
import { failuresOf, ProductLambda, type Wiring } from "./lambda.ts";

/** Reading the largest file takes seconds; the rest is for a slow table. */
const UPLOAD_TIMEOUT = Duration.minutes(5);
const UPLOAD_MEMORY_MB = 1_769;
const DELIVERY_TRIES = 24;
const DELIVERY_AGE_MAX = Duration.hours(24);

/** Runs when an object has arrived. EventBridge tells it in the form that S3 itself would use, which is what it reads. */
export function arrivals(scope: Construct, wiring: Wiring, declaration: Declared<"object">): ProductLambda {
  const { bucket } = wiring.data;
  const lambda = new ProductLambda(scope, wiring, declaration, {
    timeout: UPLOAD_TIMEOUT,
    memoryMb: UPLOAD_MEMORY_MB,
    isAsync: true,
  });
  const rule = new Rule(lambda, "Arrived", {
    description: `An object arrived under ${declaration.prefix}.`,
    eventPattern: {
      source: ["aws.s3"],
      detailType: ["Object Created"],
      detail: { bucket: { name: [bucket.bucketName] }, object: { key: [{ prefix: declaration.prefix }] } },
    },
  });
  const record = {
    eventVersion: "2.1",
    eventSource: "aws:s3",
    awsRegion: Stack.of(scope).region,
    eventTime: EventField.time,
    eventName: "ObjectCreated:Put",
    s3: {
      s3SchemaVersion: "1.0",
      bucket: { name: EventField.fromPath("$.detail.bucket.name"), arn: bucket.bucketArn },
      object: {
        key: EventField.fromPath("$.detail.object.key"),
        size: EventField.fromPath("$.detail.object.size"),
        eTag: EventField.fromPath("$.detail.object.etag"),
        sequencer: EventField.fromPath("$.detail.object.sequencer"),
      },
    },
  };
  rule.addTarget(
    new LambdaTarget(lambda.fn, {
      event: RuleTargetInput.fromObject({ Records: [record] }),
      deadLetterQueue: failuresOf(lambda),
      retryAttempts: DELIVERY_TRIES,
      maxEventAge: DELIVERY_AGE_MAX,
    }),
  );
  return lambda;
}
