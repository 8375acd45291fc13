import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import type { RandomSource } from "../ids.ts";

const MAC_BYTES = 16;
const IV_BYTES = 12;

const mac = (key: string, text: string): Buffer =>
  createHmac("sha256", key).update(text).digest().subarray(0, MAC_BYTES);

/** `payload` with a signature over it and over `bound`, what it must be presented with again. */
export const sign = (key: string, payload: string, bound: string): string =>
  `${Buffer.from(payload).toString("base64url")}.${mac(key, `${payload}\n${bound}`).toString("base64url")}`;

/** The payload of a signed text, or `undefined` if it was forged or bound to something else. */
export function unsign(key: string, signed: string, bound: string): string | undefined {
  const [body = "", signature = ""] = signed.split(".");
  const payload = Buffer.from(body, "base64url").toString();
  const given = Buffer.from(signature, "base64url");
  const right = mac(key, `${payload}\n${bound}`);
  return given.length === right.length && timingSafeEqual(given, right) ? payload : undefined;
}

export const sha256 = (text: string | Uint8Array): string => createHash("sha256").update(text).digest("hex");

/**
 * Bytes that follow from a secret and a text alone: the ids and secrets of a call that is made again with the same
 * idempotency key come out the same, and nothing of them is stored.
 */
export function derivedRandom(key: string, text: string): RandomSource {
  let block = 0;
  return (size) => Buffer.from(hkdfSync("sha256", key, text, `random ${block++}`, size));
}

const keyFor = (key: string, text: string): Buffer => Buffer.from(hkdfSync("sha256", key, text, "seal", 32));

/** Encrypts with a key that needs both the tenant's secret and `text`, which only the caller knows. AES-256-GCM. */
export function seal(key: string, text: string, plain: string, random: RandomSource): string {
  const iv = random(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyFor(key, text), iv);
  return Buffer.concat([iv, cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]).toString("base64");
}

export function unseal(key: string, text: string, sealed: string): string {
  const bytes = Buffer.from(sealed, "base64");
  const decipher = createDecipheriv("aes-256-gcm", keyFor(key, text), bytes.subarray(0, IV_BYTES));
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -16)), decipher.final()]).toString("utf8");
}
