import { config } from "./config.ts";
import { Fault } from "./fault.ts";

/** How long a presigned address may be used. */
export const PRESIGNED_SECONDS = 900;
/** Bytes of one part of a long object: S3 takes 5 MB and more for every part but the last. */
const PART_BYTES = 8 * 1024 * 1024;

/** The SDK's client is loaded when it is first needed: few calls touch objects, and every Lambda would pay for it. */
async function s3() {
  const sdk = await import("@aws-sdk/client-s3");
  return { ...sdk, client: new sdk.S3Client({ forcePathStyle: config().bucketInPath }) };
}

const at = (Key: string) => ({ Bucket: config().bucketName, Key });

/** An address to which one object can be PUT without a credential, for PRESIGNED_SECONDS. */
export async function presignedPut(key: string, contentType: string): Promise<string> {
  const { client, PutObjectCommand } = await s3();
  const { getSignedUrl } = await import("@aws-sdk/s3-request-presigner");
  const command = new PutObjectCommand({ ...at(key), ContentType: contentType });
  return getSignedUrl(client, command, { expiresIn: PRESIGNED_SECONDS, signableHeaders: new Set(["content-type"]) });
}

/** An address from which one object can be fetched without a credential, under a file's name, for PRESIGNED_SECONDS. */
export async function presignedGet(key: string, fileName: string): Promise<string> {
  const { client, GetObjectCommand } = await s3();
  const { getSignedUrl } = await import("@aws-sdk/s3-request-presigner");
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`;
  const command = new GetObjectCommand({ ...at(key), ResponseContentDisposition: disposition });
  return getSignedUrl(client, command, { expiresIn: PRESIGNED_SECONDS });
}

/** An object's bytes and content type. */
export async function readObject(key: string): Promise<{ bytes: Uint8Array; contentType: string | undefined }> {
  const { client, GetObjectCommand } = await s3();
  const out = await client.send(new GetObjectCommand(at(key)));
  return { bytes: (await out.Body?.transformToByteArray()) ?? new Uint8Array(), contentType: out.ContentType };
}

/** S3 answers so for what is not there; without the right to list the bucket it says that access is denied. */
const ABSENT = new Set(["NoSuchKey", "NotFound", "AccessDenied"]);

/** An object's bytes as they come. Throws 404 where there is no such object, and 413 beyond `bytesMax`. */
export async function readObjectStream(key: string, bytesMax: number): Promise<AsyncIterable<Uint8Array>> {
  const { client, GetObjectCommand } = await s3();
  const out = await client.send(new GetObjectCommand(at(key))).catch((error: Error) => {
    if (ABSENT.has(error.name)) throw new Fault("not_found", "There is no file at this upload; PUT it first.");
    throw error;
  });
  if ((out.ContentLength ?? 0) > bytesMax) {
    throw new Fault("too_large", `The file has ${out.ContentLength} bytes; at most ${bytesMax} are taken.`);
  }
  return out.Body as unknown as AsyncIterable<Uint8Array>;
}

export async function writeObject(key: string, bytes: Uint8Array, contentType: string): Promise<void> {
  const { client, PutObjectCommand } = await s3();
  await client.send(new PutObjectCommand({ ...at(key), Body: bytes, ContentType: contentType }));
}

/** The pieces joined to parts of a bounded size. */
async function* parts(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const piece of pieces) {
    held.push(piece);
    size += piece.length;
    if (size < PART_BYTES) continue;
    yield Buffer.concat(held);
    held = [];
    size = 0;
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
  const first = (await source.next()).value ?? new Uint8Array();
  if (first.length < PART_BYTES) {
    await writeObject(key, first, contentType);
    return first.length;
  }
  const { client, ...sdk } = await s3();
  const begun = await client.send(new sdk.CreateMultipartUploadCommand({ ...at(key), ContentType: contentType }));
  const upload = { ...at(key), UploadId: begun.UploadId };
  const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
  let bytes = 0;
  for (let part = first; part.length > 0; part = (await source.next()).value ?? new Uint8Array()) {
    const PartNumber = Parts.length + 1;
    const { ETag } = await client.send(new sdk.UploadPartCommand({ ...upload, PartNumber, Body: part }));
    Parts.push({ PartNumber, ETag });
    bytes += part.length;
  }
  await client.send(new sdk.CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
  return bytes;
}
