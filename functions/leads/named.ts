import type * as z from "zod";
import type { Caller } from "../../shared/http/route.ts";
import type { DuplicateView } from "../../shared/records/duplicates.ts";

type Possible = z.output<typeof DuplicateView>[];

/** What the answer to a create is to name besides the new lead. */
const named = new WeakMap<Caller, Possible>();

/** Notes, for the answer to this very call, what its new lead was found to resemble. */
export const nameDuplicates = (call: Caller, possible: Possible): void => {
  named.set(call, possible);
};

/** The records that a lead was found to resemble when this very call made it. */
export const possibleDuplicates = (call: Caller): Possible | undefined => named.get(call);
