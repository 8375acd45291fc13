import * as z from "zod";
import { Access } from "../../shared/auth/access.ts";
import { systemActor } from "../../shared/auth/actor.ts";
import { clock } from "../../shared/config.ts";
import { Fault, notFound } from "../../shared/fault.ts";
import { spend } from "../../shared/http/limits.ts";
import { type Call, type Caller, Reply, type Route, route } from "../../shared/http/route.ts";
import { sha256 } from "../../shared/http/seal.ts";
import { Kept } from "../../shared/kept.ts";
import { beside, commit, creation } from "../../shared/records/write.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { systemTable, tenantTable, write } from "../../shared/table/table.ts";
import { tenantContext } from "../users/context.ts";
import { FormDefinition, Submission } from "./form.ts";
import { FOLDED_MS, isSpam, mayComeFrom, renderedToken, submissionId } from "./guard.ts";
import { leadNoun } from "./noun.ts";
import type { Touching } from "./scoring.ts";
import { foldedSubmission, leadForm, leadFormEntry, touch } from "./table.ts";

const PATH = "/v1/lead-forms/{formId}";
/** Submissions a second: of one form, and from one address. */
const FORM_PER_SECOND_MAX = 20;
const ADDRESS_PER_SECOND_MAX = 1;
const BODY_BYTES_MAX = 32_768;
/** A form never changes its tenant, so where it belongs can be kept long. */
const ENTRY_KEPT_MS = 3_600_000;
const FIELDS = ["name", "company", "title", "email", "phone", "website", "note"];

type FormRow = RowOf<typeof leadForm>;
type Opened = { form: FormRow; caller: Caller };

const tenants = new Kept<string>(ENTRY_KEPT_MS, 5_000);

const tenantOf = (formId: string, requestId: string): Promise<string> =>
  tenants.get(formId, async () => {
    const system = systemTable({ actor: `form:${formId}`, from: "", requestId });
    const entry = await system.find(leadFormEntry, formId);
    if (!entry) throw notFound("leadForm", formId);
    return entry.tenantId;
  });

/** The form that a public call names, with its tenant's table to write to in its name. */
async function opened(call: Call<never, never>): Promise<Opened> {
  const formId = call.params.formId ?? "";
  const tenantId = await tenantOf(formId, call.requestId);
  const table = await tenantTable(tenantId, {
    actor: `form:${formId}`,
    from: call.sourceIp,
    requestId: call.requestId,
  });
  const [form, tenant] = await Promise.all([table.find(leadForm, formId, false), tenantContext(tenantId, table)]);
  if (!form || form.archived || form.active === false) throw notFound("leadForm", formId);
  if (!mayComeFrom(call.headers.origin, form.allowedOrigins)) {
    throw new Fault("forbidden", "This form may not be sent from this page.");
  }
  const actor = systemActor(tenantId, formId);
  const { now, newId } = call;
  return { form, caller: { actor, access: new Access(actor, tenant), tenant, table, now, newId } };
}

const corsOf = (call: Call<never, never>): Record<string, string> => ({
  "access-control-allow-origin": call.headers.origin ?? "*",
  vary: "origin",
});

/** What the person agreed to, word for word, when, and from where. */
function consentsOf(form: FormRow, { consent }: Submission, call: Call<never, never>): object {
  const { consentText, consentChannels } = form;
  if (!consent || !consentText || !consentChannels) return {};
  const evidence = `${consentText} (${form.id}, ${call.sourceIp})`;
  return { consents: consentChannels.map((channel) => ({ channel, granted: true, at: call.now, evidence })) };
}

function customOf(form: FormRow, { custom = {} }: Submission): object {
  const keys = (form.customKeys ?? []).filter((key) => Object.hasOwn(custom, key));
  return keys.length > 0 ? { custom: Object.fromEntries(keys.map((key) => [key, custom[key]])) } : {};
}

/** Makes the lead with its first touch, unless the same person has sent the same form within the minute. */
async function takeIn({ form, caller }: Opened, given: Submission, call: Call<never, never>): Promise<void> {
  const { table, now } = caller;
  const id = submissionId(form.id, given);
  const before = await table.find(foldedSubmission, id);
  if (before && Date.parse(now) - Date.parse(before.updatedAt) < FOLDED_MS) return;
  const leadId = caller.newId("led");
  const base = { version: 1, createdAt: now, updatedAt: now };
  const first = { ...base, id: caller.newId(touch.prefix), leadId, kind: "form" as const, at: now };
  const touching: Touching = { ...caller, touched: [first] };
  const { consent: _consent, renderedAt: _renderedAt, fax: _fax, custom: _custom, ...person } = given;
  const { channel, campaign, poolId, ownerId, departmentId, region } = form;
  const begins = { channel, campaign, poolId, ownerId, departmentId, region };
  const said = { ...person, ...consentsOf(form, given, call), ...customOf(form, given) };
  const fields = { source: "webForm", ...begins, ...said, touchCount: 1 };
  const made = await creation(touching, leadNoun, fields, leadId);
  const ttl = Math.ceil((Date.parse(now) + FOLDED_MS) / 1_000);
  const folded = { ...base, id, version: (before?.version ?? 0) + 1, leadId, ttl };
  const marker = before ? write.replace(foldedSubmission, before, folded) : write.create(foldedSubmission, folded);
  await commit(caller, beside(made, [write.create(touch, first), marker]));
}

const define = route({
  method: "GET",
  path: `${PATH}/definition`,
  permission: "public",
  summary: "What a page needs to show a form, with the token that its submission brings back.",
  reply: FormDefinition,
  example: { params: { formId: "{formId}" } },
  run: async (call) => {
    const { form, caller } = await opened(call as never);
    const fields = [...FIELDS, ...(form.customKeys ?? []).map((key) => `custom.${key}`)];
    const renderedAt = renderedToken(caller.tenant.sealingKey, form.id, call.now);
    const { id, name, consentText } = form;
    return new Reply(200, { id, name, fields, consentText, honeypot: "fax", renderedAt }, corsOf(call as never));
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
  bodyBytesMax: BODY_BYTES_MAX,
  example: {
    params: { formId: "{formId}" },
    body: { name: "李娜", email: "li.na@example.com", consent: true, fax: "", renderedAt: "(from the definition)" },
  },
  run: async (call) => {
    const { form, caller } = await opened(call as never);
    const now = clock.now();
    await spend(
      caller.table,
      `address ${sha256(`${form.id} ${call.sourceIp}`).slice(0, 20)}`,
      ADDRESS_PER_SECOND_MAX,
      now,
    );
    await spend(caller.table, `form ${form.id}`, FORM_PER_SECOND_MAX, now);
    const given = call.body;
    const answer = new Reply(202, { received: true }, corsOf(call as never));
    if (isSpam(given, caller.tenant.sealingKey, form.id, call.now)) return answer;
    await takeIn({ form, caller }, given, call as never).catch(known);
    return answer;
  },
});

/** Somebody who is known already, or has just sent the same, adds nothing; a stranger is not told who is known. */
function known(error: unknown): void {
  if (!(error instanceof Fault) || (error.code !== "duplicate" && error.code !== "stale")) throw error;
}

export const submissionRoutes: Route[] = [define, submit];
