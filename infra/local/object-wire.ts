import type { IncomingMessage } from "node:http";
import type { Clock } from "../../shared/clock.ts";
import { type Reply, readBody } from "./http.ts";
import type { Multipart } from "./multipart.ts";
import type { Objects, StoredObject } from "./objects.ts";

const OBJECT_BYTES_MAX = 100 * 1024 * 1024;
const KEPT_HEADER = /^(content-(type|disposition|language|encoding)|cache-control|x-amz-meta-.+)$/;

function failure(status: number, code: string, message: string): Reply {
  const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, headers: { "content-type": "application/xml" }, body };
}

/** `20261122T080000Z` as an instant. */
function basicInstant(text: string): number {
  return Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
}

/**
 * Why a request carries no valid permission. Signatures are not computed, only their presence is checked; a presigned URL
 * must be in its time by the stack's clock or, since the SDK signs by the machine's clock, by that one.
 */
function refusal(url: URL, request: IncomingMessage, clock: Clock): Reply | undefined {
  if (request.headers.authorization) return undefined;
  const query = (name: string): string => url.searchParams.get(name) ?? "";
  if (!query("X-Amz-Signature") || !query("X-Amz-Credential")) return failure(403, "AccessDenied", "Access Denied");
  const signedAt = basicInstant(query("X-Amz-Date"));
  const endsAt = signedAt + Number(query("X-Amz-Expires")) * 1_000;
  const inTime = [Date.now(), clock.now().getTime()].some((now) => now < endsAt);
  return inTime ? undefined : failure(403, "AccessDenied", "Request has expired");
}

/** Whose files of facts a key is one of. */
const FACTS_OF = /^facts\/tenant=([^/]+)\//;

/**
 * Why a request may not reach a key, as the roles of the product say it: files of facts are reached with the session of their
 * tenant alone, whose name stands here in the place of its key. Taking away is also the Lambda's that clears what is left.
 */
function walled(key: string, { method, headers }: IncomingMessage): Reply | undefined {
  const tenant = FACTS_OF.exec(key)?.[1];
  const who = /Credential=([^/]+)\//.exec(headers.authorization ?? "")?.[1];
  const isOther = who?.startsWith("ten_") === true && who !== tenant;
  const lacksSession = tenant !== undefined && who !== tenant && method !== "DELETE";
  return isOther || lacksSession ? failure(403, "AccessDenied", "Access Denied") : undefined;
}

