import { CfnOutput, Duration, Stack, type StackProps } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { EventSourceMapping } from "aws-cdk-lib/aws-lambda";
import {
  CfnConfigurationSet,
  CfnConfigurationSetEventDestination,
  CfnEmailIdentity,
  CfnReceiptRule,
  CfnReceiptRuleSet,
} from "aws-cdk-lib/aws-ses";
import type { Topic } from "aws-cdk-lib/aws-sns";
import { LambdaSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { returnPathHost } from "../../functions/senders/rules.ts";
import type { Declared } from "../local/declarations.ts";
import { deadLetters, ProductLambda, type Wiring } from "./lambda.ts";
import { scheduled } from "./schedule.ts";
import { mailDomain, mailInDomain } from "./settings.ts";
import { StreamConsumer } from "./stream.ts";
import { topicOf } from "./topic.ts";

/** SQS asks for a visibility timeout of six times the consumer's own, so that a batch is never handed out twice. */
const VISIBILITY_PER_TIMEOUT = 6;
const SEND_TIMEOUT_SECONDS_MIN = 10;
const FEEDBACK_TIMEOUT = Duration.seconds(30);
/** The queues there are; a Lambda that carries the way to one of them may send to that one. */
export const MESSAGES_QUEUE = "messages";
export const JOBS_QUEUE = "jobs";

type Waiting = { queue: Queue; failures: Queue };

/** The mail's way out: identity, configuration set, and the topic on which SES tells what became of a mail. */
class Mail {
  readonly configurationSetName: string;
  readonly configurationSetArn: string;
  readonly told: Topic;

  constructor(stack: Stack, { settings, data }: Wiring) {
    const domain = mailDomain(settings.mailFrom) ?? "";
    const set = new CfnConfigurationSet(stack, "MailSet", {
      name: `cashloop-${settings.stage}`,
      deliveryOptions: { tlsPolicy: "REQUIRE" },
      reputationOptions: { reputationMetricsEnabled: true },
      suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
    });
    if (settings.mailDomainOf === null) this.#identity(stack, domain, set);
    this.told = topicOf(stack, "MailFeedback", data.key, "mail");
    const destination = new CfnConfigurationSetEventDestination(stack, "MailEvents", {
      configurationSetName: set.ref,
      eventDestination: {
        enabled: true,
        matchingEventTypes: ["SEND", "DELIVERY", "BOUNCE", "COMPLAINT", "REJECT"],
        snsDestination: { topicArn: this.told.topicArn },
      },
    });
    destination.node.addDependency(this.told);
    // Each mail names it, whoever has the domain.
    this.configurationSetName = set.ref;
    this.configurationSetArn = stack.formatArn({
      service: "ses",
      resource: "configuration-set",
      resourceName: set.ref,
    });
  }

  /** The domain that mails come from, and what it is to publish: three keys (DKIM), and where bounces of it go and who sends (MAIL FROM). */
  #identity(stack: Stack, domain: string, set: CfnConfigurationSet): void {
    const mailFromDomain = returnPathHost(domain);
    const identity = new CfnEmailIdentity(stack, "MailIdentity", {
      emailIdentity: domain,
      configurationSetAttributes: { configurationSetName: set.ref },
      mailFromAttributes: { mailFromDomain, behaviorOnMxFailure: "USE_DEFAULT_VALUE" },
    });
    const records = {
      Dkim1: `${identity.attrDkimDnsTokenName1} CNAME ${identity.attrDkimDnsTokenValue1}`,
      Dkim2: `${identity.attrDkimDnsTokenName2} CNAME ${identity.attrDkimDnsTokenValue2}`,
      Dkim3: `${identity.attrDkimDnsTokenName3} CNAME ${identity.attrDkimDnsTokenValue3}`,
      MailFromMx: `${mailFromDomain} MX 10 feedback-smtp.${stack.region}.amazonses.com`,
      MailFromSpf: `${mailFromDomain} TXT "v=spf1 include:amazonses.com ~all"`,
    };
    for (const [name, value] of Object.entries(records)) new CfnOutput(stack, name, { value });
  }
}

/** The mail's way in: what is sent to the domain of incoming mails is laid into the bucket, whose arrivals wake a Lambda. */
function receive(stack: Stack, { settings, data }: Wiring): void {
  const { stage, mailDomainOf } = settings;
  const ruleSetName = mailDomainOf
    ? `cashloop-${mailDomainOf}`
    : new CfnReceiptRuleSet(stack, "MailsIn", { ruleSetName: `cashloop-${stage}` }).ref;
  new CfnReceiptRule(stack, "MailIn", {
    ruleSetName,
    rule: {
      enabled: true,
      recipients: [mailInDomain(settings)],
      scanEnabled: true,
      tlsPolicy: "Optional",
      actions: [{ s3Action: { bucketName: data.bucket.bucketName, objectKeyPrefix: "mails/" } }],
    },
  });
}

