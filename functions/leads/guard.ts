import { createHash } from "node:crypto";
import { hashedId } from "../../shared/hashed.ts";
import { base32 } from "../../shared/ids.ts";
import { phoneOf } from "../../shared/search/phones.ts";
import type { Submission } from "./form.ts";

/** Equal submissions within this time are one. */
export const FOLDED_MS = 60_000;

/** The same person on the same form has the same id. */
export function submissionId(formId: string, { name, email, phone }: Submission): string {
  const said = [formId, name, email?.toLowerCase() ?? "", phoneOf(phone ?? "")?.e164 ?? phone ?? ""].join("\n");
  return hashedId("fsb", said);
}

/** What somebody has said in one submission: the same once more is the same request, anything else another. */
export const saidIn = ({ renderedAt: _at, ...said }: Submission): string =>
  base32(
    createHash("sha256")
      .update(JSON.stringify(Object.entries(said).sort()))
      .digest(),
  ).slice(0, 20);
