import { CrossStackReferences, Duration, ReferenceStrength, Stack, type StackProps } from "aws-cdk-lib";
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  MathExpression,
  Metric,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { FilterPattern, MetricFilter } from "aws-cdk-lib/aws-logs";
import type { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct, IConstruct } from "constructs";
import { INDEXES } from "../../shared/table/physical.ts";
import type { DataStack } from "./data.ts";
import type { GatewayStack } from "./gateway.ts";
import type { ProductLambda } from "./lambda.ts";
import { namespaceOf, type Settings } from "./settings.ts";
import type { StreamConsumer } from "./stream.ts";
import { topicOf } from "./topic.ts";

const PERIOD = Duration.minutes(5);
/** Money is applied within seconds; a stream that is read so late has a consumer that stands still. */
const STREAM_AGE_MS_MAX = 120_000;
const QUEUE_AGE_SECONDS_MAX = 900;
const API_LATENCY_P99_MS_MAX = 2_000;
/** A partition that splits refuses a few; so many in five minutes, twice, are a hot one. */
const THROTTLES_MAX = 100;
const API_5XX_MAX = 5;
/** So many routes are shown of those that stand out; see `shared/http/told.ts` for what is measured of them. */
const ROUTES_SHOWN = 10;
/** What the dispatcher of the stream logs when it sets a record aside; see `shared/events/dispatch.ts`. */
const PARKED_MESSAGE = "record parked";

/** SES puts a sender under review at 5 and 0.1 percent, and stops it at 10 and 0.5. */
const BOUNCES_MAX = 0.04;
const COMPLAINTS_MAX = 0.0008;
const RUNBOOKS = "docs/runbooks.md";

/** What an alarm means, and the chapter of the runbooks that says what to do. */
type Told = [means: string, runbook: string];

export type Watched = {
  data: DataStack;
  gateway: GatewayStack;
  lambdas: ProductLambda[];
  consumers: StreamConsumer[];
  /** The queues that work waits in, by name. */
  queues: ReadonlyMap<string, { queue: Queue }>;
  /** The stacks in which every dead-letter queue is looked for. */
  stacks: Stack[];
};

/** Every queue that holds what failed for good: those that have no dead-letter queue behind themselves. */
const deadLetterQueues = (stacks: Stack[]): Queue[] =>
  stacks
    .flatMap((stack) => stack.node.findAll())
    .filter((node: IConstruct): node is Queue => node instanceof Queue && node.deadLetterQueue === undefined);

/**
 * One page that shows whether the product is well, and alarms for when it is not. An alarm is on what came of it and not on
 * each Lambda: whatever fails ends as a 5xx of the gateway, as a stream or queue that is late, or among dead letters.
 */
export class WatchStack extends Stack {
  readonly topic: Topic;
  readonly #settings: Settings;
  readonly #dashboard: Dashboard;

  constructor(scope: Construct, id: string, settings: Settings, watched: Watched, props?: StackProps) {
    super(scope, id, { ...props, description: "Cashloop: dashboard and alarms." });
    // It looks at every function and queue there is: none of them is held in its stack by being looked at.
    CrossStackReferences.of(this).consume(ReferenceStrength.WEAK);
    this.#settings = settings;
    this.topic = topicOf(this, "Alarms", watched.data.key, "alarms");
    if (settings.alarmEmail) this.topic.addSubscription(new EmailSubscription(settings.alarmEmail));
    this.#dashboard = new Dashboard(this, "Dashboard", { dashboardName: `cashloop-${settings.stage}` });
    this.#api(watched.gateway);
    this.#lambdas(watched.lambdas);
    this.#streams(watched.consumers);
    this.#queues(watched);
    this.#table(watched.data);
    if (settings.smtp === null) this.#mails();
  }

