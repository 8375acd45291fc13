import { Fault } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { type Duplicate, duplicatesOf, seen, shownDuplicate } from "../duplicates.ts";
import { nameDuplicates } from "./named.ts";
import { OPEN_STATUSES } from "./schema.ts";
import { comparedLead, lead, leadPolicy } from "./table.ts";

/** Duplicates that the answer of a create names; more say no more. */
const NAMED_MAX = 10;

const refused = (other: { id: string } | undefined, fields: string[]): Fault => {
  const which = other ? `the lead ${other.id}` : "a lead that you may not see";
  const errors = fields.map((path) => ({ path, code: "duplicate", message: `${path} is also that of ${which}.` }));
  return new Fault("duplicate", `There is already ${which} with the same ${fields.join(", ")}.`, { errors });
};

/** The open lead that is the same, if one is. */
export const sameOpenLead = (all: readonly Duplicate[]): Duplicate | undefined =>
  all.find(
    ({ noun, row, reasons }) =>
      noun === lead.noun && OPEN_STATUSES.includes(String(row.status)) && reasons.some(({ strong }) => strong),
  );

/**
 * What the tenant's policy makes of a new lead that resembles others. Where duplicates are refused the lead is marked to
 * hold its phone, e-mail, number and name alone, so that of two made at the same time one is refused as well.
 */
export async function checkedLikeness(call: Caller, given: object): Promise<{ distinct?: true }> {
  const { duplicates } = await leadPolicy.held(call.table);
  if (duplicates === "allow") return {};
  const all = await duplicatesOf(call, comparedLead(given));
  if (duplicates === "warn") {
    const named = seen(call, all).slice(0, NAMED_MAX).map(shownDuplicate);
    if (named.length > 0) nameDuplicates(call, named);
    return {};
  }
  const same = sameOpenLead(all);
  if (!same) return { distinct: true };
  const kinds = same.reasons.filter(({ strong }) => strong).map(({ kind }) => (kind === "person" ? "name" : kind));
  throw refused(call.access.sees(lead, same.row) ? same.row : undefined, kinds);
}
