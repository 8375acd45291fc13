import * as z from "zod";
import { entity, recordFields } from "../table/entity.ts";

/**
 * A change whose work failed for a reason that does not pass by itself. It lies here with its images, so that an
 * operator sees it and can run it again; the others go on.
 */
export const parkedRecord = entity({
  noun: "parkedRecord",
  plural: "parked records",
  prefix: "prk",
  audited: false,
  schema: z.object({
    ...recordFields,
    consumer: z.enum(["money", "rest"]),
    event: z.string(),
    noun: z.string(),
    recordId: z.string(),
    error: z.string(),
    state: z.enum(["parked", "done"]),
    attempts: z.int(),
    /** The stream record as it came (DynamoDB JSON). */
    record: z.string(),
  }),
  indexes: { all: { by: [], sorts: "createdAt", answers: "the parked records of the tenant, newest first" } },
});
