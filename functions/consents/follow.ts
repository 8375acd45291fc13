import { isDeepStrictEqual } from "node:util";
import { callerOf } from "../../shared/events/caller.ts";
import type { Change, Work } from "../../shared/events/event.ts";
import { hashedId } from "../../shared/hashed.ts";
import { consentStanding, EVERY_PURPOSE, holdsOver, standingId } from "../../shared/notify/consent.ts";
import type { MessageRow } from "../../shared/notify/outbox.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { nextVersion, type RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { write } from "../../shared/table/table.ts";
import type { activity } from "../activities/table.ts";
import type { contact } from "../contacts/table.ts";
import type { lead } from "../leads/table.ts";
import { type Person, personOf } from "./people.ts";
import { isOptOut } from "./rules.ts";
import { consent, reachPolicy } from "./table.ts";
import { type Statement, stated, withdrawn } from "./withdraw.ts";
import type { ConsentRow } from "./writing.ts";

/** What the lists in contacts and leads are about: they name no purpose of their own. */
const LISTED_PURPOSE = "marketing";
const TRIES_MAX = 8;

const callerIn = (work: Work) => callerOf(work, "consents");

/** The same said of the same person is recorded once, however often the stream tells it. */
const idOf =
  (said: Statement, of = "") =>
  (person: Person): string =>
    hashedId(consent.prefix, JSON.stringify([of, person.id, said.channel, said.purpose, said.state, said.evidence]));

/** Records what has come to a person's own list. What a merge brings there was recorded of the one that was taken in. */
export async function recordListed(
  { before, after, stamp }: Change<RowOf<typeof contact>> | Change<RowOf<typeof lead>>,
  work: Work,
): Promise<void> {
  if (!after || stamp.actor === "system:merging") return;
  const known = before?.consents ?? [];
  const fresh = (after.consents ?? []).filter((one) => !known.some((other) => isDeepStrictEqual(one, other)));
  for (const { channel, granted, at, evidence } of fresh) {
    const said: Statement = {
      ...{ channel, purpose: LISTED_PURPOSE, state: granted ? "given" : "withdrawn" },
      evidence: { textVersion: "as noted", source: "record", at, text: evidence },
    };
    await stated(callerIn(work), after.id, said, idOf(said));
  }
}

const consentsOf = (work: Work, personId: string): Promise<ConsentRow[]> =>
  Array.fromAsync(work.table.each(consent, { sources: [sourceOf(consent, "parent", { personId })] }));

/** A contact has agreed to what the lead agreed to that it came from, with the same evidence. */
export async function inherit({ after }: Change<RowOf<typeof lead>>, work: Work): Promise<void> {
  if (!after?.contactId) return;
  for (const { channel, purpose, state, evidence, archived } of await consentsOf(work, after.id)) {
    if (archived || state === "requested") continue;
    const confirmed = state === "given" && { confirmedAt: evidence.confirmedAt ?? evidence.at };
    const said: Statement = { channel, purpose, state, evidence: { ...evidence, ...confirmed } };
    await stated(callerIn(work), after.contactId, said, idOf(said, after.id));
  }
}

/** What holds of one person in one respect, told anew from what is recorded of them. */
async function restateOf(work: Work, personId: string, { channel, purpose }: ConsentRow): Promise<void> {
  const id = standingId(personId, channel, purpose);
  await anew(
    TRIES_MAX,
    async () => {
      const [before, all] = await Promise.all([work.table.find(consentStanding, id), consentsOf(work, personId)]);
      const said = all.filter((one) => !one.archived && standingId(personId, one.channel, one.purpose) === id);
      const newest = said.reduce<ConsentRow | undefined>((best, one) => {
        const is = (of: ConsentRow) => ({ state: of.state, at: of.evidence.at });
        return !best || holdsOver(is(one), is(best)) ? one : best;
      }, undefined);
      const { table, now } = work;
      if (!newest) return before && table.commit([write.delete(consentStanding, before)]);
      const { state, id: consentId, evidence } = newest;
      const fields = { personId, channel, purpose, state, at: evidence.at, consentId };
      if (!before) return table.create(consentStanding, { id, version: 1, createdAt: now, updatedAt: now, ...fields });
      return before.consentId === consentId
        ? undefined
        : table.replace(consentStanding, before, nextVersion(before, now, fields));
    },
    isOvertaken,
  );
}

/** A consent has come to another record of its person, or counts no more. */
export async function restate({ before, after }: Change<ConsentRow>, work: Work): Promise<void> {
  const ids = new Set([before?.personId, after?.personId].filter((id) => id !== undefined));
  for (const id of ids) await restateOf(work, id, (after ?? before) as ConsentRow);
}

/** Somebody says in a call that they want no more: its outcome is one of the tenant's opt-out words. */
export async function heedCall({ after }: Change<RowOf<typeof activity>>, work: Work): Promise<void> {
  if (!after?.outcome) return;
  const { optOutWords } = await reachPolicy.held(work.table);
  if (!isOptOut(optOutWords, after.outcome)) return;
  const said = {
    ...({ channel: "call", purpose: EVERY_PURPOSE, state: "withdrawn" } as const),
    evidence: { textVersion: "call note", source: after.id, at: after.doneAt ?? after.updatedAt, text: after.outcome },
  };
  const people = (after.relatedTo ?? []).filter(({ noun }) => noun === "contact" || noun === "lead");
  for (const { id } of people) await withdrawn(callerIn(work), id, said, idOf(said));
}

/** Whoever calls a mail of ours unwanted gets no more. */
export async function heedComplaint({ after }: Change<MessageRow>, work: Work): Promise<void> {
  if (!after?.reason || !(await personOf(work.table, after.recipientId))) return;
  const said = {
    ...({ channel: "email", purpose: EVERY_PURPOSE, state: "withdrawn" } as const),
    evidence: { textVersion: "complaint", source: after.id, at: after.updatedAt },
  };
  await withdrawn(callerIn(work), after.recipientId, said, idOf(said));
}
