import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import * as z from "zod";
import { EDITIONS } from "../../shared/auth/licence.ts";
import { invalidField } from "../../shared/fault.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import type { Table } from "../../shared/table/table.ts";
import { QuotasInput } from "../tenants/schema.ts";
import { type activationCode, signingKey } from "./table.ts";

/** `CL1.<what it says>.<signature>`: base64url of a JSON text, and of its Ed25519 signature (RFC 8032). */
const FORM = /^CL1\.([\w-]{1,1500})\.([\w-]{86})$/;
const KEY_ID = "sgk_1";
const NOT_OURS = "This is no activation code that was issued here; copy it whole.";

/** What a code says by itself, so that it can be checked without asking anybody. */
const Said = z.object({
  id: z.string(),
  key: z.string(),
  edition: z.enum(EDITIONS),
  seats: z.int().optional(),
  quotas: QuotasInput.optional(),
  validUntil: z.string(),
});
type Said = z.output<typeof Said>;

type Code = RowOf<typeof activationCode>;
type Key = RowOf<typeof signingKey>;

/** The operator's key pair; made when it is first needed, once. */
export async function keyOf(table: Table, now: string): Promise<Key> {
  const found = await table.find(signingKey, KEY_ID);
  if (found) return found;
  const { publicKey, privateKey } = generateKeyPairSync("ed25519", {
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  await table.createOnce(signingKey, { id: KEY_ID, version: 1, createdAt: now, updatedAt: now, publicKey, privateKey });
  return table.get(signingKey, KEY_ID);
}

/** The text of a code; the same row gives the same text. */
export function textOf(code: Code, key: Key): string {
  const { id, edition, seats, quotas, validUntil } = code;
  const said: Said = { id, key: key.id, edition, ...(seats && { seats }), ...(quotas && { quotas }), validUntil };
  const body = Buffer.from(JSON.stringify(said)).toString("base64url");
  return `CL1.${body}.${sign(null, Buffer.from(body), privateOf(key)).toString("base64url")}`;
}

const privateOf = ({ privateKey }: Key): KeyObject => createPrivateKey(privateKey);

/** What a code says, if a key of the operator's has signed it; the field that it was written in is told where it is none. */
export async function read(table: Table, text: string, path = "code"): Promise<Said> {
  const [, body = "", signature = ""] = FORM.exec(text.trim()) ?? [];
  const said = saidIn(body);
  const key = said && (await table.find(signingKey, said.key));
  const isSigned =
    key && verify(null, Buffer.from(body), createPublicKey(key.publicKey), Buffer.from(signature, "base64url"));
  if (!isSigned) throw invalidField(path, NOT_OURS);
  return said;
}

function saidIn(body: string): Said | undefined {
  try {
    return Said.parse(JSON.parse(Buffer.from(body, "base64url").toString()));
  } catch {
    return undefined;
  }
}
