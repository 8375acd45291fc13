import { createHash, timingSafeEqual } from "node:crypto";
import type { RowOf } from "../../shared/table/entity.ts";
import type { apiKey } from "./table.ts";

/** An API key tells its tenant and its row by itself: `ck_<tenant>.<key>.<secret>`. Only the secret's hash is kept. */
const FORM = /^ck_([0-9A-Za-z]{1,40})\.([0-9A-Za-z]{1,40})\.([\w-]{20,100})$/;

export const hashSecret = (secret: string): string => createHash("sha256").update(secret).digest("hex");

export const formatKey = (tenantId: string, keyId: string, secret: string): string =>
  `ck_${tenantId.replace(/^ten_/, "")}.${keyId.replace(/^key_/, "")}.${secret}`;

export function parseKey(token: string): { tenantId: string; keyId: string; secret: string } | undefined {
  const [, tenant, key, secret = ""] = FORM.exec(token) ?? [];
  return tenant ? { tenantId: `ten_${tenant}`, keyId: `key_${key}`, secret } : undefined;
}

/** Compares hashes in constant time. */
export function sameHash(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a, "hex"), Buffer.from(b, "hex")];
  return left.length === right.length && left.length > 0 && timingSafeEqual(left, right);
}

/** A new key's row and the text that its bearer sends; the text is shown once. */
export function issueKey(
  base: { id: string; version: number; createdAt: string; updatedAt: string },
  tenantId: string,
  principalId: string,
  name: string,
  secret: string,
): { row: RowOf<typeof apiKey>; key: string } {
  return { row: { ...base, name, principalId, hash: hashSecret(secret) }, key: formatKey(tenantId, base.id, secret) };
}
