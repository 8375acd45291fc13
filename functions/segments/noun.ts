import { Fault, type InputError, invalidField } from "../../shared/fault.ts";
import { conditionsOf, type Filter } from "../../shared/filter/filter.ts";
import type { Caller } from "../../shared/http/route.ts";
import { checkedFields } from "../../shared/records/checked-filter.ts";
import { filterFields } from "../../shared/records/filtering.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import { checkUsable } from "../../shared/records/usable.ts";
import { behaviourPolicy } from "../behaviour/table.ts";
import { nounOfPeople, type SegmentRow } from "./members.ts";
import { Segment, SegmentInput } from "./schema.ts";
import { segment } from "./table.ts";

const HOW = {
  rule: "A rule needs a filter or a behaviour; the filter { all: [] } is everybody.",
  manual: "A manual segment has a list; add people by POST /v1/segments/{id}/members.",
  alike: "Such a segment needs alike: whom its people are like, and by what.",
} as const;

/** The parts that a kind has: of a rule one at least, of another just its own. */
function check(row: Partial<SegmentRow>): InputError[] {
  const { kind = "rule", filter, behaviour, joinedBy, tracked, alike } = row;
  const wrong = (path: string, code: string, message: string): InputError[] => [{ path, code, message }];
  const ofRules = Object.entries({ filter, behaviour, joinedBy, tracked }).filter(([, value]) => value !== undefined);
  const others = kind === "rule" ? [] : ofRules.flatMap(([path]) => wrong(path, "invalid", HOW[kind]));
  if (kind === "rule" && !filter && !behaviour) others.push(...wrong("filter", "required", HOW.rule));
  if (kind === "alike" && !alike) others.push(...wrong("alike", "required", HOW.alike));
  if (kind !== "alike" && alike) others.push(...wrong("alike", "invalid", HOW[kind]));
  if (joinedBy && !(filter && behaviour)) {
    others.push(...wrong("joinedBy", "invalid", "It joins a filter and a behaviour; both are needed."));
  }
  if (tracked && filter && byHours(filter)) {
    others.push(...wrong("tracked", "invalid", "What moves by the hour cannot be tracked; ask for days."));
  }
  return others;
}

const byHours = (filter: Filter): boolean =>
  conditionsOf(filter).some(({ value }) =>
    [value].flat().some((one) => typeof one === "object" && "unit" in one && one.unit === "hour"),
  );

/** How a feature's values can be compared: those of a few kinds are the same for several people. */
const COMPARED = ["text", "boolean", "enum", "multiEnum", "id", "ids"];

/** Filter, events and features must be right for the noun, and for whoever writes them. */
async function checkSaid(call: Caller, { of, filter, behaviour, alike }: Said): Promise<object> {
  const people = nounOfPeople(of);
  if (filter) checkedFields(call.access, people, filter);
  await checkKept(call, behaviour);
  if (!alike) return {};
  const fields = filterFields(people, call.tenant);
  for (const [n, { field }] of alike.features.entries()) {
    const kind = field === undefined ? "text" : fields.get(field)?.kind;
    if (!kind || !COMPARED.includes(kind)) {
      throw invalidField(`alike.features.${n}.field`, `${field} is no field of a ${of} that people are alike by.`);
    }
  }
  checkUsable(
    call.access,
    of,
    alike.features.flatMap(({ field }) => field ?? []),
  );
  const seed = await call.table.find(segment, alike.seedSegmentId);
  if (seed && seed.of === of && seed.kind !== "alike" && !seed.archived) return {};
  const message = `There is no segment ${alike.seedSegmentId} of ${of}s with a rule or a list.`;
  throw invalidField("alike.seedSegmentId", message, "unknown_reference");
}

type Said = Pick<SegmentRow, "of" | "filter" | "behaviour" | "alike">;

/** Nobody can say what somebody did of whom that is kept no more. */
async function checkKept({ table }: Caller, behaviour: Said["behaviour"]): Promise<void> {
  if (!behaviour) return;
  const { keptDays } = await behaviourPolicy.held(table);
  const n = behaviour.conditions.findIndex(({ withinDays }) => withinDays > keptDays);
  if (n < 0) return;
  throw invalidField(`behaviour.conditions.${n}.withinDays`, `Events are kept for ${keptDays} days; ask for no more.`);
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
  prepare: async (call, input) => ({ ...(await checkSaid(call, input)), ownerId: call.actor.principalId }),
  revise: async (call, before, patch: Partial<SegmentRow>) => {
    if (patch.of && patch.of !== before.of) {
      const message = "Whom a segment is of stays; make another one.";
      throw new Fault("invalid", message, { errors: [{ path: "of", code: "invalid", message }] });
    }
    const { filter, behaviour, alike } = patch;
    return checkSaid(call, {
      of: before.of,
      ...{ filter: filter ?? undefined, behaviour: behaviour ?? undefined, alike: alike ?? undefined },
    });
  },
  example: {
    body: {
      name: "采购负责人",
      of: "contact",
      kind: "rule",
      filter: { all: [{ field: "name", op: "startsWith", value: "李" }] },
      behaviour: { match: "any", conditions: [{ did: "price.asked", times: 2, withinDays: 14 }] },
      joinedBy: "or",
    },
  },
  patchExample: { body: { sample: { seed: "2026-11", toBasisPoints: 5_000 } } },
});
