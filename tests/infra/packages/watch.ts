import { describe, expect, test } from "@jest/globals";
import { STAGE } from "../../../infra/cost.ts";
import { CONTEXTS, type Properties } from "./made.ts";
import { about, functionOf, ofKind, ofType, only } from "./placed.ts";

describe("the watch", () => {
  const alarms = ofType("AWS::CloudWatch::Alarm").map(({ Properties }) => ({
    metric:
      Properties.MetricName ??
      Properties.Metrics.find((one: Properties) => one.MetricStat).MetricStat.Metric.MetricName,
    actions: Properties.AlarmActions,
  }));
  const count = (metric: string) => alarms.filter((alarm) => alarm.metric === metric).length;

  test("sounds for what came of a failure, whichever Lambda it was: few alarms, and somebody hears each", () => {
    expect(["Errors", "Throttles", "5xx", "Latency"].map(count)).toEqual([0, 1, 1, 1]);
    for (const { actions } of alarms) expect(actions?.length).toBe(1);
    expect(
      ofType("AWS::SNS::Subscription").some(({ Properties }) => Properties.Endpoint === CONTEXTS.full.alarmEmail),
    ).toBe(true);
  });

  test("costs what the page says that a stage costs whoever uses it", () => {
    const watched = ofType("AWS::CloudWatch::Alarm").flatMap(({ Properties }) => Properties.Metrics ?? [Properties]);
    expect({
      alarm: watched.filter((one) => !one.Expression).length,
      dashboard: ofType("AWS::CloudWatch::Dashboard").length,
      key: ofType("AWS::KMS::Key").length,
      secret: ofType("AWS::SecretsManager::Secret").length,
    }).toEqual(STAGE);
  });

  test("looks at a queue of dead letters behind every Lambda that nobody waits for", () => {
    const dead = ofType("AWS::SQS::Queue").filter(({ Properties }) => !Properties.RedrivePolicy);
    for (const lambda of [...ofKind("schedule"), ...ofKind("object"), ...ofKind("feedback")]) {
      const [config, ...more] = about("AWS::Lambda::EventInvokeConfig", lambda);
      expect(more).toEqual([]);
      const failures = JSON.stringify(config?.Properties.DestinationConfig.OnFailure);
      const behind = dead.filter(({ stack, id }) => stack === config?.stack && failures.includes(`"${id}"`));
      expect([lambda.name, behind.length]).toEqual([lambda.name, 1]);
    }
    // Those of one stack share one: a letter says whose it is.
    expect(dead.length).toBeLessThan(20);
  });

  test("sounds for what the table and its indexes refuse", () => {
    expect([count("ReadThrottleEvents"), count("WriteThrottleEvents")]).toEqual([1, 1]);
  });

  test("shows the routes that stand out, by what the Lambdas measure of each", () => {
    const body = JSON.stringify(only("AWS::CloudWatch::Dashboard").Properties.DashboardBody);
    for (const metric of ["ms", "failed"]) {
      expect(body).toMatch(new RegExp(`Cashloop/prod,service,route\\} MetricName=\\\\*"${metric}`));
    }
    const variables = functionOf(ofKind("api")[0]!).Properties.Environment.Variables;
    expect(variables.METRICS_NAMESPACE).toBe("Cashloop/prod");
  });

  test("sounds for a late stream, a parked record, an old message, and anything in any dead-letter queue", () => {
    const dead = ofType("AWS::SQS::Queue").filter(({ Properties }) => !Properties.RedrivePolicy);
    expect(count("IteratorAge")).toBe(ofKind("stream").length);
    expect(count("ApproximateNumberOfMessagesVisible")).toBe(dead.length);
    expect(count("ApproximateAgeOfOldestMessage")).toBe(ofType("AWS::SQS::Queue").length - dead.length);
    expect(ofType("AWS::Logs::MetricFilter").map(({ Properties }) => Properties.FilterPattern)).toEqual(
      ofKind("stream").map(() => '{ $.message = "record parked" }'),
    );
  });
});