  /** What those who get our mails make of them: too much of it, and SES lets nobody of the account send. */
  #mails(): void {
    const metric = (metricName: string): Metric =>
      new Metric({ namespace: "AWS/SES", metricName, statistic: "Maximum", period: PERIOD });
    const [bounces, complaints] = [metric("Reputation.BounceRate"), metric("Reputation.ComplaintRate")];
    const runbook = "a-mail-reputation-incident";
    this.#alarm("Bounces", bounces, BOUNCES_MAX, ["Too many mails come back.", runbook]);
    this.#alarm("Complaints", complaints, COMPLAINTS_MAX, ["Too many who get mails complain.", runbook]);
    this.#graph("Share of mails that come back, and that are complained of", [bounces], [complaints]);
  }

  /** What the database did not take at once, on the table and each of its indexes. */
  #table({ table }: DataStack): void {
    const places = [undefined, ...Object.keys(INDEXES)];
    const throttled = (metricName: string): MathExpression => {
      const metrics = places.map((index, n) => {
        const dimensionsMap = { TableName: table.ref, ...(index && { GlobalSecondaryIndexName: index }) };
        const metric = new Metric({
          namespace: "AWS/DynamoDB",
          metricName,
          statistic: "Sum",
          period: PERIOD,
          dimensionsMap,
        });
        return [`${metricName.charAt(0).toLowerCase()}${n}`, metric] as const;
      });
      const expression = `SUM([${metrics.map(([name]) => `FILL(${name}, 0)`).join(", ")}])`;
      return new MathExpression({
        expression,
        usingMetrics: Object.fromEntries(metrics),
        period: PERIOD,
        label: metricName,
      });
    };
    const both = ["ReadThrottleEvents", "WriteThrottleEvents"].map(throttled);
    for (const metric of both) {
      const means = "The table or an index refuses more than it takes: see which tenant and index are hot.";
      this.#alarm(`Table${metric.label}`, metric, THROTTLES_MAX, [means, "a-hot-tenant"], 2);
    }
    this.#graph("Refused by the table", both);
  }

  /** An alarm that sounds when the metric is over `above` in one period; nothing measured is nothing wrong. */
  #alarm(id: string, metric: IMetric, above: number, [means, runbook]: Told, periods = 1): void {
    const alarm = new Alarm(this, id, {
      metric,
      threshold: above,
      evaluationPeriods: periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: `${means} What to do: ${RUNBOOKS}#${runbook}`,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
  }

  #graph(title: string, left: IMetric[], right: IMetric[] = []): void {
    this.#dashboard.addWidgets(new GraphWidget({ title, left, right, width: 12 }));
  }

  #api(gateway: GatewayStack): void {
    const metric = (metricName: string, statistic: string): Metric =>
      new Metric({
        namespace: "AWS/ApiGateway",
        metricName,
        statistic,
        period: PERIOD,
        dimensionsMap: { ApiId: gateway.api.ref, Stage: "$default" },
      });
    const [calls, refused, failed, p99] = [
      metric("Count", "Sum"),
      metric("4xx", "Sum"),
      metric("5xx", "Sum"),
      metric("Latency", "p99"),
    ];
    this.#graph("Calls", [calls, refused, failed]);
    this.#graph("Latency in ms", [metric("Latency", "p50"), p99]);
    this.#routes("Routes that take over a second, p99 in ms", "ms", "p99");
    this.#routes("Routes that fail", "failed", "Sum");
    const failing = "Calls end as 5xx: the log of the route's Lambda has the error.";
    this.#alarm("Api5xx", failed, API_5XX_MAX, [failing, "a-bad-release"]);
    this.#alarm("ApiP99", p99, API_LATENCY_P99_MS_MAX, ["One call in a hundred is slow.", "a-hot-tenant"], 3);
  }

  /** The routes that stand out by what their Lambdas measure. */
  #routes(title: string, metricName: string, statistic: string): void {
    const search = `SEARCH('{${namespaceOf(this.#settings)},service,route} MetricName="${metricName}"', '${statistic}', ${PERIOD.toSeconds()})`;
    const expression = `SORT(${search}, MAX, DESC, ${ROUTES_SHOWN})`;
    this.#graph(title, [new MathExpression({ expression, usingMetrics: {}, period: PERIOD, label: "" })]);
  }

  #lambdas(lambdas: ProductLambda[]): void {
    const each = (of: (lambda: ProductLambda) => Metric) => lambdas.map(of);
    this.#graph(
      "Errors",
      each(({ name, fn }) => fn.metricErrors({ label: name, period: PERIOD })),
    );
    this.#graph(
      "Duration p99 in ms",
      each(({ name, fn }) => fn.metricDuration({ label: name, statistic: "p99", period: PERIOD })),
    );
    const metricName = "Throttles";
    const throttled = new Metric({ namespace: "AWS/Lambda", metricName, statistic: "Sum", period: PERIOD });
    const waits = "A Lambda ran into the account's limit of concurrent runs, which all of them share.";
    this.#alarm(metricName, throttled, 0, [waits, "a-hot-tenant"]);
  }

  #streams(consumers: StreamConsumer[]): void {
    const ages: Metric[] = [];
    const parked: Metric[] = [];
    for (const { lambda } of consumers) {
      const age = lambda.fn.metric("IteratorAge", { statistic: "Maximum", period: PERIOD, label: lambda.name });
      const filter = new MetricFilter(this, `${lambda.name}-parked`, {
        logGroup: lambda.log,
        filterPattern: FilterPattern.stringValue("$.message", "=", PARKED_MESSAGE),
        metricNamespace: namespaceOf(this.#settings),
        metricName: `Parked-${lambda.name}`,
        metricValue: "1",
      });
      const count = filter.metric({ statistic: "Sum", period: PERIOD, label: lambda.name });
      const late = `${lambda.name} reads the stream too late.`;
      const aside = `${lambda.name} set a record aside: an operator decides on it.`;
      this.#alarm(`${lambda.name}-age`, age, STREAM_AGE_MS_MAX, [late, "a-late-stream"], 2);
      this.#alarm(`${lambda.name}-parked-records`, count, 0, [aside, "parked-records"]);
      ages.push(age);
      parked.push(count);
    }
    if (consumers.length > 0) this.#graph("Stream age in ms; parked records", ages, parked);
  }

  #queues({ queues, stacks }: Watched): void {
    const ages = [...queues].map(([name, { queue }]) => {
      const age = queue.metricApproximateAgeOfOldestMessage({ statistic: "Maximum", period: PERIOD, label: name });
      const runbook = name === "jobs" ? "a-stuck-job" : "a-provider-that-is-down";
      const stands = `Nothing leaves the queue ${name}.`;
      this.#alarm(`${name}-queue-age`, age, QUEUE_AGE_SECONDS_MAX, [stands, runbook], 2);
      return age;
    });
    const dead = deadLetterQueues(stacks).map((queue) => {
      const label = queue.node.path;
      const count = queue.metricApproximateNumberOfMessagesVisible({ statistic: "Maximum", period: PERIOD, label });
      this.#alarm(`dead-${queue.node.path.replaceAll("/", "-")}`, count, 0, [
        `${label} holds what failed for good.`,
        "dead-letters",
      ]);
      return count;
    });
    this.#graph("Oldest message in s; dead letters", ages, dead);
  }
}
