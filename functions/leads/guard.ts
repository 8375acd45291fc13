import { createHash } from "node:crypto";
import { sign, unsign } from "../../shared/http/seal.ts";
import { base32 } from "../../shared/ids.ts";
import { phoneOf } from "../../shared/search/phones.ts";
import { HONEYPOT, type Submission } from "./form.ts";

/** People need longer than this to fill a form in, and do not leave it open longer than that. */
const RENDERED_MS_MIN = 2_000;
const RENDERED_MS_MAX = 86_400_000;
/** Equal submissions within this time are one. */
export const FOLDED_MS = 60_000;

const bound = (formId: string): string => `leadForm ${formId}`;

/** A token that says when a form was rendered, and that nobody but us can have made. */
export const renderedToken = (sealingKey: string, formId: string, now: string): string =>
  sign(sealingKey, now, bound(formId));

/** Was this sent by what is no person: a filled trap, a forged token, too fast or long after rendering? */
export function isSpam(given: Submission, sealingKey: string, formId: string, now: string): boolean {
  if (given[HONEYPOT]) return true;
  const rendered = unsign(sealingKey, given.renderedAt, bound(formId));
  if (rendered === undefined) return true;
  const ageMs = Date.parse(now) - Date.parse(rendered);
  return !(ageMs >= RENDERED_MS_MIN && ageMs <= RENDERED_MS_MAX);
}

/** The same person on the same form has the same id. */
export function submissionId(formId: string, { name, email, phone }: Submission): string {
  const said = [formId, name, email?.toLowerCase() ?? "", phoneOf(phone ?? "")?.e164 ?? phone ?? ""].join("\n");
  return `fsb_${base32(createHash("sha256").update(said).digest()).slice(0, 20)}`;
}

/** What somebody has said in one submission: the same once more is the same request, anything else another. */
export const saidIn = ({ renderedAt: _at, ...said }: Submission): string =>
  base32(
    createHash("sha256")
      .update(JSON.stringify(Object.entries(said).sort()))
      .digest(),
  ).slice(0, 20);

/** An origin as browsers send it: small letters, international names in Punycode, no port that goes without saying. */
const originOf = (text: string | undefined): string | undefined => (text ? URL.parse(text)?.origin : undefined);

/** May this page send the form? Where origins are listed, a call without one may not either. */
export function mayComeFrom(origin: string | undefined, allowed: readonly string[] | undefined): boolean {
  const from = originOf(origin);
  return !allowed || (from !== undefined && allowed.some((one) => originOf(one) === from));
}
