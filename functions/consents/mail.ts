import { invalidField } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Locale } from "../../shared/notify/format.ts";
import { posting } from "../../shared/notify/outbox.ts";
import { personUrl } from "../../shared/notify/person-link.ts";
import type { Action } from "../../shared/table/action.ts";
import { languageOfPerson, personOf } from "./people.ts";
import type { ConsentRow } from "./writing.ts";

const WORDS: Record<Locale, { subject: string; text: (purpose: string) => string; confirm: string; note: string }> = {
  "zh-CN": {
    subject: "请确认您的订阅",
    text: (purpose) => `我们收到了以您的邮箱提交的同意（${purpose}）。请确认是您本人。`,
    confirm: "确认",
    note: "如果不是您本人操作，请忽略此邮件，您不会再收到我们的邮件。",
  },
  en: {
    subject: "Please confirm your subscription",
    text: (purpose) =>
      `Somebody agreed with your address to be written to (${purpose}). Please confirm that it was you.`,
    confirm: "Confirm",
    note: "If it was not you, do nothing: you will get no further mail from us.",
  },
};

/** The mail by which a person confirms a consent: until then it does not hold. */
export async function confirmationMail(call: Caller, row: ConsentRow): Promise<Action[]> {
  const { table, tenant, now } = call;
  const { personId, channel, purpose, id: consentId } = row;
  const person = await personOf(table, personId);
  if (!person?.email) {
    throw invalidField(
      "contactId",
      "A consent to mail is confirmed by mail, and the person has no address.",
      "required",
    );
  }
  const locale = languageOfPerson(person, tenant.locale);
  const words = WORDS[locale];
  const link = { personId, channel, purpose, issuedAt: now, consentId };
  const url = personUrl({ tenantId: tenant.id, sealingKey: tenant.sealingKey }, link);
  const blocks = [
    { kind: "paragraph", text: words.text(purpose) },
    { kind: "button", label: words.confirm, url },
    { kind: "note", text: words.note },
  ];
  const draft = {
    ...{ recipientId: personId, recipientName: person.name, to: person.email, locale, channel: "email" as const },
    ...{ event: `consentConfirmation:${consentId}`, template: "consentConfirmation", relatedId: personId },
    reason: { kind: "service" as const, purpose: "doubleOptIn" },
    facts: { subject: words.subject, preheader: words.confirm, blocks },
  };
  return posting(table, [draft], now);
}
