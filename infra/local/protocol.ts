import { Agent, request } from "node:http";

/**
 * DynamoDB's JSON protocol without a client. The stream's poller uses it because what travels on the wire is already what
 * a Lambda receives, numbers and binary values untouched, and a client would decode it only to be encoded again.
 */
const HEADERS = {
  "content-type": "application/x-amz-json-1.0",
  "x-amz-date": "20260101T000000Z",
  authorization:
    "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=local",
};

/** The service answered with an error of its own; `code` is its short name, e.g. `ResourceNotFoundException`. */
export class ProtocolError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

/** Connections stay open: the stream is asked all the time. */
const agent = new Agent({ keepAlive: true });

/** Sends a body, and gives status and text of the answer. */
function post(
  endpoint: string,
  headers: Record<string, string>,
  body: string,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const call = request(endpoint, { method: "POST", agent, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("error", reject);
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
    });
    call.on("error", reject);
    call.end(body);
  });
}

export async function awsJson<T>(endpoint: string, target: string, input: unknown): Promise<T> {
  const { status, text } = await post(endpoint, { ...HEADERS, "x-amz-target": target }, JSON.stringify(input));
  const output = JSON.parse(text) as { __type?: string; message?: string; Message?: string };
  if (status < 300) return output as T;
  throw new ProtocolError(output.__type?.split("#").at(-1) ?? "Unknown", output.message ?? output.Message ?? "");
}
