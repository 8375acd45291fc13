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

export async function awsJson<T>(endpoint: string, target: string, input: unknown): Promise<T> {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: { ...HEADERS, "x-amz-target": target },
    body: JSON.stringify(input),
  });
  const output = (await response.json()) as { __type?: string; message?: string; Message?: string };
  if (response.ok) return output as T;
  throw new ProtocolError(output.__type?.split("#").at(-1) ?? "Unknown", output.message ?? output.Message ?? "");
}