/** Unwraps `aws-chunked`: `<hex size>;…\r\n<bytes>\r\n` until a chunk of size 0, with trailers behind it. */
export function unchunk(body: Buffer): Buffer {
  const chunks: Buffer[] = [];
  for (let at = 0; at < body.length; ) {
    const lineEnd = body.indexOf("\r\n", at);
    const size = Number.parseInt(body.toString("latin1", at, lineEnd), 16);
    if (lineEnd < 0 || !(size > 0)) break;
    chunks.push(body.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
  return Buffer.concat(chunks);
}

/** The body as it was before it was cut into chunks for its signature. */
async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const raw = await readBody(request, OBJECT_BYTES_MAX);
  return String(request.headers["x-amz-content-sha256"] ?? "").startsWith("STREAMING-") ? unchunk(raw) : raw;
}

/** The headers that an object keeps. */
function keptHeaders(request: IncomingMessage): Record<string, string> {
  const encodings = String(request.headers["content-encoding"] ?? "")
    .split(/\s*,\s*/)
    .filter(Boolean);
  const headers = Object.entries(request.headers).flatMap(([name, value]) => {
    if (!KEPT_HEADER.test(name)) return [];
    const kept = name === "content-encoding" ? encodings.filter((e) => e !== "aws-chunked").join(",") : String(value);
    return kept ? [[name, kept]] : [];
  });
  return Object.fromEntries(headers);
}

const xml = (body: string): Reply => ({
  status: 200,
  headers: { "content-type": "application/xml" },
  body: `<?xml version="1.0" encoding="UTF-8"?>${body}`,
});

async function put(
  { objects, multipart }: ObjectParts,
  bucket: string,
  key: string,
  request: IncomingMessage,
  url: URL,
) {
  const body = await bodyOf(request);
  const upload = url.searchParams.get("uploadId");
  const etag = upload
    ? multipart.add(upload, Number(url.searchParams.get("partNumber")), body)
    : objects.put(bucket, key, body, keptHeaders(request));
  if (!etag) return failure(404, "NoSuchUpload", "The specified upload does not exist.");
  return { status: 200, headers: { etag } };
}

/** Begins an upload in parts, or joins its parts. */
async function post({ multipart }: ObjectParts, bucket: string, key: string, request: IncomingMessage, url: URL) {
  const upload = url.searchParams.get("uploadId");
  if (!upload) {
    const id = multipart.begin(bucket, key, keptHeaders(request));
    const named = `<Bucket>${bucket}</Bucket><Key>${key}</Key><UploadId>${id}</UploadId>`;
    return xml(`<InitiateMultipartUploadResult>${named}</InitiateMultipartUploadResult>`);
  }
  await readBody(request, OBJECT_BYTES_MAX);
  const etag = multipart.complete(upload);
  if (!etag) return failure(404, "NoSuchUpload", "The specified upload does not exist.");
  return xml(`<CompleteMultipartUploadResult><ETag>${etag}</ETag></CompleteMultipartUploadResult>`);
}

function rangeOf(header: string | undefined, size: number): { first: number; last: number } | undefined {
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (from === "" && to === "") return undefined;
  if (from === "") return { first: Math.max(0, size - Number(to)), last: size - 1 };
  return { first: Number(from), last: to === "" ? size - 1 : Math.min(size - 1, Number(to)) };
}

function read(objects: Objects, object: StoredObject, request: IncomingMessage, url: URL): Reply {
  const headers: Record<string, string> = {
    "content-type": "binary/octet-stream",
    ...object.headers,
    etag: object.etag,
    "last-modified": object.storedAt.toUTCString(),
    "accept-ranges": "bytes",
  };
  for (const name of ["content-type", "content-disposition"]) {
    const override = url.searchParams.get(`response-${name}`);
    if (override) headers[name] = override;
  }
  const content = objects.content(object);
  const range = rangeOf(request.headers.range, object.size);
  if (!range) return { status: 200, headers, body: content };
  if (range.first > range.last) return failure(416, "InvalidRange", "The requested range is not satisfiable");
  headers["content-range"] = `bytes ${range.first}-${range.last}/${object.size}`;
  return { status: 206, headers, body: content.subarray(range.first, range.last + 1) };
}

const escaped = (text: string): string => text.replace(/[<>&"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** ListObjectsV2: the keys below a prefix in their order, a page at a time. */
function listing(objects: Objects, bucket: string, url: URL): Reply {
  const query = (name: string): string => url.searchParams.get(name) ?? "";
  const max = Number(query("max-keys") || 1_000);
  const found = objects.keys(bucket, query("prefix"), query("start-after"), max + 1);
  const contents = found
    .slice(0, max)
    .map(({ key, size }) => `<Contents><Key>${escaped(key)}</Key><Size>${size}</Size></Contents>`);
  const head = `<Name>${escaped(bucket)}</Name><IsTruncated>${found.length > max}</IsTruncated>`;
  return xml(`<ListBucketResult>${head}${contents.join("")}</ListBucketResult>`);
}

export type ObjectParts = { objects: Objects; multipart: Multipart; clock: Clock };

async function served(request: IncomingMessage, parts: ObjectParts): Promise<Reply> {
  const { objects, clock } = parts;
  const url = new URL(request.url ?? "/", "http://local");
  const [bucket = "", ...rest] = url.pathname.replace(/^\/s3\//, "").split("/");
  const key = decodeURIComponent(rest.join("/"));
  const refused = refusal(url, request, clock) ?? walled(key, request);
  if (refused) return refused;
  if (bucket && !key && request.method === "GET" && url.searchParams.get("list-type") === "2") {
    return listing(objects, bucket, url);
  }
  if (!bucket || !key) return failure(501, "NotImplemented", "The local stack serves single objects only.");
  switch (request.method) {
    case "PUT":
      return put(parts, bucket, key, request, url);
    case "POST":
      return post(parts, bucket, key, request, url);
    case "GET":
    case "HEAD": {
      const object = objects.get(bucket, key);
      return object
        ? read(objects, object, request, url)
        : failure(404, "NoSuchKey", "The specified key does not exist.");
    }
    case "DELETE":
      objects.delete(bucket, key);
      return { status: 204 };
    default:
      return failure(405, "MethodNotAllowed", "The specified method is not allowed against this resource.");
  }
}

/** What the bucket's rules let a page of any origin do: put a file to its presigned address. */
const CROSS_ORIGIN = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "PUT",
  "access-control-allow-headers": "*",
};

/** S3 with path-style addresses (`/s3/<bucket>/<key>`): put, get, head and delete of single objects, put in parts too, and lists. */
export async function objectWire(request: IncomingMessage, parts: ObjectParts): Promise<Reply> {
  if (request.method === "OPTIONS") return { status: 200, headers: CROSS_ORIGIN };
  const reply = await served(request, parts);
  const isCross = request.method === "PUT" && request.headers.origin !== undefined;
  return isCross ? { ...reply, headers: { ...reply.headers, ...CROSS_ORIGIN } } : reply;
}
