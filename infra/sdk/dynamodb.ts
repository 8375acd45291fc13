import { createHmac, createSecretKey, hash, type KeyObject } from "node:crypto";
import * as http from "node:http";
import * as https from "node:https";
import type { DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";

/**
 * What a Lambda bundle carries in place of `@aws-sdk/client-dynamodb`: the same client and the seven commands that the
 * table layer sends, on the same wire (AWS JSON 1.0 over HTTPS, Signature Version 4), in a fiftieth of the size. The SDK's
 * client alone is 195 KB minified, which with zod is more than a Lambda of this product may have in all.
 *
 * It stands in at build time (`infra/bundle.ts`) and for the product's sources in the tests. `tests/infra/bundle-sdk.test.ts`
 * holds it against the SDK call by call on a real server, answers and errors alike; `tests/infra/packages/serving.ts` serves the
 * API from the finished bundles. It does not do what the table layer never asks for: binary attributes, retries (they are `shared/table/retry.ts`), credentials other than given
 * ones and the Lambda's own.
 */

/** A call that is not answered in this time fails as `TimeoutError`, which the table layer may try again. */
const REQUEST_TIMEOUT_MS = 10_000;
/** Connections kept open for one client; the SDK has as many. */
const CONNECTIONS_MAX = 50;
const TARGET = "DynamoDB_20120810";
const SERVICE = "dynamodb";

type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
type Config = Pick<DynamoDBClientConfig, "retryStrategy"> & {
  credentials?: Credentials;
  endpoint?: string;
  region?: string;
};
type Answer = { status: number; headers: http.IncomingHttpHeaders; body: string };

class Command {
  readonly input: object;
  constructor(input: object) {
    this.input = input;
  }
}

export class BatchGetItemCommand extends Command {
  static readonly operation = "BatchGetItem";
}
export class DeleteItemCommand extends Command {
  static readonly operation = "DeleteItem";
}
export class GetItemCommand extends Command {
  static readonly operation = "GetItem";
}
export class PutItemCommand extends Command {
  static readonly operation = "PutItem";
}
export class QueryCommand extends Command {
  static readonly operation = "Query";
}
export class TransactWriteItemsCommand extends Command {
  static readonly operation = "TransactWriteItems";
}
export class UpdateItemCommand extends Command {
  static readonly operation = "UpdateItem";
}

const sha256 = (text: string): string => hash("sha256", text, "hex");
const hmac = (key: string | Buffer | KeyObject, text: string): Buffer =>
  createHmac("sha256", key).update(text).digest();

/** Signing keys kept: a key serves a day, and a Lambda has as many credentials as tenants whose sessions it holds. */
const SIGNING_KEYS_MAX = 300;
const signingKeys = new Map<string, KeyObject>();

/** The key of one secret, day and region: four hashes of the five that a signature takes, and the same at every call. */
function signingKey(secret: string, day: string, region: string): KeyObject {
  const name = `${secret} ${day} ${region}`;
  const kept = signingKeys.get(name);
  if (kept) return kept;
  if (signingKeys.size >= SIGNING_KEYS_MAX) signingKeys.clear();
  const bytes = [region, SERVICE, "aws4_request"].reduce(hmac, hmac(`AWS4${secret}`, day));
  // As a key it is taken as it is; bytes would be looked into at every signature, for longer than signing takes.
  const key = createSecretKey(bytes);
  signingKeys.set(name, key);
  return key;
}

/** The headers of a signed POST to `/`: https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html */
export function signed(
  headers: Record<string, string>,
  body: string,
  credentials: Credentials,
  region: string,
  now: Date,
): Record<string, string> {
  const at = now.toISOString().replace(/[:-]|\.\d{3}/g, "");
  const day = at.slice(0, 8);
  const all: Record<string, string> = {
    ...headers,
    "x-amz-date": at,
    ...(credentials.sessionToken && { "x-amz-security-token": credentials.sessionToken }),
  };
  const names = Object.keys(all).sort();
  const list = names.join(";");
  const canonical = ["POST", "/", "", ...names.map((n) => `${n}:${all[n]}`), "", list, sha256(body)].join("\n");
  const scope = `${day}/${region}/${SERVICE}/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", at, scope, sha256(canonical)].join("\n");
  const signature = hmac(signingKey(credentials.secretAccessKey, day, region), toSign).toString("hex");
  const authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${list}, Signature=${signature}`;
  return { ...all, authorization };
}

/** The credentials of the Lambda's own role, as the service puts them into its environment. */
function ownCredentials(): Credentials {
  const { AWS_ACCESS_KEY_ID = "", AWS_SECRET_ACCESS_KEY = "", AWS_SESSION_TOKEN } = process.env;
  return { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY, sessionToken: AWS_SESSION_TOKEN };
}

function defaultEndpoint(region: string): string {
  const suffix = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  return `https://dynamodb.${region}.${suffix}`;
}

/** A refused call as the SDK throws it: its name, its fields, and the status in `$metadata`. */
function refused({ status, headers, body }: Answer): Error {
  let fields: Record<string, unknown> = {};
  try {
    fields = JSON.parse(body) as Record<string, unknown>;
  } catch {
    // A proxy's answer need not be JSON; the status says enough.
  }
  const { __type, message, Message, ...rest } = fields;
  const name = String(__type ?? `Status${status}`)
    .split("#")
    .pop()!;
  const error = new Error(String(message ?? Message ?? name));
  return Object.assign(error, rest, {
    name,
    $fault: status < 500 ? "client" : "server",
    $metadata: { httpStatusCode: status, requestId: headers["x-amzn-requestid"], attempts: 1 },
  });
}

export class DynamoDBClient {
  /** There are no middlewares here; taking one out has nothing to do. */
  readonly middlewareStack = { remove: (_name: string): boolean => false };
  readonly #credentials: Credentials | undefined;
  readonly #region: string;
  readonly #url: URL;
  readonly #agent: http.Agent;

  constructor(config: Config = {}) {
    const { AWS_REGION = "us-east-1", AWS_ENDPOINT_URL_DYNAMODB, AWS_ENDPOINT_URL } = process.env;
    this.#credentials = config.credentials;
    this.#region = config.region ?? AWS_REGION;
    this.#url = new URL(
      config.endpoint ?? AWS_ENDPOINT_URL_DYNAMODB ?? AWS_ENDPOINT_URL ?? defaultEndpoint(this.#region),
    );
    const { Agent } = this.#url.protocol === "http:" ? http : https;
    this.#agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS_MAX });
  }

  async send(command: Command): Promise<object> {
    const { operation } = command.constructor as typeof Command & { operation: string };
    const body = JSON.stringify(command.input);
    const headers = {
      "content-type": "application/x-amz-json-1.0",
      host: this.#url.host,
      "x-amz-target": `${TARGET}.${operation}`,
    };
    const credentials = this.#credentials ?? ownCredentials();
    // A signature bears the machine's time, whatever clock the product runs on.
    const answer = await this.#post(signed(headers, body, credentials, this.#region, new Date()), body);
    if (answer.status >= 300) throw refused(answer);
    const metadata = { httpStatusCode: answer.status, requestId: answer.headers["x-amzn-requestid"], attempts: 1 };
    return { $metadata: metadata, ...JSON.parse(answer.body || "{}") };
  }

  #post(headers: Record<string, string>, body: string): Promise<Answer> {
    const { request } = this.#url.protocol === "http:" ? http : https;
    const options = { method: "POST", agent: this.#agent, headers, timeout: REQUEST_TIMEOUT_MS };
    return new Promise((resolve, reject) => {
      const call = request(this.#url, options, (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("error", reject);
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(parts).toString(),
          }),
        );
      });
      call.on("timeout", () =>
        call.destroy(Object.assign(new Error("The database did not answer in time."), { name: "TimeoutError" })),
      );
      call.on("error", reject);
      call.end(body);
    });
  }

  destroy(): void {
    this.#agent.destroy();
  }
}