/** Messages out, told what became of them, and whatever happens by the clock or off the stream and is not money. */
export class MessagingStack extends Stack {
  readonly lambdas: ProductLambda[] = [];
  readonly consumers: StreamConsumer[];
  /** By the name of the queue. */
  readonly queues = new Map<string, Waiting>();
  readonly messages: NonNullable<Wiring["messages"]>;

  constructor(
    scope: Construct,
    id: string,
    base: Wiring,
    declared: {
      queues: Declared<"queue">[];
      feedbacks: Declared<"feedback">[];
      schedules: Declared<"schedule">[];
      streams: Declared<"stream">[];
    },
    props?: StackProps,
  ) {
    super(scope, id, { ...props, description: "Cashloop: messages out and what is told of them." });
    const isBySes = base.settings.smtp === null;
    const mail = isBySes ? new Mail(this, base) : undefined;
    if (isBySes) receive(this, base);
    for (const consumer of declared.queues) this.#queue(consumer.queue, consumer);
    this.messages = {
      queue: this.#queue(MESSAGES_QUEUE).queue,
      jobs: this.#queue(JOBS_QUEUE).queue,
      ...(mail && { ses: mail }),
    };
    const wiring = { ...base, messages: this.messages };
    for (const sender of declared.queues) this.#sender(wiring, sender);
    // Only SES tells by itself what became of a mail.
    if (mail) for (const feedback of declared.feedbacks) this.#feedback(wiring, feedback, mail.told);
    this.lambdas.push(...declared.schedules.map((schedule) => scheduled(this, wiring, schedule)));
    this.consumers = declared.streams.map((stream) => new StreamConsumer(this, wiring, stream));
    this.lambdas.push(...this.consumers.map(({ lambda }) => lambda));
  }

  #queue(name: string, rules?: Declared<"queue">): Waiting {
    const found = this.queues.get(name);
    if (found) return found;
    const failures = deadLetters(this, `Queue-${name}-Failures`);
    const queue = new Queue(this, `Queue-${name}`, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      ...(rules && {
        visibilityTimeout: Duration.seconds(
          Math.max(rules.visibilitySeconds, sendSeconds(rules) * VISIBILITY_PER_TIMEOUT),
        ),
        deadLetterQueue: { queue: failures, maxReceiveCount: rules.maxReceives },
      }),
      ...(!rules && { deadLetterQueue: { queue: failures, maxReceiveCount: 5 } }),
    });
    this.queues.set(name, { queue, failures });
    return { queue, failures };
  }

  #sender(wiring: Wiring, declaration: Declared<"queue">): void {
    const { queue } = this.#queue(declaration.queue);
    const actions = ["ReceiveMessage", "DeleteMessage", "GetQueueAttributes", "ChangeMessageVisibility"];
    const lambda = new ProductLambda(this, wiring, declaration, {
      timeout: Duration.seconds(sendSeconds(declaration)),
      statements: [new PolicyStatement({ actions: actions.map((a) => `sqs:${a}`), resources: [queue.queueArn] })],
    });
    const mapping = new EventSourceMapping(lambda, "Mapping", {
      target: lambda.fn,
      eventSourceArn: queue.queueArn,
      batchSize: declaration.batchSize,
      maxConcurrency: declaration.concurrency,
      reportBatchItemFailures: true,
    });
    mapping.node.addDependency(lambda.role);
    this.lambdas.push(lambda);
  }

  #feedback(wiring: Wiring, declaration: Declared<"feedback">, told: Topic): void {
    const lambda = new ProductLambda(this, wiring, declaration, { timeout: FEEDBACK_TIMEOUT, isAsync: true });
    told.addSubscription(new LambdaSubscription(lambda.fn, { deadLetterQueue: deadLetters(lambda, "Undelivered") }));
    this.lambdas.push(lambda);
  }
}

/** How long one batch may take, so that the declared visibility is six times as long. */
const sendSeconds = ({ visibilitySeconds }: Declared<"queue">): number =>
  Math.max(SEND_TIMEOUT_SECONDS_MIN, Math.floor(visibilitySeconds / VISIBILITY_PER_TIMEOUT));
