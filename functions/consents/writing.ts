import { addMonths } from "../../shared/clock.ts";
import { Fault, type InputError } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { consentStanding, EVERY_PURPOSE, holdsOver, standingId } from "../../shared/notify/consent.ts";
import type { Noun, Writing } from "../../shared/records/noun.ts";
import type { Action } from "../../shared/table/action.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { keeping } from "../../shared/table/keeping.ts";
import { ownership } from "../users/ownership.ts";
import type { Person } from "./people.ts";
import { type consent, reachPolicy } from "./table.ts";

export type ConsentRow = RowOf<typeof consent>;
type Said = Pick<ConsentRow, "channel" | "purpose" | "evidence"> &
  Partial<Pick<ConsentRow, "ownerId" | "departmentId">> & { state: "given" | "withdrawn" };

/** What of a consent changes: who looks after it. */
const OWNED = ["ownerId", "departmentId"];

/** A clock of a form or an importer may be so much ahead of ours. */
const AHEAD_MS_MAX = 300_000;

function check({ contactId, leadId, purpose, state }: Partial<ConsentRow>): InputError[] {
  const errors: InputError[] = [];
  if ((contactId === undefined) === (leadId === undefined)) {
    errors.push({ path: "contactId", code: "required", message: "Name either contactId or leadId." });
  }
  if (state === "given" && purpose?.toLowerCase() === EVERY_PURPOSE) {
    const message = `Consent is given for one purpose at a time; only a withdrawal can be for ${EVERY_PURPOSE}.`;
    errors.push({ path: "purpose", code: "invalid", message });
  }
  return errors;
}

/** What a consent of a person has besides what was said: whose it is, who recorded it, whether it is yet to be confirmed. */
export async function recorded(call: Caller, person: Person, said: Said): Promise<object> {
  const { at, confirmedAt } = said.evidence;
  if (Date.parse(at) > Date.parse(call.now) + AHEAD_MS_MAX) {
    const message = "It lies in the future; say when they said so.";
    throw new Fault("invalid", message, { errors: [{ path: "evidence.at", code: "invalid", message }] });
  }
  const { ownerId = person.ownerId, departmentId = said.ownerId ? undefined : person.departmentId } = said;
  const { doubleOptIn, evidenceKeptMonths } = await reachPolicy.held(call.table);
  const asks = doubleOptIn && said.channel === "email" && said.state === "given" && !confirmedAt;
  const keptOn = addMonths(call.now.slice(0, 10), evidenceKeptMonths);
  return {
    personId: person.id,
    ...(ownerId && { ownerId }),
    ...(departmentId && { departmentId }),
    recordedBy: call.actor.principalId,
    ...(asks && { state: "requested" }),
    ...(said.state === "withdrawn" && { keptUntil: `${keptOn}${call.now.slice(10)}` }),
  };
}

/** What holds once this consent is recorded; nothing where something newer holds. */
async function standingAction({ table, now }: Caller, row: ConsentRow): Promise<Action[]> {
  const { personId, channel, purpose, state, id: consentId } = row;
  const id = standingId(personId, channel, purpose);
  const said = { state, at: row.evidence.at };
  const before = await table.find(consentStanding, id);
  if (!holdsOver(said, before)) return [];
  const fields = { personId, channel, purpose, ...said, consentId };
  return [keeping(consentStanding, { id, before, now }, fields)];
}

/** Asks the person to confirm by mail; without an address nobody can. */
async function confirmation(call: Caller, row: ConsentRow): Promise<Action[]> {
  if (row.state !== "requested") return [];
  const { confirmationMail } = await import("./mail.ts");
  return confirmationMail(call, row);
}

export const writing: Writing<typeof consent, Noun["input"]> = {
  check: (values) => check(values as Partial<ConsentRow>),
  prepare: async (call, input, named) => {
    const said = input as Said & Partial<ConsentRow>;
    const person = named.get(said.contactId ?? said.leadId ?? "") as Person;
    const fields = await recorded(call, person, said);
    return { ...fields, ...(said.ownerId && (await ownership(call, said))) };
  },
  revise: (call, before, patch) => {
    const fixed = Object.keys(patch).filter((name) => !OWNED.includes(name));
    if (fixed.length === 0) return ownership(call, before, patch);
    const message = "A consent is evidence and stays as it was recorded; record what was said since.";
    const errors = fixed.map((path) => ({ path, code: "invalid", message }));
    throw new Fault("invalid_state", message, { errors });
  },
  alongside: async (call, after, before) =>
    before ? [] : [...(await standingAction(call, after)), ...(await confirmation(call, after))],
};
