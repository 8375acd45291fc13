import { createHash } from "node:crypto";
import { base32 } from "../ids.ts";

const CHARS = 20;

/** An id that follows from a text alone, whoever writes the row and however often. */
export const hashedId = (prefix: string, text: string): string =>
  `${prefix}_${base32(createHash("sha256").update(text).digest()).slice(0, CHARS)}`;
