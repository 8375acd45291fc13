import { activationCode, signingKey } from "../../functions/licences/table.ts";
import { demoId } from "../../shared/contract/examples.ts";
import { systemTable } from "../../shared/table/table.ts";

/** The code that the examples name, and the public half of a key that has signed it and nothing else. */
export async function issueCode(): Promise<void> {
  const table = systemTable({ actor: "system:demo", from: "", requestId: "" });
  const at = { version: 1, createdAt: "2026-11-01T00:00:00.000Z", updatedAt: "2026-11-01T00:00:00.000Z" };
  const publicKey =
    "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAKlHQXqvTIpj1s+Ze6GdE4ZvV/mQvA6sfiFesI5Ts16s=\n-----END PUBLIC KEY-----\n";
  await table.createOnce(signingKey, { id: demoId(signingKey.prefix), ...at, publicKey, privateKey: "" });
  const code = { edition: "enterprise" as const, validUntil: "2099-12-31", registrations: [] };
  await table.createOnce(activationCode, { id: demoId(activationCode.prefix), ...at, ...code });
}
