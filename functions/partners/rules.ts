import { isDeepStrictEqual } from "node:util";
import type * as z from "zod";
import type { InputError } from "../../shared/fault.ts";
import { PartnerTerms, type Programme, type TermsChange } from "./schema.ts";

export type Terms = z.output<typeof PartnerTerms>;
type Change = z.output<typeof TermsChange>;

/** What of a partner is agreed with it. */
export const termsOf = (row: Terms): Terms => PartnerTerms.parse(row);

export const isSameTerms = (a: Terms, b: Terms): boolean => isDeepStrictEqual(termsOf(a), termsOf(b));

/**
 * What was agreed with a partner on a day, as it was known at an instant. The changes are the oldest first; a partner
 * whose changes nobody noted has always had what it has `now`.
 */
export function termsOn(changes: readonly Change[], on: string, knownAt: string, now: Terms): Terms {
  const told = changes.filter(({ at }) => at <= knownAt);
  const last = told.findLast((change) => change.on <= on);
  return last?.terms ?? changes[0]?.before ?? changes[0]?.terms ?? termsOf(now);
}

/** What is wrong with the terms of a partner, by the programme; what it had before stays. */
export function termErrors(terms: Terms, programme: z.output<typeof Programme>, before?: Terms): InputError[] {
  const errors: InputError[] = [];
  const wrong = (path: string, message: string) => errors.push({ path, code: "invalid", message });
  const known = (path: "tier" | "type", value: string | undefined, names: readonly string[]): void => {
    if (value === undefined || names.length === 0 || names.includes(value) || value === before?.[path]) return;
    wrong(path, `${path} must be one of the programme's: ${names.join(", ")}.`);
  };
  known(
    "tier",
    terms.tier,
    programme.tiers.map(({ name }) => name),
  );
  known("type", terms.type, programme.types);
  const { contractFromOn, contractToOn } = terms;
  if (contractFromOn && contractToOn && contractToOn < contractFromOn) {
    wrong("contractToOn", "contractToOn must not be before contractFromOn.");
  }
  return errors;
}
