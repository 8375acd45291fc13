import { callerOf } from "../../shared/events/caller.ts";
import type { Change, Work } from "../../shared/events/event.ts";
import type { Filter } from "../../shared/filter/filter.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Noun } from "../../shared/records/noun.ts";
import type { AnyRow, RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import type { behaviourProfile } from "../behaviour/counted.ts";
import type { segmentMember, segmentMembership } from "../segments/table.ts";
import { advance } from "./advance.ts";
import type { Test, Trigger } from "./definition.ts";
import { type Beginning, enrol, enrolmentId } from "./enrol.ts";
import { holdsOf, nounNamed } from "./facts.ts";
import type { Live } from "./live.ts";
import { PREFIXES, personOf } from "./people.ts";
import { enrolment } from "./table.ts";

type SegmentTrigger = Extract<Trigger, { kind: "segment" }>;
type MemberRow = RowOf<typeof segmentMember> | RowOf<typeof segmentMembership>;
type ProfileRow = RowOf<typeof behaviourProfile>;

/** Begins a journey and brings its person on as far as they come at once. */
export async function began(call: Caller, beginning: Beginning): Promise<void> {
  const outcome = await enrol(call, beginning);
  if (outcome === "began" || outcome === "known") await advance(call, enrolmentId(beginning));
}

const isIn = (call: Caller, of: Noun, filter: Filter, row: AnyRow | undefined): boolean =>
  row !== undefined && !row.archived && !row.mergedInto && holdsOf(call, of, filter, row);

type Moved = { noun: string; before: AnyRow | undefined; after: AnyRow };

async function byRecord(call: Caller, live: Live, { noun, before, after }: Moved): Promise<void> {
  const { trigger, of } = live;
  if (trigger.kind !== "record" || trigger.noun !== noun) return;
  const declared = await nounNamed(noun);
  if (!declared || !isIn(call, declared, trigger.filter, after)) return;
  if (isIn(call, declared, trigger.filter, before)) return;
  const personId = await personOf(call, of, { noun, row: after });
  if (personId === undefined) return;
  const still: Test[] = [{ kind: "is", of: noun === of ? "person" : "record", filter: trigger.filter }];
  const record = noun === of ? undefined : { noun, id: after.id };
  await began(call, { journeyId: live.id, personId, record, still, occurrence: `${after.id}@${after.version}` });
}

const textsOf = (values: readonly unknown[]): string[] =>
  values.flat().filter((value): value is string => typeof value === "string" && value !== "");

/** Brings on those who are under way and whom a change of a record may concern. */
async function bringOn(call: Caller, row: AnyRow): Promise<void> {
  const subjects = new Set(textsOf([row.id, row.accountId, row.accountIds, row.contactId, row.leadId]));
  for (const id of subjects) {
    const sources = [sourceOf(enrolment, "account", { subjectIds: id })];
    for await (const { id: enrolled } of call.table.each(enrolment, { sources })) await advance(call, enrolled);
  }
}

/** What a change of a record brings about on the journeys of its tenant. */
export async function react(change: Change, work: Work, live: readonly Live[]): Promise<void> {
  const call = callerOf(work, "journeys");
  const [before, after] = [change.before as AnyRow | undefined, change.after as AnyRow | undefined];
  const row = after ?? before;
  if (!row) return;
  await bringOn(call, row);
  if (!after) return;
  const moved = { noun: change.entity.noun, before, after };
  for (const one of live) {
    await byRecord(call, one, moved);
  }
}

/** Somebody came to a segment or left it: they were put on its list or taken off, or its rule means them or does no more. */
export async function listed(change: Change<MemberRow>, work: Work, live: readonly Live[]): Promise<void> {
  const call = callerOf(work, "journeys");
  const { before, after } = change;
  const row = after ?? before;
  if (!row) return;
  const on: SegmentTrigger["on"] = after ? "entered" : "left";
  for (const { id: journeyId, trigger } of live) {
    if (trigger.kind !== "segment" || trigger.segmentId !== row.segmentId || trigger.on !== on) continue;
    const occurrence = `${on} ${row.segmentId} ${row.createdAt}`;
    await began(call, { journeyId, personId: row.personId, occurrence });
  }
}

const timesOf = (row: ProfileRow | undefined, name: string): number =>
  Object.values(row?.days?.[name] ?? {}).reduce((sum, times) => sum + times, 0);

/** What somebody did was counted: it begins journeys of what they did, and may be what others wait for. */
export async function did(change: Change<ProfileRow>, work: Work, live: readonly Live[]): Promise<void> {
  const call = callerOf(work, "journeys");
  const { before, after } = change;
  if (!after) return;
  const { personId } = after;
  await bringOn(call, { ...after, id: personId });
  for (const { id: journeyId, trigger, of } of live) {
    if (trigger.kind !== "event" || !personId.startsWith(PREFIXES[of])) continue;
    const { name, withinDays } = trigger;
    if (timesOf(after, name) <= timesOf(before, name)) continue;
    const still: Test[] = [{ kind: "did", behaviour: { did: name, times: 1, withinDays } }];
    await began(call, { journeyId, personId, still, occurrence: `${after.id}@${after.version}` });
  }
}
