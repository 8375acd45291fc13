import { config } from "./config.ts";

/** How long a presigned address may be used. */
export const PRESIGNED_SECONDS = 900;

/** The SDK's client is loaded when it is first needed: few calls touch objects, and every Lambda would pay for it. */
async function s3() {
  const { GetObjectCommand, PutObjectCommand, S3Client } = await import("@aws-sdk/client-s3");
  const client = new S3Client({ forcePathStyle: config().bucketInPath });
  return { client, GetObjectCommand, PutObjectCommand };
}

/** An address to which one object can be PUT without a credential, for PRESIGNED_SECONDS. */
export async function presignedPut(key: string, contentType: string): Promise<string> {
  const { client, PutObjectCommand } = await s3();
  const { getSignedUrl } = await import("@aws-sdk/s3-request-presigner");
  const command = new PutObjectCommand({ Bucket: config().bucketName, Key: key, ContentType: contentType });
  return getSignedUrl(client, command, { expiresIn: PRESIGNED_SECONDS, signableHeaders: new Set(["content-type"]) });
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
