import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { readSettings } from "../stacks/settings.ts";

/** What the first tenant is to be. */
export type First = {
  company: string;
  administrator: { name: string; email: string };
  locale: "zh-CN" | "en";
  timeZone: string;
  currency: string;
};

export type Files = { settings: string; key: string };

const KEY_BYTES = 24;
/** Nobody but its owner reads a key. */
const PRIVATE_FILE = 0o600;

export const hashOf = (key: string): string => createHash("sha256").update(key).digest("hex");

/**
 * Makes the operator's key, unless there is one: the key into a file of its own, its hash into the stage's settings. True
 * where it was made, so that a deployment has to come before it opens anything. One whose file is lost is not replaced
 * unasked: the settings say that somebody has it.
 */
export function operatorKey({ settings, key }: Files): boolean {
  const { operatorKeyHash } = readSettings(settings);
  const kept = existsSync(key) ? readFileSync(key, "utf8").trim() : undefined;
  if (operatorKeyHash !== null) {
    if (kept !== undefined && hashOf(kept) === operatorKeyHash) return false;
    throw new Error(
      `${settings} names an operator's key that is not in ${key}. Put it there, or make another with --rotate.`,
    );
  }
  write({ settings, key }, kept ?? newKey());
  return true;
}

/** Makes another key in place of the one there is, be it lost or known to somebody. That one is good until the next deployment. */
export function rotatedKey(files: Files): void {
  readSettings(files.settings);
  write(files, newKey());
}

const newKey = (): string => `op_${randomBytes(KEY_BYTES).toString("base64url")}`;

function write({ settings, key }: Files, made: string): void {
  mkdirSync(dirname(key), { recursive: true });
  writeFileSync(key, `${made}\n`, { mode: PRIVATE_FILE });
  // The rest of the file stays as somebody has written it.
  const text = readFileSync(settings, "utf8");
  writeFileSync(settings, text.replace(/("operatorKeyHash"\s*:\s*)(?:null|"[0-9a-f]{64}")/, `$1"${hashOf(made)}"`));
}

/** Opens the first tenant with its administrator, who is sent an invitation. Done twice, it opens one. */
export async function firstTenant(
  url: string,
  keyFile: string,
  first: First,
): Promise<{ id: string; adminKey: string }> {
  const { company: name, administrator, locale, timeZone, currency } = first;
  const reply = await fetch(new URL("/v1/tenants", url), {
    method: "POST",
    headers: {
      authorization: `Bearer ${readFileSync(keyFile, "utf8").trim()}`,
      "content-type": "application/json",
      "accept-language": "en",
      "idempotency-key": `bootstrap ${hashOf(`${name} ${administrator.email}`)}`,
    },
    body: JSON.stringify({ name, administrator, locale, timeZone, currency }),
  });
  const body = (await reply.json()) as { id: string; adminKey: string; detail?: string };
  if (reply.status === 401) {
    throw new Error(
      `${url} does not know the operator's key yet: deploy the settings that name it, then run this again.`,
    );
  }
  if (!reply.ok) throw new Error(`${url} answers ${reply.status}: ${body.detail}`);
  return body;
}
