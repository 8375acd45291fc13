import { randomBytes } from "node:crypto";

/** Crockford's base 32: no I, L, O, U, sorts as its value does. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const TIME_CHARS = 10;
const RANDOM_CHARS = 10;

/** A source of random bytes; tests hand in a seeded one. */
export type RandomSource = (size: number) => Uint8Array;
export const systemRandom: RandomSource = (size) => randomBytes(size);

function timePart(millis: number): string {
  let rest = millis;
  let text = "";
  for (let i = 0; i < TIME_CHARS; i++) {
    text = ALPHABET[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

/** Bytes as base-32 characters, five bits of each byte: short, case-safe, good in keys and paths. */
export const base32 = (bytes: Uint8Array): string => Array.from(bytes, (b) => ALPHABET[b & 31]).join("");

/**
 * A new id: `<prefix>_` + 10 characters of time + 10 random ones (50 bits within one millisecond; a create is
 * conditional, so a collision is refused and never overwrites). Shorter than a ULID because ids stand many times in
 * every key, and a row over 1 KB costs a second write unit.
 */
export const newId = (prefix: string, now: Date, random: RandomSource = systemRandom): string =>
  `${prefix}_${timePart(now.getTime())}${base32(random(RANDOM_CHARS))}`;

/** An unguessable secret of `bytes` random bytes, in base64url. */
export const newSecret = (bytes = 32, random: RandomSource = systemRandom): string =>
  Buffer.from(random(bytes)).toString("base64url");
