import type { Caller } from "../../shared/http/route.ts";
import { beside, commit, creation } from "../../shared/records/write.ts";
import { isOvertaken } from "../../shared/table/anew.ts";
import { type RowOf, timeKey } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { duplicatesOf } from "../duplicates.ts";
import type { Submission } from "./form.ts";
import { FOLDED_MS, submissionId } from "./guard.ts";
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
  const folded = { ...base, id, version: (before?.version ?? 0) + 1, leadId, ttl };
  const marker = before ? write.replace(foldedSubmission, before, folded) : write.create(foldedSubmission, folded);
  await commit(caller, beside(made, [write.create(touch, first), marker]));
}

/** Somebody who is a lead already has come back: a touch of that lead, with what was agreed to. */
async function comeBack(caller: Caller, form: FormRow, given: Submission, consents: Consents): Promise<void> {
  const same = sameOpenLead(await duplicatesOf(caller, comparedLead(given)));
  if (!same) return;
  const { table, now } = caller;
  const minute = new Date(Math.floor(Date.parse(now) / FOLDED_MS) * FOLDED_MS).toISOString();
  const id = `${submissionId(form.id, given).replace(/^fsb/, touch.prefix)}${timeKey(minute)}`;
  const told = { id, version: 1, createdAt: now, updatedAt: now, leadId: same.row.id, kind: "form" as const, at: now };
  const agreed = (row: LeadRow): object =>
    consents.length > 0 ? { consents: [...(row.consents ?? []), ...consents].slice(-CONSENTS_MAX) } : {};
  await addTouch(caller, told, () => table.get(lead, same.row.id), agreed);
}

/**
 * Takes in what a person has sent: a new lead, or where the tenant refuses duplicates a touch of the one that is there. The
 * same within the minute adds nothing. A stranger is not told which of them it was.
 */
export async function takeIn(caller: Caller, form: FormRow, given: Submission, address: string): Promise<void> {
  const marker = () => caller.table.find(foldedSubmission, submissionId(form.id, given));
  if (isFolded(await marker(), caller.now)) return;
  const consents = consentsOf(form, given, caller.now, address);
  try {
    await create(caller, form, given, consents);
  } catch (error) {
    if (!isOvertaken(error)) throw error;
    // The same was sent twice at once, and the other one was taken in.
    if (isFolded(await marker(), caller.now)) return;
    await comeBack(caller, form, given, consents);
  }
}
