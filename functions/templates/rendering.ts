import type { Block } from "../../shared/notify/blocks.ts";
import { formatAmount, formatDate, type Locale } from "../../shared/notify/format.ts";
import type { Draft } from "../../shared/notify/outbox.ts";
import { smsMessage } from "../../shared/notify/sms.ts";
import { valueAt } from "../../shared/records/values.ts";
import { e164 } from "../../shared/schema.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import type { Table } from "../../shared/table/table.ts";
import { languageOfPerson, type Person } from "../consents/people.ts";
import { reachPolicy } from "../consents/table.ts";
import { tenant } from "../tenants/table.ts";
import { filledIn, type TemplateRow, variablesOf } from "./rules.ts";

/** The one purpose that marketing to many asks consent for. */
export const MARKETING = "marketing";
const PURPOSE_CHARS_MAX = 60;

/** A template as one person gets it. `missing` names what has neither value nor fallback: then nothing may be sent. */
export type Filled = {
  missing: string[];
  locale: Locale;
  subject: string;
  preheader: string;
  blocks: readonly Block[];
  /** The text message, without signature and opt-out words. */
  text: string;
};

const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();

/** A field's value as a reader of the language writes it; nothing for what is empty or no single value. */
function said(value: unknown, locale: Locale): string | undefined {
  if (typeof value === "number") return String(value);
  if (typeof value === "string") {
    return /^\d{4}-\d\d-\d\d$/.test(value) ? formatDate(locale, value) : oneLine(value) || undefined;
  }
  const { amountMinor, currency } = (value ?? {}) as { amountMinor?: unknown; currency?: unknown };
  const isMoney = typeof amountMinor === "number" && typeof currency === "string";
  return isMoney ? formatAmount(locale, amountMinor, currency) : undefined;
}

/**
 * Fills a template in for one person: with the values that are given, else with the person's fields, else with its
 * fallbacks. `locale` is the tenant's, for whoever has chosen no language.
 */
export function rendered(
  row: Pick<TemplateRow, "subject" | "preheader" | "blocks" | "text" | "variables">,
  person: Person,
  given: Readonly<Record<string, string>>,
  tenantLocale: Locale,
): Filled {
  const locale = languageOfPerson(person, tenantLocale);
  const fallbacks = new Map((row.variables ?? []).map(({ name, fallback }) => [name, fallback]));
  const values = new Map<string, string>();
  const missing: string[] = [];
  for (const name of variablesOf(row)) {
    const own = Object.hasOwn(given, name) ? given[name] : undefined;
    const value = own ?? said(valueAt(person as AnyRow, name), locale) ?? fallbacks.get(name);
    if (value === undefined) missing.push(name);
    else values.set(name, oneLine(value));
  }
  const { subject = "", preheader = "", blocks = [], text = "" } = filledIn(row, values);
  return { missing, locale, subject, preheader, blocks: blocks as Block[], text };
}

const OPT_OUT: Record<Locale, (word: string) => string> = {
  "zh-CN": (word) => `拒收请回复${word}`,
  en: (word) => `Reply ${word} to opt out`,
};

/** The word that a reader of the language is asked to reply with: one of those that the tenant heeds. */
const wordOf = (words: readonly string[], locale: Locale): string =>
  (locale === "en" ? words.find((word) => word.toUpperCase() === "STOP") : undefined) ?? words[0] ?? "TD";

export type Wrapping = (text: string, locale: Locale, purpose: "marketing" | "service") => string;

/** Puts a tenant's signature, and behind marketing its opt-out words, around text messages. */
export async function wrappingOf(table: Table): Promise<Wrapping> {
  const [policy, { name }] = await Promise.all([reachPolicy.held(table), table.get(tenant, table.tenantId)]);
  const signature = policy.smsSignature ?? name;
  return (text, locale, purpose) => {
    const optOut = policy.smsOptOut ?? OPT_OUT[locale](wordOf(policy.optOutWords, locale));
    return smsMessage(text, { locale, signature, ...(purpose === "marketing" && { optOut }) });
  };
}

/** Why a message of this purpose may be sent; a service is noted by its name. */
export const reasonOf = ({ purpose, name }: Pick<TemplateRow, "purpose" | "name">): NonNullable<Draft["reason"]> =>
  purpose === "marketing"
    ? { kind: "marketing", purpose: MARKETING }
    : { kind: "service", purpose: name.slice(0, PURPOSE_CHARS_MAX) };

/** Where a person is reached over a channel; nothing where they have no such address. */
export const addressOf = (person: Pick<Person, "email" | "phone">, channel: "email" | "sms"): string | undefined =>
  channel === "email" ? person.email : e164(person.phone);

/** What the outbox keeps of a filled template: the text of the mail, or the whole text message. */
export const factsOf = (
  { channel, name }: Pick<TemplateRow, "channel" | "name">,
  mail: Pick<Filled, "subject" | "preheader" | "blocks">,
  message: string,
): object => (channel === "sms" ? { subject: name, preheader: "", blocks: [], sms: message } : mail);

/** What of a person's message there is to write: the draft, or why there is none. */
export type Drafted = { draft: Draft } | { without: "address" } | { without: "value"; missing: string[] };

export type Sending = {
  /** What is told of: the same event reaches one person once. */
  event: string;
  /** The record that it is about. */
  relatedId: string;
  /** Which footer and list it belongs to: one of `TEMPLATES`. */
  as?: string;
  variables?: Readonly<Record<string, string>>;
  locale: Locale;
  wrap: Wrapping;
};

/** The message by which a template reaches one person. Its row keeps the text, whatever becomes of the template. */
export function draftFrom(row: TemplateRow, person: Person, sending: Sending): Drafted {
  const { event, relatedId, as = "fromTemplate", variables = {}, locale: tenantLocale, wrap } = sending;
  const to = addressOf(person, row.channel);
  if (!to) return { without: "address" };
  const { missing, locale, subject, preheader, blocks, text } = rendered(row, person, variables, tenantLocale);
  if (missing.length > 0) return { without: "value", missing };
  const message = row.channel === "sms" ? wrap(text, locale, row.purpose) : "";
  const facts = factsOf(row, { subject, preheader, blocks }, message);
  return {
    draft: {
      ...{ channel: row.channel, recipientId: person.id, recipientName: person.name, to, locale },
      ...{ event, template: as, relatedId, reason: reasonOf(row), facts },
    },
  };
}
