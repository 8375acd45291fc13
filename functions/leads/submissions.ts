import * as z from "zod";
import { clock } from "../../shared/config.ts";
import { Fault, notFound } from "../../shared/fault.ts";
import { networkOf } from "../../shared/http/brake.ts";
import { corsOf, isSpam, mayComeFrom, renderedToken } from "../../shared/http/forms.ts";
import { spend } from "../../shared/http/limits.ts";
import { type Call, type Caller, Reply, type Route, route } from "../../shared/http/route.ts";
import { sha256 } from "../../shared/http/seal.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { outsider } from "../users/outsider.ts";
import { FormDefinition, Submission } from "./form.ts";
import { leadForm, leadFormEntry } from "./table.ts";

const PATH = "/v1/lead-forms/{formId}";
/** Submissions a second: of one form, and from one address. */
const FORM_PER_SECOND_MAX = 20;
const SENDER_PER_SECOND_MAX = 1;
const BODY_BYTES_MAX = 32_768;
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

const define = route({
  method: "GET",
  path: `${PATH}/definition`,
  permission: "public",
  summary: "What a page needs to show a form, with the token that its submission brings back.",
  reply: FormDefinition,
  example: { params: { formId: "{formId}" } },
  run: async (call) => {
    const { form, caller } = await opened(call);
    const fields = [...FIELDS, ...(form.customKeys ?? []).map((key) => `custom.${key}`)];
    const renderedAt = renderedToken(caller.tenant.sealingKey, form.id, call.now);
    const { id, name, consentText } = form;
    return new Reply(200, { id, name, fields, consentText, honeypot: "fax", renderedAt }, corsOf(call.headers));
  },
});

const submit = route({
  method: "POST",
  path: `${PATH}/submissions`,
  permission: "public",
  summary: "Takes in what somebody has filled in. Whether it became a lead is not told: spam gets the same answer.",
  body: Submission,
  reply: z.object({ received: z.boolean() }),
  status: 202,
  rawBody: true,
  readsForms: true,
  told: async (fault, headers) => {
    const { toldToVisitor } = await import("../../shared/http/visitor.ts");
    return toldToVisitor(fault, headers);
  },
  bodyBytesMax: BODY_BYTES_MAX,
  example: {
    params: { formId: "{formId}" },
    body: { name: "李娜", email: "li.na@example.com", consent: true, fax: "", renderedAt: "(from the definition)" },
  },
  run: async (call) => {
    const { form, caller } = await opened(call);
    const now = clock.now();
    const { table } = caller;
    const sender = sha256(`${form.id} ${networkOf(call.sourceIp)}`).slice(0, 20);
    await spend({ table, kind: `sender ${sender}`, perSecond: SENDER_PER_SECOND_MAX }, now);
    await spend({ table, kind: `form ${form.id}`, perSecond: FORM_PER_SECOND_MAX }, now);
    const given = call.body;
    const answer = new Reply(202, { received: true }, corsOf(call.headers));
    if (isSpam(given, caller.tenant.sealingKey, form.id, call.now)) return answer;
    const { takeIn } = await import("./take-in.ts");
    await takeIn(caller, form, given, call.sourceIp);
    return answer;
  },
});

export const submissionRoutes: Route[] = [define, submit];
