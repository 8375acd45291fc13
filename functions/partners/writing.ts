import { Fault } from "../../shared/fault.ts";
import { cleared } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Writing } from "../../shared/records/noun.ts";
import { write } from "../../shared/table/table.ts";
import { todayOf } from "../../shared/today.ts";
import { departing } from "../users/departures.ts";
import { isSameTerms, type Terms, termErrors, termsOf } from "./rules.ts";
import type { PartnerInput } from "./schema.ts";
import { type partner, partnerProgramme, termsChange } from "./table.ts";

const FIRST = 1;

type Numbered = Terms & { termsNumber?: number };
type Cleared<T> = { [K in keyof T]: T[K] | null };

/** The rate of a tier, for a partner that comes into it or gives up a rate of its own, and is given none. */
async function termed(call: Caller, given: Partial<Cleared<Terms>>, before?: Terms): Promise<object> {
  const programme = await partnerProgramme.held(call.table);
  const after = cleared({ ...before, ...given }) as Terms;
  const errors = termErrors(after, programme, before);
  if (errors.length > 0) throw new Fault("invalid", errors.map((e) => e.message).join(" "), { errors });
  const isSaid = typeof given.rateBasisPoints === "number";
  if (isSaid || (given.rateBasisPoints === undefined && after.tier === before?.tier)) return {};
  const tier = programme.tiers.find(({ name }) => name === after.tier);
  return tier?.rateBasisPoints === undefined ? {} : { rateBasisPoints: tier.rateBasisPoints };
}

/** The number of the version that the terms of a partner come to. */
function numberOf(after: Numbered, before?: Numbered): number {
  if (!before) return FIRST;
  const { termsNumber = FIRST } = before;
  return isSameTerms(before, after) ? termsNumber : termsNumber + 1;
}

/** What happens when a partner is written. */
export const writing: Writing<typeof partner, typeof PartnerInput> = {
  prepare: (call, input) => termed(call, input),
  revise: (call, before, patch) => termed(call, patch, before),
  derive: (call, after, before) => ({ ...departing(call, after, before), termsNumber: numberOf(after, before) }),
  alongside: (call, after, before) => {
    if (before && isSameTerms(before, after)) return [];
    const id = call.newId(termsChange.prefix);
    const base = { id, version: 1, createdAt: call.now, updatedAt: call.now };
    const { termsNumber: number } = after;
    const change = { ...base, partnerId: after.id, number, at: call.now, on: todayOf(call), terms: termsOf(after) };
    return [write.create(termsChange, { ...change, ...(before && { before: termsOf(before) }) })];
  },
};
