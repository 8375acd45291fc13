import { type Clock, systemClock } from "./clock.ts";
import { type RandomSource, systemRandom } from "./ids.ts";

/** What a Lambda is told by its environment. Read at the first call and never at import. */
export type Config = {
  tableName: string;
  /** The queue that messages leave through; absent where a Lambda sends none. */
  queueUrl: string;
  /** The queue that jobs go on through; absent where a Lambda starts and runs none. */
  jobsQueueUrl: string;
  bucketName: string;
  /** True where buckets have no host of their own: an endpoint that is not AWS. */
  bucketInPath: boolean;
  /** The name of the scanner that looks into uploaded files. */
  fileScanner: string;
  /** The verified sender of every mail. */
  mailFrom: string;
  /** The domain that mails to the product are sent to; empty where this stage receives none. */
  mailInDomain: string;
  /** The server that mails leave through; absent where that is SES. */
  smtp: SmtpServer | undefined;
  /** The provider that text messages leave through; absent where that is SNS. */
  sms: SmsProvider | undefined;
  /** The SES configuration set that reports bounces and complaints. */
  mailConfigurationSet: string | undefined;
  /** Where the robots of group chats are called instead of at their own addresses; absent but on the local stack. */
  chatEndpoint: string | undefined;
  /** Public address of the API, for links in mails. */
  publicUrl: string;
  /** The region that this runs in; it is part of names that others publish. */
  region: string;
  /** The role that carries the tenant wall in IAM; absent on the local stack. */
  tenantRoleArn: string | undefined;
  /** SHA-256 (hex) of the operator's key. */
  operatorKeyHash: string;
  /** By this a call says that CloudFront hands it on; absent where nothing stands before the gateway. */
  edgeKey: string | undefined;
  issuers: OidcIssuer[];
  /** The pool that people are let into by the product; absent where they sign in elsewhere only. */
  userPoolId: string | undefined;
};

/**
 * An issuer whose access tokens are accepted. `audience` is compared with `aud` or Cognito's `client_id`; without `jwksUri`
 * the issuer is asked for it. `claims` names what says tenant and user, where that is not as in Cognito, and whether the
 * latter is an id or a mail address. A browser signs in with the first, as `clientId` or else as the audience.
 */
export type OidcIssuer = {
  issuer: string;
  audience: string;
  jwksUri?: string;
  clientId?: string;
  scope?: string;
  claims?: { tenant?: string; user?: string; means?: "id" | "email" };
  /** By what its tokens tell of a second factor, where that is not `amr` with the usual words. */
  factors?: { claim: "amr" | "acr"; anyOf: string[] };
};

/**
 * A server that takes mails by SMTP: TLS from the start or after STARTTLS. Without TLS it is on the same machine. `returnDomain`
 * is where reports of what came back are sent to.
 */
export type SmtpServer = {
  host: string;
  port: number;
  tls: "implicit" | "starttls" | "none";
  user?: string;
  password?: string;
  returnDomain: string;
};

/** A provider of text messages by HTTP: its keys, the signatures approved there (the stage's own first), and its template for each of ours, or for all (`*`). */
export type SmsProvider = {
  endpoint: string;
  accessKeyId: string;
  accessKeySecret: string;
  signNames: string[];
  templates: Record<string, string>;
};

const FALLBACKS: Record<string, string> = {
  OIDC_ISSUERS: "[]",
  MAIL_FROM: "",
  MAIL_IN_DOMAIN: "",
  QUEUE_URL: "",
  JOBS_QUEUE_URL: "",
  BUCKET_NAME: "",
};

/** Where the metrics of this stage are kept apart. Lambdas without a table measure too, so it is no part of `Config`. */
export const metricsNamespace = (): string => process.env.METRICS_NAMESPACE ?? "Cashloop";

let current: Config | undefined;
let clockNow: Clock = systemClock;
let randomNow: RandomSource = systemRandom;

function required(name: string): string {
  const value = process.env[name] ?? FALLBACKS[name];
  if (value === undefined) throw new Error(`The environment variable ${name} is not set.`);
  return value;
}

export function config(): Config {
  current ??= {
    tableName: required("TABLE_NAME"),
    queueUrl: required("QUEUE_URL"),
    jobsQueueUrl: required("JOBS_QUEUE_URL"),
    bucketName: required("BUCKET_NAME"),
    bucketInPath: process.env.AWS_ENDPOINT_URL_S3 !== undefined,
    fileScanner: process.env.FILE_SCANNER ?? "builtIn",
    mailFrom: required("MAIL_FROM"),
    mailInDomain: required("MAIL_IN_DOMAIN"),
    smtp: process.env.SMTP ? (JSON.parse(process.env.SMTP) as SmtpServer) : undefined,
    sms: process.env.SMS ? (JSON.parse(process.env.SMS) as SmsProvider) : undefined,
    mailConfigurationSet: process.env.MAIL_CONFIGURATION_SET,
    chatEndpoint: process.env.CHAT_ENDPOINT,
    publicUrl: process.env.PUBLIC_URL ?? "",
    region: process.env.AWS_REGION ?? "",
    tenantRoleArn: process.env.TENANT_ROLE_ARN,
    operatorKeyHash: process.env.OPERATOR_KEY_HASH ?? "",
    edgeKey: process.env.EDGE_KEY || undefined,
    userPoolId: process.env.USER_POOL_ID || undefined,
    issuers: JSON.parse(required("OIDC_ISSUERS")) as OidcIssuer[],
  };
  return current;
}

/** A stack of this process: what is kept for one is nothing to the next. */
let stack = {};

/** Forgets what was read and kept, so that a stack started later in the same process finds nothing of this one. */
export function resetConfig(): void {
  current = undefined;
  stack = {};
}

/** What this process keeps (a client, what it remembers of tenants): made at its first use, and anew for a later stack. */
export function perStack<T>(make: () => T): () => T {
  let made: { of: object; value: T } | undefined;
  return () => {
    if (made?.of !== stack) made = { of: stack, value: make() };
    return made.value;
  };
}

/** The clock of the process: the machine's, unless a stack has set its own. */
export const clock: Clock = { now: () => clockNow.now() };
export const random: RandomSource = (size) => randomNow(size);

export function setClock(next: Clock): void {
  clockNow = next;
}

export function setRandom(next: RandomSource): void {
  randomNow = next;
}
