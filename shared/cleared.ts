import { config } from "./config.ts";

/**
 * What a tenant has in the bucket, gone through and taken away for good. The bucket keeps earlier versions for some days, so
 * that a mistake of the product can be undone; after them nothing is left.
 */
async function s3() {
  const sdk = await import("@aws-sdk/client-s3");
  return { ...sdk, client: new sdk.S3Client({ forcePathStyle: config().bucketInPath }) };
}

/** Keys of one page of a listing. */
const PAGE_KEYS = 1_000;

/** The keys below a prefix, in their order, from after `after` on. */
export async function keysBelow(prefix: string, after?: string): Promise<{ keys: string[]; next?: string }> {
  const { client, ListObjectsV2Command } = await s3();
  const out = await client.send(
    new ListObjectsV2Command({
      ...{ Bucket: config().bucketName, Prefix: prefix, MaxKeys: PAGE_KEYS },
      ...(after !== undefined && { StartAfter: after }),
    }),
  );
  const keys = (out.Contents ?? []).flatMap(({ Key }) => Key ?? []);
  const last = keys.at(-1);
  return { keys, ...(out.IsTruncated && last !== undefined && { next: last }) };
}

/** Takes away all that lies below a prefix, and counts it. What was taken away before is not there to be counted. */
export async function clearBelow(prefix: string): Promise<number> {
  const { client, DeleteObjectCommand } = await s3();
  let count = 0;
  for (;;) {
    const { keys } = await keysBelow(prefix);
    if (keys.length === 0) return count;
    for (const Key of keys) {
      await client.send(new DeleteObjectCommand({ Bucket: config().bucketName, Key }));
      count += 1;
    }
  }
}
