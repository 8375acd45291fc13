import { api, type FileInput } from "../lib/api.ts";

type Target = FileInput["relatedTo"];

/** Kinds of files that a receipt is: a picture that a phone takes, or a document. */
export const RECEIPT_TYPES: readonly FileInput["contentType"][] = [
  "application/pdf",
  "image/png",
  "image/jpeg",
  "image/webp",
  "image/gif",
];

/** What a browser takes a file for, where that is of a kind that is taken. */
export const receiptType = (file: File): FileInput["contentType"] | undefined =>
  RECEIPT_TYPES.find((type) => type === file.type);

/** A name that any disk can have: what a path would be made of is left out. */
const nameOf = (file: File): string => Array.from(file.name.replaceAll(/[/\\]/g, "_")).slice(-200).join("");

/** Attaches a file to a record: it is declared, then its bytes go straight to where files are kept. */
export async function attach(file: File, relatedTo: Target): Promise<void> {
  const contentType = receiptType(file);
  if (!contentType) throw new TypeError(file.name);
  const { uploadUrl } = await api("POST /v1/files", {
    body: { name: nameOf(file), contentType, sizeBytes: file.size, relatedTo },
  });
  const put = await fetch(uploadUrl ?? "", { method: "PUT", headers: { "content-type": contentType }, body: file });
  if (!put.ok) throw new Error(`${file.name}: ${put.status}`);
}
