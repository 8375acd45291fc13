import { createHmac, timingSafeEqual } from "node:crypto";
import type { Clock } from "../clock.ts";
import { HOUR_MS, later } from "../duration.ts";
import { Fault } from "../fault.ts";
import { type RandomSource, systemRandom } from "../ids.ts";

/** Seconds by which a delivery's timestamp may differ from now, either way (Standard Webhooks). */
export const SIGNATURE_WINDOW_SECONDS = 5 * 60;
/** Signatures looked at in one header; during a rotation a sender sends two. */
export const SIGNATURES_MAX = 10;
const SECRET_PREFIX = "whsec_";
const SECRET_BYTES = 32;
const ID_CHARS_MAX = 255;

/** The three headers of a signed delivery, names in lower case. */
export type WebhookHeaders = Readonly<Record<string, string | undefined>>;

/** A new signing secret, `whsec_<base64 of 32 random bytes>`. */
export const newSigningSecret = (random: RandomSource = systemRandom): string =>
  SECRET_PREFIX + Buffer.from(random(SECRET_BYTES)).toString("base64");

const keyOf = (secret: string): Buffer =>
  Buffer.from(secret.startsWith(SECRET_PREFIX) ? secret.slice(SECRET_PREFIX.length) : secret, "base64");

/** The signature of one delivery, `v1,<base64 HMAC-SHA256 of "id.timestamp.rawBody">`. */
export function signDelivery(secret: string, id: string, timestamp: string, rawBody: Uint8Array | string): string {
  return `v1,${createHmac("sha256", keyOf(secret)).update(`${id}.${timestamp}.`).update(rawBody).digest("base64")}`;
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * Verifies a delivery after the Standard Webhooks specification over the raw body, before anything reads it. Any
 * current secret may match any of the `v1` signatures, so that a secret is rotated without a gap.
 * @returns the delivery's id and the instant it was signed.
 * @throws Fault unauthorized: headers missing or malformed, outside the window, or no signature matches.
 */
export function verifyDelivery(
  headers: WebhookHeaders,
  rawBody: Uint8Array | string,
  secrets: readonly string[],
  clock: Clock,
): { id: string; signedAt: string } {
  const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature } = headers;
  if (!id || !timestamp || !signature || id.length > ID_CHARS_MAX) {
    throw new Fault("unauthorized", "Send the headers webhook-id, webhook-timestamp and webhook-signature.");
  }
  // Plain digits only: what is compared with the clock must be the very text that was signed.
  if (!/^[1-9]\d{0,10}$/.test(timestamp)) {
    throw new Fault("unauthorized", "webhook-timestamp must be the time in whole seconds since 1970.");
  }
  const ageSeconds = Math.floor(clock.now().getTime() / 1000) - Number(timestamp);
  if (Math.abs(ageSeconds) > SIGNATURE_WINDOW_SECONDS) {
    throw new Fault("unauthorized", `webhook-timestamp is more than ${SIGNATURE_WINDOW_SECONDS} seconds from now.`);
  }
  const given = signature.split(" ", SIGNATURES_MAX).filter((part) => part.startsWith("v1,"));
  const expected = secrets
    .filter((secret) => keyOf(secret).length > 0)
    .map((secret) => signDelivery(secret, id, timestamp, rawBody));
  if (!expected.some((mine) => given.some((theirs) => sameText(mine, theirs)))) {
    throw new Fault("unauthorized", "No webhook-signature matches the body.");
  }
  return { id, signedAt: new Date(Number(timestamp) * 1000).toISOString() };
}

/** Secrets of one sender that are accepted at a time; of more the oldest end at once. */
const SECRETS_MAX = 3;

/** A signing secret, and when it ends where another has taken its place. */
export type SigningSecret = { secret: string; until?: string };

/** The secrets that are accepted at an instant. */
export const acceptedSecrets = (secrets: readonly SigningSecret[], now: string): string[] =>
  secrets.filter(({ until }) => !until || until > now).map(({ secret }) => secret);

/** A new secret before those that are there: these end after `graceHours`, or earlier where that was said before. */
export function rotated(
  secrets: readonly SigningSecret[],
  secret: string,
  { graceHours, now }: { graceHours: number; now: string },
): SigningSecret[] {
  const until = later(now, graceHours * HOUR_MS);
  const old = secrets
    .map((one) => ({ ...one, until: one.until && one.until < until ? one.until : until }))
    .filter((one) => one.until > now)
    .slice(0, SECRETS_MAX - 1);
  return [{ secret }, ...old];
}
