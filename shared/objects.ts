import { config } from "./config.ts";

/** How long a presigned address may be used. */
export const PRESIGNED_SECONDS = 900;

/**
 * The SDK's client is loaded when it is first needed: few calls touch objects, and every Lambda would pay for it. It adds no
 * checksum of its own accord: in a presigned address that would be one of no bytes, and the bucket would refuse all others.
 */
async function s3() {
  const { GetObjectCommand, PutObjectCommand, S3Client } = await import("@aws-sdk/client-s3");
  const client = new S3Client({
    forcePathStyle: config().bucketInPath,
    requestChecksumCalculation: "WHEN_REQUIRED",
  });
  return { client, GetObjectCommand, PutObjectCommand };
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
const dispositionOf = (name: string): string => {
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
export async function readObject(key: string): Promise<{ bytes: Uint8Array; contentType: string | undefined }> {
  const { client, GetObjectCommand } = await s3();
  const out = await client.send(new GetObjectCommand({ Bucket: config().bucketName, Key: key }));
  return { bytes: (await out.Body?.transformToByteArray()) ?? new Uint8Array(), contentType: out.ContentType };
}

export async function writeObject(key: string, bytes: Uint8Array, contentType: string): Promise<void> {
  const { client, PutObjectCommand } = await s3();
  await client.send(
    new PutObjectCommand({ Bucket: config().bucketName, Key: key, Body: bytes, ContentType: contentType }),
  );
}
