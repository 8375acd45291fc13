import { sign, unsign } from "./seal.ts";

/** People need longer than this to fill a form in, and do not leave it open longer than that. */
const RENDERED_MS_MIN = 2_000;
const RENDERED_MS_MAX = 86_400_000;

/** A field that people do not see and leave empty; what fills it in is no person. */
export const HONEYPOT = "fax";

const bound = (formId: string): string => `form ${formId}`;

/** A token that says when a form was rendered, and that nobody but us can have made. */
export const renderedToken = (sealingKey: string, formId: string, now: string): string =>
  sign(sealingKey, now, bound(formId));

/** What tells a person from what is none. */
type Given = { renderedAt: string; [HONEYPOT]?: string };

/** Was this sent by what is no person: a filled trap, a forged token, too fast or long after rendering? */
export function isSpam(given: Given, sealingKey: string, formId: string, now: string): boolean {
  if (given[HONEYPOT]) return true;
  const rendered = unsign(sealingKey, given.renderedAt, bound(formId));
  if (rendered === undefined) return true;
  const ageMs = Date.parse(now) - Date.parse(rendered);
  return !(ageMs >= RENDERED_MS_MIN && ageMs <= RENDERED_MS_MAX);
}

/** An origin as browsers send it: small letters, international names in Punycode, no port that goes without saying. */
const originOf = (text: string | undefined): string | undefined => (text ? URL.parse(text)?.origin : undefined);

/** May this page send the form? Where origins are listed, a call without one may not either. */
export function mayComeFrom(origin: string | undefined, allowed: readonly string[] | undefined): boolean {
  const from = originOf(origin);
  return !allowed || (from !== undefined && allowed.some((one) => originOf(one) === from));
}

/** What lets the page that a call came from read the answer. */
export const corsOf = (headers: Readonly<Record<string, string>>): Record<string, string> => ({
  "access-control-allow-origin": headers.origin ?? "*",
  vary: "origin",
});
