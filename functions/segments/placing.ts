import { addDays, zonedInstant } from "../../shared/clock.ts";
import { conditionsOf, type Filter } from "../../shared/filter/filter.ts";
import { daysOfWord } from "../../shared/filter/periods.ts";
import type { Caller } from "../../shared/http/route.ts";
import { inForce } from "../../shared/records/inforce.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { type AnyRow, nextVersion } from "../../shared/table/entity.ts";
import { type Table, write } from "../../shared/table/table.ts";
import { todayOf } from "../../shared/today.ts";
import { turning } from "./doers.ts";
import { nounOfPeople, ruleOf, type SegmentRow } from "./members.ts";
import { PEOPLE } from "./schema.ts";
import { audience, audienceId, membershipId, segment, segmentMembership } from "./table.ts";

const TRIES_MAX = 10;

const segments = inForce(segment);

/** The tracked segments of a tenant; `forgets` where the last change must be known. */
export async function trackedIn(table: Table, forgets = false): Promise<SegmentRow[]> {
  if (forgets) segments.forget(table.tenantId);
  return (await segments.of(table)).filter(({ tracked }) => tracked === true);
}

/** True of a filter that asks for days that move with the calendar. */
const moves = (filter: Filter, today: string): boolean =>
  conditionsOf(filter).some(({ value }) =>
    [value].flat().some((one) => typeof one === "object" || (typeof one === "string" && daysOfWord(one, today))),
  );

/** When time alone may bring somebody in or out next. */
async function dueAt(call: Caller, own: readonly SegmentRow[], personId: string): Promise<string | undefined> {
  const today = todayOf(call);
  const days = await Promise.all(
    own.flatMap(({ filter, behaviour }) => [
      ...(filter && moves(filter, today) ? [addDays(today, 1)] : []),
      ...(behaviour ? [turning(call, behaviour, personId)] : []),
    ]),
  );
  const [first] = days.filter((day) => day !== undefined).sort();
  return first && zonedInstant(first, "00:00", call.tenant.timeZone).toISOString();
}

async function belonging(call: Caller, own: readonly SegmentRow[], person: AnyRow): Promise<string[]> {
  const found = await Promise.all(
    own.map(async (row) => ((await ruleOf(call, row)([person])).length > 0 ? [row.id] : [])),
  );
  return found.flat();
}

/**
 * Notes to which tracked segments somebody belongs now, and when time alone may change that. Of several who note it at once
 * one does; the others look again.
 */
export const placed = (call: Caller, personId: string, tracked: readonly SegmentRow[]): Promise<void> =>
  anew(
    TRIES_MAX,
    async () => {
      const { table, now } = call;
      const of = PEOPLE.find((noun) => personId.startsWith(`${nounOfPeople(noun).entity.prefix}_`));
      if (!of) return;
      const before = await table.find(audience, audienceId(personId));
      const person = (await table.find(nounOfPeople(of).entity, personId)) as AnyRow | undefined;
      const own = person && !person.archived ? tracked.filter((row) => row.of === of) : [];
      const [had, has, due] = await Promise.all([
        table.collect(segmentMembership, { personId }, "member#"),
        person ? belonging(call, own, person) : Promise.resolve<string[]>([]),
        dueAt(call, own, personId),
      ]);
      const base = { version: 1, createdAt: now, updatedAt: now, personId };
      const changes = [
        ...had.filter(({ segmentId }) => !has.includes(segmentId)).map((row) => write.delete(segmentMembership, row)),
        ...has
          .filter((id) => !had.some(({ segmentId }) => segmentId === id))
          .map((id) => write.create(segmentMembership, { ...base, id: membershipId(id, personId), segmentId: id })),
      ];
      if (changes.length === 0 && before?.dueAt === due) return;
      const noted = before
        ? write.replace(audience, before, nextVersion(before, now, { dueAt: due }))
        : write.create(audience, { ...base, id: audienceId(personId), dueAt: due });
      await table.commit([...changes, noted]);
    },
    isOvertaken,
  );
