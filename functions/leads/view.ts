import * as z from "zod";
import { DuplicateView } from "../../shared/records/duplicates.ts";
import { Lead } from "./schema.ts";

/** A lead as it is shown; only the answer to its creation names the records that it resembles. */
export const LeadView = Lead.omit({ distinct: true, decays: true }).extend({
  possibleDuplicates: z.array(DuplicateView).optional(),
});
