import { config, perStack } from "./config.ts";

/** The bucket's client, loaded with the first listing. */
const s3 = perStack(async () => {
  const sdk = await import("@aws-sdk/client-s3");
  return { ...sdk, client: new sdk.S3Client({ forcePathStyle: config().bucketInPath }) };
});

/** Keys of one page of a listing. */
const PAGE_KEYS = 1_000;

export type Listed = { key: string; bytes: number };

/** The objects below a prefix with their sizes, in the order of their keys, from after `after` on. */
export async function objectsBelow(prefix: string, after?: string): Promise<{ objects: Listed[]; next?: string }> {
  const { client, ListObjectsV2Command } = await s3();
  const out = await client.send(
    new ListObjectsV2Command({
      ...{ Bucket: config().bucketName, Prefix: prefix, MaxKeys: PAGE_KEYS },
      ...(after !== undefined && { StartAfter: after }),
    }),
  );
  const objects = (out.Contents ?? []).flatMap(({ Key, Size = 0 }) => (Key ? [{ key: Key, bytes: Size }] : []));
  const last = objects.at(-1)?.key;
  return { objects, ...(out.IsTruncated && last !== undefined && { next: last }) };
}

/** The keys below a prefix, in their order, from after `after` on. */
export async function keysBelow(prefix: string, after?: string): Promise<{ keys: string[]; next?: string }> {
  const { objects, next } = await objectsBelow(prefix, after);
  return { keys: objects.map(({ key }) => key), ...(next !== undefined && { next }) };
}
