import { projected } from "../../shared/auth/access.ts";
import { Fault, invalidField } from "../../shared/fault.ts";
import { crud } from "../../shared/http/crud.ts";
import { load, loaded } from "../../shared/http/record.ts";
import { type Call, type Route, route } from "../../shared/http/route.ts";
import { messageId, post } from "../../shared/notify/outbox.ts";
import { smsLength } from "../../shared/notify/sms.ts";
import { isLead, type Person } from "../consents/people.ts";
import { contact } from "../contacts/table.ts";
import { lead } from "../leads/table.ts";
import { tenant } from "../tenants/table.ts";
import { user } from "../users/table.ts";
import { templateNoun } from "./noun.ts";
import { addressOf, factsOf, rendered, wrappingOf } from "./rendering.ts";
import type { TemplateRow } from "./rules.ts";
import { PreviewInput, TemplatePreview, TestInput, TestSent } from "./schema.ts";
import { template } from "./table.ts";

const PATH = templateNoun.path;

type Asking = Call<{ personId: string; variables?: Record<string, string> | undefined }, unknown>;

/** The person that a call names, with what the caller may see of them. */
async function personNamed(call: Asking): Promise<Person> {
  const { personId } = call.body;
  const of = isLead(personId) ? lead : contact;
  const permission = isLead(personId) ? "leads.read" : "contacts.read";
  if (!call.access.can(permission)) throw new Fault("forbidden", `Filling it in needs the permission ${permission}.`);
  const reading = { ...call, ifMatch: undefined, writes: false };
  const row = await loaded(reading, of, personId).catch((error) => {
    if (!(error instanceof Fault) || error.code !== "not_found") throw error;
    throw invalidField("personId", error.detail, "unknown_reference");
  });
  return projected(call.access, of.noun, row) as Person;
}

async function filledFor(call: Asking, row: TemplateRow) {
  const [person, wrap] = await Promise.all([personNamed(call), wrappingOf(call.table)]);
  const filled = rendered(row, person, call.body.variables ?? {}, call.tenant.locale);
  return { ...filled, message: wrap(filled.text, filled.locale, row.purpose) };
}

const preview = route({
  method: "POST",
  path: `${PATH}/{id}/preview`,
  permission: "templates.read",
  summary:
    "The template as one person would get it: subject, page and plain text of a mail, a text message with its length.",
  status: 200,
  body: PreviewInput,
  reply: TemplatePreview,
  example: { params: { id: "{templateId}" }, body: { personId: "{contactId}" } },
  run: async (call) => {
    const row = await load({ ...call, writes: false }, template);
    const { missing, locale, subject, preheader, blocks, message } = await filledFor(call, row);
    if (row.channel === "sms") return { missing, text: message, ...smsLength(message) };
    const [{ renderMail }, { name: sender }] = await Promise.all([
      import("../../shared/notify/mail.ts"),
      call.table.get(tenant, call.tenant.id),
    ]);
    const { html, text } = renderMail({ locale, subject, preheader, sender, blocks, footer: [] });
    return { missing, subject, html, text };
  },
});

/** The colleague who gets a test, and where. */
async function readerOf(call: Call<{ userId?: string | undefined }, unknown>, { channel }: TemplateRow) {
  const { userId = call.actor.principalId } = call.body;
  const row = await call.table.find(user, userId);
  const to = row && !row.archived ? addressOf(row, channel) : undefined;
  if (row && to) return { to, recipientId: row.id, recipientName: row.name };
  const what = channel === "sms" ? "telephone number" : "mail address";
  throw invalidField("userId", `There is no person ${userId} with a ${what}; name a colleague who has one.`);
}

const tryOut = route({
  method: "POST",
  path: `${PATH}/{id}/test`,
  permission: "templates.read",
  summary: "Sends the template, filled in for one person, to whoever calls or to a colleague, at their own address.",
  status: 200,
  body: TestInput,
  reply: TestSent,
  example: { params: { id: "{templateId}" }, body: { personId: "{contactId}", userId: "{userId}" } },
  run: async (call) => {
    const row = await load({ ...call, writes: false }, template);
    const reader = await readerOf(call, row);
    const { missing, locale, subject, preheader, blocks, message } = await filledFor(call, row);
    if (missing.length > 0) {
      throw invalidField("variables", `There is no value for ${missing.join(", ")}; give one, or a fallback.`);
    }
    const event = `templateTest:${call.newId("tst")}`;
    const facts = factsOf(row, { subject, preheader, blocks }, message);
    const draft = {
      ...{ channel: row.channel, locale, event, template: "templateTest", relatedId: row.id, facts },
      filledFor: call.body.personId,
      ...reader,
    };
    await post(call.table, [draft], call.now);
    return { messageId: messageId(draft), to: reader.to };
  },
});

export const routes: Route[] = [...crud(templateNoun), preview, tryOut];
