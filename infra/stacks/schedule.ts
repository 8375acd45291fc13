import { Duration } from "aws-cdk-lib";
import { CfnSchedule } from "aws-cdk-lib/aws-scheduler";
import type { Construct } from "constructs";
import type { Declared } from "../local/declarations.ts";
import { failuresOf, invoker, ProductLambda, type Wiring } from "./lambda.ts";

const SCHEDULE_TIMEOUT = Duration.minutes(5);
const SCHEDULE_MEMORY_MB = 1_769;
/** A minute whose run could not be begun is made up for within this time. */
const SCHEDULE_AGE_MAX = Duration.hours(1);
const SCHEDULE_TRIES_AGAIN = 10;
const SPREAD_PART = 5;
const SPREAD_MINUTES_MAX = 5;
const MINUTES_OF_AN_HOUR = 60;

/** On the minute where the rate divides the hour, as the local stack's clock has it; else from the deployment on. */
const everyMinutes = (rate: number): string =>
  MINUTES_OF_AN_HOUR % rate === 0 ? `cron(0/${rate} * * * ? *)` : `rate(${rate} minutes)`;

/** Within its first minutes, a fifth of the rate at most, so that what is due at the same minute does not begin in the same second. */
const windowOf = (rate: number): CfnSchedule.FlexibleTimeWindowProperty => {
  const maximumWindowInMinutes = Math.min(SPREAD_MINUTES_MAX, Math.floor(rate / SPREAD_PART));
  return maximumWindowInMinutes > 0 ? { mode: "FLEXIBLE", maximumWindowInMinutes } : { mode: "OFF" };
};

/** A Lambda that runs by the clock; what could not be begun is kept. */
export function scheduled(scope: Construct, wiring: Wiring, declaration: Declared<"schedule">): ProductLambda {
  const lambda = new ProductLambda(scope, wiring, declaration, {
    timeout: SCHEDULE_TIMEOUT,
    memoryMb: SCHEDULE_MEMORY_MB,
    isAsync: true,
  });
  const undelivered = failuresOf(lambda);
  const role = invoker(lambda, "Scheduler", "scheduler.amazonaws.com", lambda.fn);
  undelivered.grantSendMessages(role);
  new CfnSchedule(lambda, "Schedule", {
    scheduleExpression: everyMinutes(declaration.rateMinutes),
    flexibleTimeWindow: windowOf(declaration.rateMinutes),
    target: {
      arn: lambda.fn.functionArn,
      roleArn: role.roleArn,
      input: JSON.stringify({ time: "<aws.scheduler.scheduled-time>" }),
      deadLetterConfig: { arn: undelivered.queueArn },
      retryPolicy: {
        maximumEventAgeInSeconds: SCHEDULE_AGE_MAX.toSeconds(),
        maximumRetryAttempts: SCHEDULE_TRIES_AGAIN,
      },
    },
  });
  return lambda;
}
