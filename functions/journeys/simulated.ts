import type * as z from "zod";
import { invalidField } from "../../shared/fault.ts";
import { load, loaded } from "../../shared/http/record.ts";
import type { Call, Caller } from "../../shared/http/route.ts";
import { contact } from "../contacts/table.ts";
import { lead } from "../leads/table.ts";
import { checkPublishable } from "./checks.ts";
import { Definition, type Test } from "./definition.ts";
import { barredBy } from "./enrol.ts";
import { type About, Facts, nounNamed } from "./facts.ts";
import { type Simulated, type SimulateInput, TAKEN_MAX, type Taken } from "./schema.ts";
import { journey, journeyPlace, placeId } from "./table.ts";
import { endOf, type Standing, walk } from "./walk.ts";

type Path = { path: (Taken & { kind: string })[]; endsBy?: string | undefined };

/** The way that somebody would go if nothing changed but the time. */
async function wayOf(call: Caller, journeyId: string, definition: Definition, about: About): Promise<Path> {
  const kinds = new Map(definition.steps.map(({ key, kind }) => [key, kind]));
  const path: Path["path"] = [];
  let [at, now] = [{ step: definition.steps[0]?.key } as Standing, call.now];
  const went = (taken: readonly Taken[]): void => {
    for (const one of taken) path.push({ ...one, kind: String(kinds.get(one.step)) });
  };
  while (path.length < TAKEN_MAX) {
    const then = { ...call, now };
    const facts = new Facts(then, about);
    const over = await endOf(facts, definition);
    if (over) return { path, endsBy: over.endedBy };
    const walking = { journeyId, personId: about.personId, definition, facts, taken: path.length };
    const halt = await walk(then, walking, at);
    went(halt.passed);
    if ("ends" in halt) return { path, endsBy: halt.by ?? halt.ends };
    if ("does" in halt) {
      went([{ step: halt.does.key, at: now, did: "done" }]);
      at = { step: halt.does.next };
    } else {
      now = halt.until;
      at = { step: halt.rests.key, waitsSince: halt.since };
    }
  }
  return { path, endsBy: "too-many-steps" };
}

/** What a simulation says, for somebody whom the caller sees and a journey that the caller might publish. */
export async function simulated(
  call: Call<z.output<typeof SimulateInput>, unknown>,
): Promise<z.output<typeof Simulated>> {
  const row = await load(call, journey);
  const definition = Definition.parse(row);
  await checkPublishable(call, definition);
  const { personId, record } = call.body;
  const people = definition.of === "lead" ? lead : contact;
  if (!personId.startsWith(`${people.prefix}_`)) throw invalidField("personId", `This journey is of ${people.plural}.`);
  await loaded(call, people, personId);
  const of = record && (await nounNamed(record.noun));
  if (record && !of) throw invalidField("record.noun", `There is no noun ${record.noun}.`, "unknown_reference");
  if (record && of) await loaded(call, of.entity, record.id);
  const about = { personId, record };
  const facts = new Facts(call, about);
  const { trigger, entry = [] } = definition;
  const began: Test[] =
    trigger.kind === "record" && (record || trigger.noun === definition.of)
      ? [{ kind: "is", of: record ? "record" : "person", filter: trigger.filter }]
      : [];
  const barred = barredBy(definition, await call.table.find(journeyPlace, placeId(row.id, personId)), call.now);
  const why = barred ?? ((await facts.holds([...began, ...entry])) ? undefined : "entry");
  return { enters: why === undefined, why, ...(await wayOf(call, row.id, definition, about)) };
}
