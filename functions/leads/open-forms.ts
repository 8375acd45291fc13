import { clock } from "../../shared/config.ts";
import { Fault, notFound } from "../../shared/fault.ts";
import { networkOf } from "../../shared/http/brake.ts";
import { corsOf, isSpam, mayComeFrom, renderedToken } from "../../shared/http/forms.ts";
import { spend } from "../../shared/http/limits.ts";
import { type Call, type Caller, Reply } from "../../shared/http/route.ts";
import { sha256 } from "../../shared/http/seal.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { outsider } from "../users/outsider.ts";
import type { Submission } from "./form.ts";
import { leadForm, leadFormEntry } from "./table.ts";
import { takeIn } from "./take-in.ts";

/** Submissions a second: of one form, and from one address. */
const FORM_PER_SECOND_MAX = 20;
const SENDER_PER_SECOND_MAX = 1;
const FIELDS = ["name", "company", "title", "email", "phone", "website", "note"];

type Opened = { form: RowOf<typeof leadForm>; caller: Caller };

const opening = outsider(leadFormEntry, leadForm, "form");

/** The form that a public call names, with its tenant's table to write to in its name. */
async function opened(call: Call<unknown, unknown>): Promise<Opened> {
  const formId = call.params.formId ?? "";
  const { sourceIp: from, requestId, now, newId } = call;
  const found = await opening(formId, { now: new Date(now), from, requestId });
  if (!found) throw notFound("leadForm", formId);
  const { row: form, caller } = found;
  if (!mayComeFrom(call.headers.origin, form.allowedOrigins)) {
    throw new Fault("forbidden", "This form may not be sent from this page.");
  }
  return { form, caller: { ...caller, newId } };
}

/** What a page needs to show a form. */
export async function defined(call: Call<unknown, unknown>) {
  const { form, caller } = await opened(call);
  const fields = [...FIELDS, ...(form.customKeys ?? []).map((key) => `custom.${key}`)];
  const renderedAt = renderedToken(caller.tenant.sealingKey, form.id, call.now);
  const { id, name, consentText } = form;
  return new Reply(200, { id, name, fields, consentText, honeypot: "fax" as const, renderedAt }, corsOf(call.headers));
}

/** Takes in what somebody has sent; spam gets the same answer. */
export async function submitted(call: Call<Submission, unknown>) {
  const { form, caller } = await opened(call);
  const now = clock.now();
  const { table } = caller;
  const sender = sha256(`${form.id} ${networkOf(call.sourceIp)}`).slice(0, 20);
  await spend({ table, kind: `sender ${sender}`, perSecond: SENDER_PER_SECOND_MAX }, now);
  await spend({ table, kind: `form ${form.id}`, perSecond: FORM_PER_SECOND_MAX }, now);
  const given = call.body;
  const isTaken = !isSpam(given, caller.tenant.sealingKey, form.id, call.now);
  if (isTaken) await takeIn(caller, form, given, call.sourceIp);
  return new Reply(202, { received: true }, corsOf(call.headers));
}
