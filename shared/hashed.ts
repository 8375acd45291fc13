import { createHash } from "node:crypto";
import { base32 } from "./ids.ts";

const CHARS = 20;

const hash = (text: string): string => base32(createHash("sha256").update(text).digest());

/** An id that follows from a text alone, whoever writes the row and however often. */
export const hashedId = (prefix: string, text: string): string => `${prefix}_${hash(text).slice(0, CHARS)}`;

/** The same of the whole hash: for secrets, which whoever reads the table must not have, and for what callers choose. */
export const longHashedId = (prefix: string, text: string): string => `${prefix}_${hash(text)}`;
