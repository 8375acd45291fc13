import type { Caller } from "../../shared/http/route.ts";
import { beside, commit, creation } from "../../shared/records/write.ts";
import { isOvertaken } from "../../shared/table/anew.ts";
import { type RowOf, timeKey } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { duplicatesOf } from "../duplicates.ts";
import type { Submission } from "./form.ts";
import { FOLDED_MS, saidIn, submissionId } from "./guard.ts";
import { sameOpenLead } from "./likeness.ts";
import { leadNoun } from "./noun.ts";
import { CONSENTS_MAX } from "./schema.ts";
import type { Touching } from "./scoring.ts";
import { comparedLead, foldedSubmission, lead, type leadForm, touch } from "./table.ts";
import { addTouch } from "./touches.ts";

type FormRow = RowOf<typeof leadForm>;
type LeadRow = RowOf<typeof lead>;
type Consents = NonNullable<LeadRow["consents"]>;

/** What the person agreed to, word for word, when, and from where. */
function consentsOf(form: FormRow, { consent }: Submission, now: string, address: string): Consents {
  const { consentText, consentChannels } = form;
  if (!consent || !consentText || !consentChannels) return [];
  const evidence = `${consentText} (${form.id}, ${address})`;
  return consentChannels.map((channel) => ({ channel, granted: true, at: now, evidence }));
}

function customOf(form: FormRow, { custom = {} }: Submission): object {
  const keys = (form.customKeys ?? []).filter((key) => Object.hasOwn(custom, key));
  return keys.length > 0 ? { custom: Object.fromEntries(keys.map((key) => [key, custom[key]])) } : {};
}

/** True where the same person has sent the same form within the minute. */
const isFolded = (marker: RowOf<typeof foldedSubmission> | undefined, now: string): boolean =>
  marker !== undefined && Date.parse(now) - Date.parse(marker.updatedAt) < FOLDED_MS;

/** Makes the lead with its first touch and its consents. */
async function create(caller: Caller, form: FormRow, given: Submission, consents: Consents): Promise<void> {
  const { table, now } = caller;
  const id = submissionId(form.id, given);
  const before = await table.find(foldedSubmission, id);
  const leadId = caller.newId(lead.prefix);
  const base = { version: 1, createdAt: now, updatedAt: now };
  const first = { ...base, id: caller.newId(touch.prefix), leadId, kind: "form" as const, at: now };
  const { consent: _consent, renderedAt: _renderedAt, fax: _fax, custom: _custom, ...person } = given;
  const { channel, campaign, poolId, ownerId, departmentId, region } = form;
  const begins = { source: "webForm", channel, campaign, poolId, ownerId, departmentId, region };
  const said = { ...person, ...customOf(form, given), ...(consents.length > 0 && { consents }) };
  const touching: Touching = { ...caller, touched: [first] };
  const made = await creation(touching, leadNoun, { ...begins, ...said, touchCount: 1 }, leadId);
  const ttl = Math.ceil((Date.parse(now) + FOLDED_MS) / 1_000);
  const folded = { ...base, id, version: (before?.version ?? 0) + 1, leadId, said: saidIn(given), ttl };
  const marker = before ? write.replace(foldedSubmission, before, folded) : write.create(foldedSubmission, folded);
  await commit(caller, beside(made, [write.create(touch, first), marker]));
}

const NOTE_CHARS_MAX = 1_000;

/** What somebody says when they come back, as the note of a touch. */
function noteOf({ note, company, website, productIds = [], custom = {} }: Submission): { note?: string } {
  const others = { company, website, products: productIds.join(", "), ...custom };
  const lines = Object.entries(others).flatMap(([name, value]) => (value ? [`${name}: ${String(value)}`] : []));
  const whole = [...(note ? [note] : []), ...lines].join("\n").slice(0, NOTE_CHARS_MAX);
  return whole === "" ? {} : { note: whole };
}

/** Somebody who is a lead already has come back: a touch of that lead, with what was said and agreed to. */
async function comeBack(
  caller: Caller,
  { form, given, consents }: { form: FormRow; given: Submission; consents: Consents },
  leadId: string,
): Promise<void> {
  const { table, now } = caller;
  const minute = new Date(Math.floor(Date.parse(now) / FOLDED_MS) * FOLDED_MS).toISOString();
  const who = submissionId(form.id, given).replace(/^fsb_/, "").slice(0, 10);
  const id = `${touch.prefix}_${who}${saidIn(given).slice(0, 10)}${timeKey(minute)}`;
  const base = { id, version: 1, createdAt: now, updatedAt: now, leadId };
  const told = { ...base, kind: "form" as const, at: now, ...noteOf(given) };
  const agreed = (row: LeadRow): object =>
    consents.length > 0 ? { consents: [...(row.consents ?? []), ...consents].slice(-CONSENTS_MAX) } : {};
  await addTouch(caller, told, () => table.get(lead, leadId), agreed);
}

/**
 * Takes in what a person has sent: a new lead, or where the tenant refuses duplicates a touch of the one that is there. The
 * very same within the minute is one request; a further one of the same person is a touch. A stranger is not told which of them it was.
 */
export async function takeIn(caller: Caller, form: FormRow, given: Submission, address: string): Promise<void> {
  const consents = consentsOf(form, given, caller.now, address);
  const told = { form, given, consents };
  /** The lead that the same person became within the minute; true where this very request was taken in. */
  const known = async (): Promise<true | string | undefined> => {
    const marker = await caller.table.find(foldedSubmission, submissionId(form.id, given));
    if (!marker || !isFolded(marker, caller.now)) return undefined;
    return marker.said === undefined || marker.said === saidIn(given) || marker.leadId;
  };
  const before = await known();
  if (before === true) return;
  if (before !== undefined) return comeBack(caller, told, before);
  try {
    await create(caller, form, given, consents);
  } catch (error) {
    if (!isOvertaken(error)) throw error;
    // The same was sent twice at once, and the other one was taken in.
    const now = await known();
    if (now === true) return;
    const leadId = now ?? sameOpenLead(await duplicatesOf(caller, comparedLead(given)))?.row.id;
    if (leadId !== undefined) await comeBack(caller, told, leadId);
  }
}
