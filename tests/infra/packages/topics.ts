import { describe, expect, test } from "@jest/globals";
import { CONTEXTS, type Placed, type Properties, synthesized } from "./made.ts";

/** As whom each kind of resource publishes to the topic that it names. */
const SERVICES: Readonly<Record<string, string>> = {
  "AWS::CloudWatch::Alarm": "cloudwatch.amazonaws.com",
  "AWS::CloudWatch::CompositeAlarm": "cloudwatch.amazonaws.com",
  "AWS::SES::ConfigurationSetEventDestination": "ses.amazonaws.com",
  "AWS::Events::Rule": "events.amazonaws.com",
  "AWS::Budgets::Budget": "budgets.amazonaws.com",
  "AWS::CE::AnomalySubscription": "costalerts.amazonaws.com",
  "AWS::S3::Bucket": "s3.amazonaws.com",
};
/** Kinds that name a topic for something else than publishing. */
const OTHERS = ["AWS::SNS::TopicPolicy", "AWS::SNS::Subscription", "AWS::Lambda::Permission", "AWS::SQS::QueuePolicy"];
/** Of these alone AWS says which account they act for; a condition on it would silence any other. */
const TELL_THEIR_ACCOUNT = ["cloudwatch.amazonaws.com", "ses.amazonaws.com", "budgets.amazonaws.com"];

type Statement = { Effect: string; Principal?: Properties; Action: string | string[]; Condition?: Properties };

const named = (value: unknown, id: string): boolean => JSON.stringify(value).includes(`"${id}"`);
const actionsOf = ({ Action }: Statement): string[] => [Action].flat();

/** True where a statement lets a service of this account do something, whatever it publishes. */
function lets(statement: Statement, service: string, action: string): boolean {
  const { Effect, Principal, Condition } = statement;
  const isOurs = !Condition || isForThisAccount(Condition, service);
  const allowed = actionsOf(statement).some(
    (a) => a === action || (a.endsWith("*") && action.startsWith(a.slice(0, -1))),
  );
  return Effect === "Allow" && allowed && isOurs && [Principal?.Service].flat().includes(service);
}

const isForThisAccount = (condition: Properties, service: string): boolean =>
  TELL_THEIR_ACCOUNT.includes(service) &&
  JSON.stringify(condition) === JSON.stringify({ StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } });

/** True where a statement keeps a service out that comes as AWS's own services do: over TLS. */
const keepsOut = ({ Effect, Condition }: Statement): boolean =>
  Effect === "Deny" && JSON.stringify(Condition) !== JSON.stringify({ Bool: { "aws:SecureTransport": "false" } });

describe.each(Object.keys(CONTEXTS) as (keyof typeof CONTEXTS)[])(
  "the topics of the product in the context %s",
  (name) => {
    const { resources, ofType } = synthesized(name);
    const topics = ofType("AWS::SNS::Topic");
    const publishersOf = (topic: Placed): Placed[] =>
      resources.filter(
        (r) =>
          r.stack === topic.stack && !OTHERS.includes(r.Type) && r.id !== topic.id && named(r.Properties, topic.id),
      );
    const statementsOf = (topic: Placed): Statement[] =>
      ofType("AWS::SNS::TopicPolicy")
        .filter((p) => p.stack === topic.stack && named(p.Properties.Topics, topic.id))
        .flatMap((p) => p.Properties.PolicyDocument.Statement as Statement[]);
    const pairs = topics.flatMap((topic) => {
      const services = publishersOf(topic).map(
        ({ Type, id }) => SERVICES[Type] ?? `the unknown publisher ${Type} ${id}`,
      );
      return [...new Set(services)].map((service) => ({ topic, service }));
    });

    test("are told something by somebody, each of them", () => {
      // Without SES there is nothing but alarms to be told of.
      expect(topics.length).toBeGreaterThan("smtp" in CONTEXTS[name] ? 0 : 1);
      expect(new Set(pairs.map(({ topic }) => topic.id)).size).toBe(topics.length);
      expect(resources.filter(({ Type }) => Type === "AWS::CloudWatch::Alarm").length).toBeGreaterThan(10);
    });

    test.each(pairs)("$topic.id lets $service publish", ({ topic, service }) => {
      const statements = statementsOf(topic);
      expect(statements.some((s) => lets(s, service, "sns:Publish"))).toBe(true);
      expect(statements.filter(keepsOut)).toEqual([]);
    });

    test.each(pairs)("the key of $topic.id lets $service encrypt", ({ topic, service }) => {
      const key = ofType("AWS::KMS::Key").find(({ id }) =>
        JSON.stringify(topic.Properties.KmsMasterKeyId).includes(id),
      );
      const statements: Statement[] = key?.Properties.KeyPolicy.Statement ?? [];
      for (const action of ["kms:GenerateDataKey", "kms:Decrypt"]) {
        expect([action, statements.some((s) => lets(s, service, action))]).toEqual([action, true]);
      }
    });
  },
);
