import * as z from "zod";
import { Filter } from "../../shared/filter/filter.ts";
import { text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { SharedWith } from "../users/shared-with.ts";

const COLUMNS_MAX = 60;

/** A field by its name, custom ones as `custom.key`. */
const field = z.string().regex(/^(custom\.)?[a-z][A-Za-z0-9]*$/, "must be the name of a field");

/** A saved question to the records of one noun: which, what of them, in which order, and who else may use it. */
export const ViewInput = z.object({
  noun: text(50),
  name: text(100),
  filter: Filter,
  /** The fields that rows show; all of them unless told. */
  columns: z.array(field).min(1).max(COLUMNS_MAX).optional(),
  /** A field, descending with a `-` before it; newest first unless told. */
  sort: z
    .string()
    .regex(/^-?(custom\.)?[a-z][A-Za-z0-9]*$/, "must be a field, with - before it for descending order")
    .optional(),
  sharedWith: SharedWith.optional(),
});

export const View = ViewInput.extend({
  ...recordFields,
  ownerId: z.string(),
  archived: z.boolean().optional(),
});

/** How far an answer has come. What is not complete goes on with `nextCursor`; no answer leaves rows out silently. */
const Progress = z.object({ examined: z.int(), complete: z.boolean() });

export const ViewRows = z.object({
  items: z.array(z.record(z.string(), z.unknown())),
  nextCursor: z.string().nullable(),
  progress: Progress,
});

/** What was counted in this call; a count that is not complete goes on with `nextCursor`, and the counts add up. */
export const ViewCount = z.object({ count: z.int(), nextCursor: z.string().nullable(), progress: Progress });

/** A piece of the matches of a view whose order no index has: they are gathered call by call until the noun has been read. */
export const SortedRun = z.object({
  ...recordFields,
  viewId: z.string(),
  runId: z.string(),
  /** Which piece of its run it is, from 0. */
  piece: z.int(),
  /** Where reading goes on behind it; none at the end. */
  after: z.string().optional(),
  examined: z.int(),
  /** [sort key, id] of every match. */
  found: z.array(z.tuple([z.string(), z.string()])),
  ttl: z.int(),
});
