import { config, perStack } from "../config.ts";

/**
 * What a provider's answer means for the message.
 * - `sent`: it has it
 * - `rejected`: it will never take this one
 * - `refused`: it does not take it now, and nothing left; `isBusy` when only its rate is exceeded, `until` where it says when
 *   to come again
 * - `unknown`: the answer was lost, so the message may have left
 */
export type Outcome =
  | { kind: "sent"; providerId: string }
  | { kind: "rejected"; error: string }
  | { kind: "refused"; error: string; isBusy: boolean; until?: string }
  | { kind: "unknown"; error: string };

/** A provider that does not answer within this time is given up on for now. */
const ANSWER_MS_MAX = 10_000;
const CONNECT_MS_MAX = 3_000;

/** The message itself is at fault. Other refusals are about the sender's account and pass. */
const PERMANENT = new Set([
  "MessageRejected",
  "InvalidParameterValue",
  "InvalidParameter",
  "InvalidParameterException",
  "ParameterValueInvalid",
  "ValidationError",
  "OptedOut",
  "OptedOutException",
]);
const BUSY = new Set(["Throttling", "ThrottlingException", "Throttled", "ThrottledException", "TooManyRequests"]);

type ProviderError = Error & { $metadata?: { httpStatusCode?: number }; Code?: string };

/** Reads a provider's error. A lost connection, or a fault of the server, leaves open whether the message left. */
export function outcomeOf(failure: unknown): Outcome {
  const { name, message, Code, $metadata } = failure as ProviderError;
  const code = Code ?? name;
  const error = `${code}: ${message}`.slice(0, 300);
  const status = $metadata?.httpStatusCode;
  if (BUSY.has(code) || status === 429) return { kind: "refused", error, isBusy: true };
  if (PERMANENT.has(code)) return { kind: "rejected", error };
  const isRefused = status === 503 || (status !== undefined && status >= 400 && status < 500);
  return isRefused ? { kind: "refused", error, isBusy: false } : { kind: "unknown", error };
}

const settings = {
  // A call made again by the SDK might send twice; whether to try again is decided by the outcome.
  maxAttempts: 1,
  requestHandler: { requestTimeout: ANSWER_MS_MAX, connectionTimeout: CONNECT_MS_MAX, throwOnRequestTimeout: true },
};

const mailClient = perStack(async () => {
  const { SESClient } = await import("@aws-sdk/client-ses");
  return new SESClient(settings);
});
const textClient = perStack(async () => {
  const { SNSClient } = await import("@aws-sdk/client-sns");
  return new SNSClient(settings);
});

/**
 * Hands a built mail for one address to SES, or to the stage's own server, with the address that it comes back to. Its tags come back with every event that SES reports of it.
 */
export async function sendMail(
  raw: string,
  to: string,
  tags: Readonly<Record<string, string>>,
  returnPath: (domain: string) => string,
): Promise<Outcome> {
  const { smtp } = config();
  if (smtp) return (await import("./smtp.ts")).sendBySmtp(config(), smtp, raw, to, returnPath(smtp.returnDomain));
  const { SendRawEmailCommand } = await import("@aws-sdk/client-ses");
  const command = new SendRawEmailCommand({
    Destinations: [to],
    RawMessage: { Data: Buffer.from(raw, "latin1") },
    ConfigurationSetName: config().mailConfigurationSet,
    Tags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
  });
  try {
    const out = await (await mailClient()).send(command);
    return { kind: "sent", providerId: out.MessageId ?? "" };
  } catch (error) {
    return outcomeOf(error);
  }
}

/**
 * Hands a text message to SNS, as one that matters more than its price, or to the stage's own provider: by its template for
 * ours, with the token by which it tells what became of it.
 */
export async function sendText(
  phone: string,
  text: string,
  by: { template: string; token(): string },
): Promise<Outcome> {
  const { sms } = config();
  if (sms) {
    const { sendSmsByHttp } = await import("./sms-http.ts");
    return sendSmsByHttp(sms, { phone, text, template: by.template, token: by.token() });
  }
  const { PublishCommand } = await import("@aws-sdk/client-sns");
  const command = new PublishCommand({
    PhoneNumber: phone,
    Message: text,
    MessageAttributes: { "AWS.SNS.SMS.SMSType": { DataType: "String", StringValue: "Transactional" } },
  });
  try {
    const out = await (await textClient()).send(command);
    return { kind: "sent", providerId: out.MessageId ?? "" };
  } catch (error) {
    return outcomeOf(error);
  }
}
