import { Fault } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { selection } from "../../shared/records/select.ts";
import { valueAt } from "../../shared/records/values.ts";
import type { AnyRow, RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { write } from "../../shared/table/table.ts";
import { todayOf } from "../../shared/today.ts";
import { together } from "../../shared/together.ts";
import { behaviourProfile, profileId, timesWithin } from "../behaviour/counted.ts";
import { nounOfPeople, peopleOf, type SegmentRow } from "./members.ts";
import { type Likened, likened, timesBucket } from "./rules.ts";
import { memberId, segment, segmentMember, type segmentWork } from "./table.ts";

/** People who are compared; of more the earliest made, and it is said that there are more. */
export const PEOPLE_MAX = 20_000;
const WRITES_AT_ONCE = 16;

/** What somebody has of each feature. */
async function featuresOf(call: Caller, { alike }: SegmentRow, rows: readonly AnyRow[]): Promise<Likened[]> {
  const today = todayOf(call);
  const features = alike?.features ?? [];
  const isBehaviour = features.some(({ event }) => event !== undefined);
  const ids = rows.map(({ id }) => profileId(id));
  const profiles = isBehaviour ? await call.table.getMany(behaviourProfile, ids) : new Map();
  return rows.map((row) => ({
    id: row.id,
    values: features.flatMap(({ field, event, withinDays }) => {
      if (event !== undefined) {
        const n = timesWithin(profiles.get(profileId(row.id))?.days[event], withinDays, today);
        return [{ feature: event, value: timesBucket(n) }];
      }
      const values = [valueAt(row, field ?? "")].flat().filter((one) => one !== undefined && one !== null);
      return values.map((value) => ({ feature: field ?? "", value: String(value) }));
    }),
  }));
}

async function everybody(call: Caller, row: SegmentRow): Promise<{ people: Likened[]; isWhole: boolean }> {
  const read = selection(call, nounOfPeople(row.of));
  const people: Likened[] = [];
  let after: string | undefined;
  do {
    const page = await read(after);
    people.push(...(await featuresOf(call, row, page.rows)));
    after = page.next;
  } while (after !== undefined && people.length < PEOPLE_MAX);
  return { people: people.slice(0, PEOPLE_MAX), isWhole: after === undefined && people.length <= PEOPLE_MAX };
}

async function seedsOf(call: Caller, { of, alike }: SegmentRow): Promise<Set<string>> {
  const seed = await call.table.find(segment, alike?.seedSegmentId ?? "");
  if (!seed || seed.of !== of) throw new Fault("conflict", `There is no segment of ${of}s to be like.`);
  const read = peopleOf(call, seed);
  const ids = new Set<string>();
  let after: string | undefined;
  do {
    const page = await read(after);
    for (const { id } of page.rows) ids.add(id);
    after = page.next;
  } while (after !== undefined);
  return ids;
}

/** Finds who is like the people of another segment, and keeps the list of them with score and reasons. */
export async function alikeTo(call: Caller, row: SegmentRow): Promise<Partial<RowOf<typeof segmentWork>>> {
  const { table, now } = call;
  const [seeds, { people, isWhole }] = [await seedsOf(call, row), await everybody(call, row)];
  const { told, best } = likened(people, seeds, row.alike?.size ?? 0);
  const sources = [sourceOf(segmentMember, "parent", { segmentId: row.id })];
  const had = new Map((await Array.fromAsync(table.each(segmentMember, { sources }))).map((one) => [one.id, one]));
  const found = best.map(({ id, ...why }) => ({ id: memberId(row.id, id), segmentId: row.id, personId: id, ...why }));
  const gone = [...had.values()].filter(({ id }) => !found.some((one) => one.id === id));
  const actions = [
    ...gone.map((one) => write.delete(segmentMember, one)),
    ...found.map((one) => {
      const before = had.get(one.id);
      const base = { version: (before?.version ?? 0) + 1, createdAt: before?.createdAt ?? now, updatedAt: now };
      return before
        ? write.replace(segmentMember, before, { ...base, ...one })
        : write.create(segmentMember, { ...base, ...one });
    }),
  ];
  await together(actions, WRITES_AT_ONCE, (action) => table.commit([action]));
  const there = people.filter(({ id }) => seeds.has(id)).length;
  return { builtAt: now, people: people.length, seeds: there, isWhole, told };
}
