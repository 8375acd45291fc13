import { readObject, writeObject } from "../objects.ts";
import type { MailPart } from "./mime.ts";

/** Files of messages lie under this prefix of the bucket; a lifecycle rule removes them after a while. */
export const FILES_PREFIX = "messages/";

type Stored = { filename: string; contentType: string; contentId?: string; base64: string }[];

/** Stores the files of one message as one object and returns its key. Stored again, they replace what was there. */
export async function storeFiles(tenantId: string, messageId: string, files: readonly MailPart[]): Promise<string> {
  const key = `${FILES_PREFIX}${tenantId}/${messageId}.json`;
  const stored: Stored = files.map(({ content, ...file }) => ({
    ...file,
    base64: Buffer.from(content).toString("base64"),
  }));
  await writeObject(key, Buffer.from(JSON.stringify(stored)), "application/json");
  return key;
}

/** The files of a message. Rejects where they are gone. */
export async function readFiles(key: string): Promise<MailPart[]> {
  const { bytes } = await readObject(key);
  const stored = JSON.parse(new TextDecoder().decode(bytes)) as Stored;
  return stored.map(({ base64, ...file }) => ({ ...file, content: Buffer.from(base64, "base64") }));
}
