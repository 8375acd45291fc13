/** Where the local stack pretends to be. Its credentials open nothing. */
export const REGION = "us-east-1";
const ACCOUNT_ID = "000000000000";

/** The name under which AWS would know a resource of the local account. */
export function accountArn(service: string, resource: string): string {
  return `arn:aws:${service}:${REGION}:${ACCOUNT_ID}:${resource}`;
}

export type Endpoints = { database: string; wires: string; baseUrl: string };

/** The name of the one table, the queues that messages leave through and jobs go on through, and the bucket. */
export const TABLE_NAME = "cashloop";
export const MESSAGE_QUEUE = "messages";
export const JOBS_QUEUE = "jobs";
export const BUCKET_NAME = "cashloop-files";
/** The domain that the product's own mails come from. */
export const MAIL_DOMAIN = "cashloop.example";
export const AUDIENCE = "cashloop";
/** The pool of those who may sign in. */
export const POOL_ID = "us-east-1_local";

/** Everything that the handlers and the SDK read from the environment, pointing at this machine. */
export function environment(at: Endpoints): Record<string, string> {
  const issuer = `${at.baseUrl}/_local/issuer`;
  return {
    TABLE_NAME,
    BUCKET_NAME,
    QUEUE_URL: `${at.wires}/sqs/${ACCOUNT_ID}/${MESSAGE_QUEUE}`,
    JOBS_QUEUE_URL: `${at.wires}/sqs/${ACCOUNT_ID}/${JOBS_QUEUE}`,
    MAIL_FROM: `Cashloop <no-reply@${MAIL_DOMAIN}>`,
    MAIL_IN_DOMAIN: `in.${MAIL_DOMAIN}`,
    MAIL_CONFIGURATION_SET: "cashloop-local",
    PUBLIC_URL: at.baseUrl,
    OIDC_ISSUERS: JSON.stringify([{ issuer, audience: AUDIENCE, jwksUri: `${issuer}/jwks.json` }]),
    AWS_ENDPOINT_URL_DYNAMODB: at.database,
    AWS_ENDPOINT_URL_SQS: `${at.wires}/sqs`,
    AWS_ENDPOINT_URL_S3: `${at.wires}/s3`,
    AWS_ENDPOINT_URL_SES: `${at.wires}/ses`,
    AWS_ENDPOINT_URL_SESV2: `${at.wires}/sesv2`,
    AWS_ENDPOINT_URL_SNS: `${at.wires}/sns`,
    CHAT_ENDPOINT: `${at.wires}/chat`,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: `${at.wires}/cognito`,
    AWS_ENDPOINT_URL_LAMBDA: `${at.wires}/lambda`,
    AWS_ENDPOINT_URL_DYNAMODB_STREAMS: at.database,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
  };
}
