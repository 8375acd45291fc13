import * as z from "zod";
import { CustomValues } from "../../shared/records/fields.ts";
import { idOf, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

/** A company that sells to the same customers. */
export const CompetitorInput = z.object({
  name: text(200).describe("Unique in the tenant, whatever its case and spaces."),
  website: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional()
    .describe("Its address on the web."),
  strengths: text(2_000).optional().describe("What speaks for it."),
  weaknesses: text(2_000).optional().describe("What speaks against it, and for us."),
  ownerId: idOf("usr").optional().describe("Who watches it."),
  departmentId: idOf("dep").optional().describe("The department that watches it; the owner's, unless told otherwise."),
  custom: CustomValues.optional(),
});

export const Competitor = CompetitorInput.extend({ ...recordFields, archived: z.boolean().optional() });
