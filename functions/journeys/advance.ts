/**
 * A step of a journey is one write. An enrolment says where somebody stands; a step replaces it under its version,
 * together with all that the step does and with checks of the records that its conditions were read from. So it is
 * done once, by whoever comes first, and not at all where a condition has changed by then; ids of what it makes follow
 * from the enrolment and the step's place. Triggers, changes and timers only say that there is something to look at. A
 * tenant's timers lie in sixteen slots of its own, and what stands among what is due in all tenants is the slots
 * (`shared/due/timers.ts`): a look works off some and puts the slot behind those of others.
 */
import { Fault } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { Kept } from "../../shared/kept.ts";
import type { Action } from "../../shared/table/action.ts";
import { anew, isRaced } from "../../shared/table/anew.ts";
import { nextVersion, type RowOf } from "../../shared/table/entity.ts";
import { isPassing } from "../../shared/table/retry.ts";
import { type Table, write } from "../../shared/table/table.ts";
import type { Definition } from "./definition.ts";
import type { Doing, Effect } from "./effects.ts";
import { Facts } from "./facts.ts";
import type { Taken } from "./schema.ts";
import { enrolment, journey, journeyPlace, journeyVersion, placeId, steps, versionId } from "./table.ts";
import { type ActionStep, endOf, type Halt, walk } from "./walk.ts";

export type EnrolmentRow = RowOf<typeof enrolment>;
type JourneyRow = RowOf<typeof journey>;

/** A step is tried anew so often where what it leans on changes at that moment. */
const TRIES_MAX = 8;
const NOTE_CHARS_MAX = 300;
/** Versions never change; they are kept for the memory's sake alone. */
const VERSIONS_KEPT_MS = 3_600_000;
const VERSIONS_MAX = 50;
const versions = new Kept<Definition>(VERSIONS_KEPT_MS, VERSIONS_MAX);

export const definitionOf = (table: Table, journeyId: string, number: number): Promise<Definition> => {
  const id = versionId(journeyId, number);
  return versions.get(`${table.tenantId} ${id}`, async () => (await table.get(journeyVersion, id)).definition);
};

/** Writes the next state of an enrolment, if it still is as it was read, with all that the step does. */
async function moved(
  { table, now }: Caller,
  row: EnrolmentRow,
  fields: Partial<EnrolmentRow>,
  more: readonly Action[] = [],
): Promise<void> {
  const after = nextVersion(row, now, fields);
  if (after.dueAt !== undefined) await steps.ask(table, row.slot, after.dueAt, now);
  await table.commit([write.replace(enrolment, row, after), ...more]);
}

const AT_REST = { step: undefined, waitsSince: undefined, dueAt: undefined };

/** Ends an enrolment and leaves the person's place free for another. */
async function ended(
  call: Caller,
  row: EnrolmentRow,
  fields: Partial<EnrolmentRow> & Pick<EnrolmentRow, "state">,
  checks: readonly Action[],
): Promise<void> {
  const { table, now } = call;
  const place = await table.get(journeyPlace, placeId(row.journeyId, row.personId));
  const free = write.replace(journeyPlace, place, nextVersion(place, now, { endedAt: now }));
  await moved(call, row, { ...AT_REST, ...fields, endedAt: now }, [free, ...checks]);
}

/** True for what a step is passed for: neither the moment's fault nor one of the product. */
const isRefusal = (error: unknown): error is Fault =>
  error instanceof Fault && error.status < 500 && !isRaced(error) && !isPassing(error);

/** Does a step and goes on behind it, in one transaction. What cannot be done for this person is noted and passed. */
async function done(call: Caller, doing: Doing, step: ActionStep, passed: readonly Taken[]): Promise<void> {
  const { row, facts } = doing;
  const commit = (did: "done" | "skipped", { actions, code, note }: Effect): Promise<void> => {
    const taken = { step: step.key, at: call.now, did, ...(note !== undefined && { note }) };
    const fields = {
      ...{ step: step.next, waitsSince: undefined, dueAt: call.now, taken: [...row.taken, ...passed, taken] },
      ...(code !== undefined && { codes: { ...row.codes, [step.key]: code } }),
    };
    return moved(call, row, fields, [...actions, ...facts.checks()]);
  };
  const { effectOf } = await import("./effects.ts");
  try {
    await commit("done", await effectOf(call, step, doing));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await commit("skipped", { actions: [], note: error.detail.slice(0, NOTE_CHARS_MAX) });
  }
}

async function halted(call: Caller, doing: Doing, halt: Halt): Promise<boolean> {
  const { row, facts } = doing;
  const taken = [...row.taken, ...halt.passed];
  if ("ends" in halt) {
    await ended(call, row, { state: halt.ends, endedBy: halt.by, taken }, facts.checks());
    return false;
  }
  if ("does" in halt) {
    await done(call, doing, halt.does, halt.passed);
    return true;
  }
  const { rests, since, until } = halt;
  const isThere = row.step === rests.key && row.waitsSince === since && row.dueAt === until && halt.passed.length === 0;
  if (isThere) return false;
  await moved(call, row, { step: rests.key, waitsSince: since, dueAt: until, taken }, facts.checks());
  return false;
}

/** Does the next thing for somebody under way; true where there is more to do at once. */
async function move(call: Caller, id: string): Promise<boolean> {
  const { table } = call;
  const row = await table.find(enrolment, id);
  if (row?.state !== "active") return false;
  const of: JourneyRow = await table.get(journey, row.journeyId);
  if (of.status === "paused") {
    if (row.dueAt !== undefined) await moved(call, row, { dueAt: undefined });
    return false;
  }
  const facts = new Facts(call, row);
  const end = async (fields: Pick<EnrolmentRow, "state"> & Partial<EnrolmentRow>): Promise<false> => {
    await ended(call, row, fields, facts.checks());
    return false;
  };
  if (of.status !== "live") return end({ state: "stopped" });
  if (!(await facts.person())) return end({ state: "exited", endedBy: "person-gone" });
  const definition = await definitionOf(table, row.journeyId, row.number);
  const over = await endOf(facts, definition);
  if (over) return end(over);
  const walking = { ...row, definition, facts, taken: row.taken.length };
  const halt = await walk(call, walking, row);
  const place = row.taken.length + halt.passed.length;
  return halted(call, { row, journey: of, facts, place }, halt);
}

/**
 * Brings somebody on as far as they come at this moment. Each step is one conditional write together with all that it does
 * and with what its conditions were read from: of two who bring the same person on one is refused and looks again, and a
 * step whose condition has changed in between is not done.
 */
export async function advance(call: Caller, id: string): Promise<void> {
  let isOn = true;
  while (isOn) isOn = await anew(TRIES_MAX, () => move(call, id), isRaced);
}
