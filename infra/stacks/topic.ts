import { Stack } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Topic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";

/** The services of AWS that publish to topics; the key of the topics lets each of them encrypt what it tells. */
export const PUBLISHERS = { mail: "ses.amazonaws.com", alarms: "cloudwatch.amazonaws.com" } as const;

/**
 * An encrypted topic on which a service of AWS tells something. With a policy of its own, which asks for TLS, a topic lets
 * nobody publish by default any more: the service is allowed by name, for what this account does.
 */
export function topicOf(scope: Construct, id: string, key: IKey, publisher: keyof typeof PUBLISHERS): Topic {
  const topic = new Topic(scope, id, { masterKey: key, enforceSSL: true });
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal(PUBLISHERS[publisher])],
      actions: ["sns:Publish"],
      resources: [topic.topicArn],
      conditions: { StringEquals: { "aws:SourceAccount": Stack.of(scope).account } },
    }),
  );
  return topic;
}
