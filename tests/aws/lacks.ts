/** A resource as it stands in a template. */
type Resource = { Type: string; Properties?: Record<string, unknown> };
export type TemplateBody = { Resources: Record<string, Resource>; Outputs?: Record<string, { Value: unknown }> };

/** What the emulator cannot do, and how the run goes around it without touching the product: a resource put otherwise, or outputs left out. */
export type Lack = { what: string; around: string } & (
  | { adapt(resource: Resource): Resource | undefined }
  | { omits(output: string): boolean }
);

type MetricStat = {
  Period: number;
  Stat: string;
  Metric: { Namespace: string; MetricName: string; Dimensions?: unknown };
};

type Alarmed = { MetricStat?: MetricStat; Expression?: string };
const metricsOf = ({ Type, Properties }: Resource): Alarmed[] =>
  Type === "AWS::CloudWatch::Alarm" ? ((Properties?.Metrics ?? []) as Alarmed[]) : [];

/** An alarm on one metric, in the form that names it. */
function onMetric(resource: Resource, { Metric, Stat, Period }: MetricStat): Resource {
  const { Metrics: _, ...rest } = resource.Properties ?? {};
  return { ...resource, Properties: { ...rest, ...Metric, Period, Statistic: Stat } };
}

type Statement = {
  Action?: string | string[];
  Resource?: unknown;
};
type Policy = { PolicyName: string; PolicyDocument: { Statement: Statement[] } };

const MAIL = "ses:SendRawEmail";
const SEND = "sqs:SendMessage";

/** Who may send one message may send several at once. */
function withBatches(statement: Statement): Statement {
  const actions = [statement.Action ?? []].flat();
  return actions.includes(SEND) ? { ...statement, Action: [...actions, `${SEND}Batch`] } : statement;
}

/** Who may send mails as one identity may send them as any. */
const withoutIdentity = (statement: Statement): Statement =>
  [statement.Action].flat().includes(MAIL) ? { ...statement, Resource: "*" } : statement;

/** A role whose policies name something, with their statements put otherwise; nothing for any other resource. */
function roleNaming(
  something: string,
  put: (statement: Statement) => Statement,
): (resource: Resource) => Resource | undefined {
  return (resource) => {
    const { Policies = [] } = (resource.Properties ?? {}) as { Policies?: Policy[] };
    if (resource.Type !== "AWS::IAM::Role" || !JSON.stringify(Policies).includes(something)) return undefined;
    const changed = Policies.map(({ PolicyDocument, ...policy }) => ({
      ...policy,
      PolicyDocument: { ...PolicyDocument, Statement: PolicyDocument.Statement.map(put) },
    }));
    return { ...resource, Properties: { ...resource.Properties, Policies: changed } };
  };
}

type Environment = { Variables?: Record<string, unknown> };

/** A Lambda that asks issuers of tokens speaks to one on this machine, as the product does that runs on one machine itself. */
function besideIssuer({ Type, Properties = {}, ...rest }: Resource): Resource | undefined {
  const { Variables = {} } = (Properties.Environment ?? {}) as Environment;
  if (Type !== "AWS::Lambda::Function" || !("OIDC_ISSUERS" in Variables)) return undefined;
  const Environment = { Variables: { ...Variables, PUBLIC_URL: "http://localhost" } };
  return { Type, ...rest, Properties: { ...Properties, Environment } };
}

/** How much longer a Lambda may take where all of them share the processors of one machine, within what the gateway waits. */
const SLOWER = 3;
const CALL_SECONDS_MAX = 29;

/** A Lambda with a short timeout has a longer one. */
function patient({ Type, Properties = {}, ...rest }: Resource): Resource | undefined {
  const timeout = Number(Properties.Timeout);
  if (Type !== "AWS::Lambda::Function" || !(timeout < CALL_SECONDS_MAX)) return undefined;
  const Timeout = Math.min(CALL_SECONDS_MAX, SLOWER * timeout);
  return { Type, ...rest, Properties: { ...Properties, Timeout } };
}

/** What CloudFormation makes and nobody looks at. */
const PLACEHOLDER: Resource = { Type: "AWS::CloudFormation::WaitConditionHandle" };

export const LACKS: readonly Lack[] = [
  {
    what: "CloudFormation knows no AWS::SES::ReceiptRule and no AWS::SES::ReceiptRuleSet",
    around: "no mail comes in, and something that does nothing stands in their place",
    adapt: ({ Type }) => (Type.startsWith("AWS::SES::ReceiptRule") ? PLACEHOLDER : undefined),
  },
  {
    what: "CloudFormation knows no Metrics of AWS::CloudWatch::Alarm, which is how a metric with a label is written",
    around: "such an alarm on one metric is deployed in the equal form without the label",
    adapt: (resource) => {
      const [metric, ...further] = metricsOf(resource);
      return metric?.MetricStat && further.length === 0 ? onMetric(resource, metric.MetricStat) : undefined;
    },
  },
  {
    what: "CloudFormation knows no alarm on a sum of metrics",
    around: "such an alarm is deployed on the first of them",
    adapt: (resource) => {
      const metrics = metricsOf(resource);
      const first = metrics.find(({ MetricStat }) => MetricStat)?.MetricStat;
      return first && metrics.length > 1 ? onMetric(resource, first) : undefined;
    },
  },
  {
    what: "IAM asks for sqs:SendMessageBatch, which is no action of AWS",
    around: "whoever may send a message is given it",
    adapt: roleNaming(SEND, withBatches),
  },
  {
    what: "IAM does not see which identity a mail is sent as",
    around: "the sender may send as any",
    adapt: roleNaming(MAIL, withoutIdentity),
  },
  {
    what: "issuer of tokens is on this machine, where a product with an address of its own calls nobody",
    around: "the Lambdas that ask it are told of an address of the product that begins with http",
    adapt: besideIssuer,
  },
  {
    what: "Lambdas are processes of one machine, which start all at once where calls come side by side",
    around: "those that must be quick may take three times as long",
    adapt: patient,
  },
  {
    what: "SES tells no names of a domain's keys",
    around: "the outputs with them are left out",
    omits: (output) => output.includes("DkimDNSToken"),
  },
];

/** A template with what the emulator lacks put otherwise, and the lacks that it met. */
export function adapted(template: TemplateBody): { template: TemplateBody; lacks: Lack[] } {
  const met = new Set<Lack>();
  const put = (resource: Resource): Resource =>
    LACKS.reduce((now, lack) => {
      const other = "adapt" in lack ? lack.adapt(now) : undefined;
      if (other) met.add(lack);
      return other ?? now;
    }, resource);
  const resources = Object.entries(template.Resources).map(([id, resource]) => [id, put(resource)] as const);
  const kept = Object.entries(template.Outputs ?? {}).filter(([, output]) => {
    const lack = LACKS.find((one) => "omits" in one && one.omits(JSON.stringify(output)));
    if (lack) met.add(lack);
    return !lack;
  });
  const Outputs = Object.fromEntries(kept);
  return { template: { ...template, Resources: Object.fromEntries(resources), Outputs }, lacks: [...met] };
}
