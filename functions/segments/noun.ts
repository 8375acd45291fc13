import { Fault, type InputError } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { checkedFields } from "../../shared/records/filtering.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import { nounOfPeople, type SegmentRow } from "./members.ts";
import { Segment, SegmentInput } from "./schema.ts";
import { segment } from "./table.ts";

function check({ kind, filter }: Partial<SegmentRow>): InputError[] {
  if ((kind === "rule") === (filter !== undefined)) return [];
  const message =
    kind === "rule"
      ? "A rule needs a filter; { all: [] } is everybody."
      : "A manual segment has a list and no filter; add people by POST /v1/segments/{id}/members.";
  return [{ path: "filter", code: kind === "rule" ? "required" : "invalid", message }];
}

/** The filter must be right for its noun and for whoever writes it. */
function checkFilter({ access }: Caller, { of, filter }: Pick<SegmentRow, "of" | "filter">): object {
  if (filter) checkedFields(access, nounOfPeople(of), filter);
  return {};
}

/** People who are reached together, as everything that handles records by their declaration knows them. */
export const segmentNoun: Noun = noun({
  entity: segment,
  module: "segments",
  path: "/v1/segments",
  input: SegmentInput,
  view: Segment,
  filters: ["name", "of", "kind"],
  check: (values) => check(values),
  prepare: (call, input) => ({ ...checkFilter(call, input), ownerId: call.actor.principalId }),
  revise: (call, before, patch: Partial<SegmentRow>) => {
    if (patch.of && patch.of !== before.of) {
      const message = "Whom a segment is of stays; make another one.";
      throw new Fault("invalid", message, { errors: [{ path: "of", code: "invalid", message }] });
    }
    return checkFilter(call, { of: before.of, filter: patch.filter ?? undefined });
  },
  example: {
    body: {
      name: "采购负责人",
      of: "contact",
      kind: "rule",
      filter: { all: [{ field: "name", op: "startsWith", value: "李" }] },
    },
  },
  patchExample: { body: { sample: { seed: "2026-11", toBasisPoints: 5_000 } } },
});
