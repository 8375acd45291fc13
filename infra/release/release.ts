import { readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { ASSETS, KEPT_BY_NOBODY, KEPT_FOR_EVER, PAGE } from "../../functions/console/serve.ts";
import type { ConsoleBuild } from "../console.ts";
import { TYPES } from "../local/console.ts";

/** Puts one of the console's files into its bucket, with how long browsers may keep it. */
export async function filed(
  client: Pick<S3Client, "send">,
  Bucket: string,
  Key: string,
  Body: Uint8Array | string,
): Promise<void> {
  await client.send(
    new PutObjectCommand({
      ...{ Bucket, Key, Body },
      ContentType: TYPES[extname(Key)] ?? "application/octet-stream",
      CacheControl: `/${Key}`.startsWith(ASSETS) ? KEPT_FOR_EVER : KEPT_BY_NOBODY,
    }),
  );
}

/**
 * Puts the console's files into its bucket: what is named by its content first, the page that names it last, so that nobody
 * is ever sent to a file that is not there. Earlier files stay for whoever has an earlier page open.
 */
export async function released(
  client: Pick<S3Client, "send">,
  Bucket: string,
  folder: string,
  { files }: Pick<ConsoleBuild, "files">,
): Promise<number> {
  const others = files.filter((file) => file !== PAGE);
  for (const file of [...others, PAGE]) await filed(client, Bucket, file, readFileSync(join(folder, file)));
  return files.length;
}
