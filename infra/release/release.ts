import { readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { ASSETS, KEPT_BY_NOBODY, KEPT_FOR_EVER, PAGE } from "../../functions/console/serve.ts";
import type { ConsoleBuild } from "../console.ts";
import { TYPES } from "../local/console.ts";

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
  const put = async (Key: string): Promise<void> => {
    await client.send(
      new PutObjectCommand({
        ...{ Bucket, Key, Body: readFileSync(join(folder, Key)) },
        ContentType: TYPES[extname(Key)] ?? "application/octet-stream",
        CacheControl: `/${Key}`.startsWith(ASSETS) ? KEPT_FOR_EVER : KEPT_BY_NOBODY,
      }),
    );
  };
  const others = files.filter((file) => file !== PAGE);
  for (const file of [...others, PAGE]) await put(file);
  return files.length;
}
