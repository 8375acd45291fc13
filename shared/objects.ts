import type { S3ClientConfig } from "@aws-sdk/client-s3";
import { config, perStack } from "./config.ts";
import { Fault } from "./fault.ts";
import { withoutInvisible } from "./invisible.ts";

/** How long a presigned address may be used. */
export const PRESIGNED_SECONDS = 900;
/** Bytes of one part of a long object: S3 takes so many and more for every part but the last. */
const PART_BYTES = 5 * 1024 * 1024;

/** Who asks, where it is not the Lambda itself: a tenant's session. */
type By = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

/** Connections are those of one agent, whoever asks: each client with its own would leave some open, up to a Lambda's last descriptor. */
const agent = perStack((): Pick<S3ClientConfig, "requestHandler"> => ({}));

/**
 * The SDK's client is loaded when it is first needed: few calls touch objects, and every Lambda would pay for it. It adds no
 * checksum of its own accord: in a presigned address that would be one of no bytes, and the bucket would refuse all others.
 */
async function s3(credentials?: By) {
  const sdk = await import("@aws-sdk/client-s3");
  const kept = agent();
  const client = new sdk.S3Client({
    ...kept,
    ...(credentials && { credentials }),
    forcePathStyle: config().bucketInPath,
    requestChecksumCalculation: "WHEN_REQUIRED",
  });
  kept.requestHandler = client.config.requestHandler;
  return { ...sdk, client };
}

/**
 * An address to which one object can be PUT without a credential, for PRESIGNED_SECONDS. Where `sizeBytes` is given, the
 * bucket takes a body of exactly that size.
 */
export async function presignedPut(key: string, contentType: string, sizeBytes?: number): Promise<string> {
  const { client, PutObjectCommand } = await s3();
  const { getSignedUrl } = await import("@aws-sdk/s3-request-presigner");
  const object = { Bucket: config().bucketName, Key: key, ContentType: contentType, ContentLength: sizeBytes };
  const signed = ["content-type", ...(sizeBytes === undefined ? [] : ["content-length"])];
  return getSignedUrl(client, new PutObjectCommand(object), {
    expiresIn: PRESIGNED_SECONDS,
    signableHeaders: new Set(signed),
  });
}

/** How an object is handed out: under which name and as what, whatever the browser makes of its bytes. */
export type Handed = { name: string; contentType: string };

/** A name for `Content-Disposition`: plain for old readers, UTF-8 for the others (RFC 6266). */
const dispositionOf = (given: string): string => {
  const name = withoutInvisible(given).replace(/\p{C}/gu, "_");
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
};

/** An address from which one object can be read without a credential, for PRESIGNED_SECONDS; it is always saved, not shown. */
export async function presignedGet(key: string, { name, contentType }: Handed): Promise<string> {
  const { client, GetObjectCommand } = await s3();
  const { getSignedUrl } = await import("@aws-sdk/s3-request-presigner");
  const command = new GetObjectCommand({
    Bucket: config().bucketName,
    Key: key,
    ResponseContentDisposition: dispositionOf(name),
    ResponseContentType: contentType,
  });
  return getSignedUrl(client, command, { expiresIn: PRESIGNED_SECONDS });
}

/** An object's bytes and content type. */
export async function readObject(
  key: string,
  by?: By,
): Promise<{ bytes: Uint8Array; contentType: string | undefined }> {
  const { client, GetObjectCommand } = await s3(by);
  const out = await client.send(new GetObjectCommand({ Bucket: config().bucketName, Key: key }));
  return { bytes: (await out.Body?.transformToByteArray()) ?? new Uint8Array(), contentType: out.ContentType };
}

export async function writeObject(key: string, bytes: Uint8Array, contentType: string, by?: By): Promise<void> {
  const { client, PutObjectCommand } = await s3(by);
  await client.send(
    new PutObjectCommand({ Bucket: config().bucketName, Key: key, Body: bytes, ContentType: contentType }),
  );
}

/** Takes an object away; one that is not there is gone already. */
export async function removeObject(key: string, by?: By): Promise<void> {
  const { client, DeleteObjectCommand } = await s3(by);
  await client.send(new DeleteObjectCommand({ Bucket: config().bucketName, Key: key }));
}

const at = (Key: string) => ({ Bucket: config().bucketName, Key });

/** S3 answers so for what is not there; without the right to list the bucket it says that access is denied. */
const ABSENT = new Set(["NoSuchKey", "NotFound", "AccessDenied"]);

/** An object's bytes as they come. Throws 404 where there is no such object, and 413 beyond `bytesMax`. */
export async function readObjectStream(key: string, bytesMax: number): Promise<AsyncIterable<Uint8Array>> {
  const { client, GetObjectCommand } = await s3();
  const out = await client.send(new GetObjectCommand(at(key))).catch((error: Error) => {
    if (ABSENT.has(error.name)) throw new Fault("not_found", "There is no file at this upload; PUT it first.");
    throw error;
  });
  const body = out.Body as unknown as AsyncIterable<Uint8Array> & { destroy(): void };
  if ((out.ContentLength ?? 0) > bytesMax) {
    // Nobody reads it, and it would hold its connection.
    body.destroy();
    throw new Fault("too_large", `The file has ${out.ContentLength} bytes; at most ${bytesMax} are taken.`);
  }
  return body;
}

/** The pieces joined to parts of a bounded size. */
async function* parts(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const piece of pieces) {
    held.push(piece);
    size += piece.length;
    if (size < PART_BYTES) continue;
    const part = Buffer.concat(held);
    // While a part is on its way its pieces are held no more.
    held = [];
    size = 0;
    yield part;
  }
  if (size > 0) yield Buffer.concat(held);
}

/**
 * Writes an object of any length and holds no more than one part of it. It appears whole or not at all; what a broken
 * writing leaves behind, the bucket removes within a day. Gives the number of bytes.
 */
export async function writeObjectStream(
  key: string,
  pieces: AsyncIterable<Uint8Array>,
  contentType: string,
): Promise<number> {
  const source = parts(pieces);
  let part: Uint8Array = (await source.next()).value ?? new Uint8Array();
  if (part.length < PART_BYTES) {
    await writeObject(key, part, contentType);
    return part.length;
  }
  const { client, ...sdk } = await s3();
  const begun = await client.send(new sdk.CreateMultipartUploadCommand({ ...at(key), ContentType: contentType }));
  const upload = { ...at(key), UploadId: begun.UploadId };
  const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
  let bytes = 0;
  for (; part.length > 0; part = (await source.next()).value ?? new Uint8Array()) {
    const PartNumber = Parts.length + 1;
    const { ETag } = await client.send(new sdk.UploadPartCommand({ ...upload, PartNumber, Body: part }));
    Parts.push({ PartNumber, ETag });
    bytes += part.length;
  }
  await client.send(new sdk.CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
  return bytes;
}
