import { Duration } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { EventSourceMapping, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { Declared } from "../local/declarations.ts";
import { deadLetters, ProductLambda, type Wiring } from "./lambda.ts";
import { keyThroughTable } from "./wall.ts";

const BATCH_TIMEOUT = Duration.minutes(2);
const MEMORY_MB = 1_769;
/** The stream keeps a record for 24 hours: what is given up can still be read there. */
const RECORD_AGE_MAX = Duration.hours(20);

/**
 * A consumer of the table's stream with a mapping of its own: batches side by side (in order within a partition key), a
 * failed batch halved until the failing record stands alone, and that one given up to a queue after `maxAttempts` tries or at an age of 20 hours.
 * It reads the stream, which tells of every tenant, as itself; what it reads and writes of a tenant's rows goes through
 * that tenant's session like any other call.
 */
export class StreamConsumer extends Construct {
  readonly lambda: ProductLambda;
  readonly failures: Queue;

  constructor(scope: Construct, wiring: Wiring, declaration: Declared<"stream">) {
    super(scope, `Stream-${declaration.name}`);
    const { table, key } = wiring.data;
    const actions = ["DescribeStream", "GetRecords", "GetShardIterator"].map((action) => `dynamodb:${action}`);
    this.failures = deadLetters(this, "Failures");
    this.lambda = new ProductLambda(this, wiring, declaration, {
      timeout: BATCH_TIMEOUT,
      memoryMb: MEMORY_MB,
      statements: [
        new PolicyStatement({ actions, resources: [table.attrStreamArn] }),
        keyThroughTable(this, key),
        new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [this.failures.queueArn] }),
      ],
    });
    const mapping = new EventSourceMapping(this, "Mapping", {
      target: this.lambda.fn,
      eventSourceArn: table.attrStreamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: declaration.batchSize,
      parallelizationFactor: declaration.parallelization,
      bisectBatchOnError: true,
      retryAttempts: declaration.maxAttempts - 1,
      maxRecordAge: RECORD_AGE_MAX,
      reportBatchItemFailures: true,
      onFailure: new SqsDlq(this.failures),
    });
    mapping.node.addDependency(this.lambda.role);
  }
}
