import type { Caller } from "../../shared/http/route.ts";
import type { Block } from "../../shared/notify/blocks.ts";
import { formatDate, formatInstant, type Locale } from "../../shared/notify/format.ts";
import { type Draft, posting } from "../../shared/notify/outbox.ts";
import type { Action } from "../../shared/table/action.ts";
import { accessOf } from "../users/access.ts";
import { user } from "../users/table.ts";
import { type EnvelopeRow, isOpen } from "./rules.ts";
import { signingWords } from "./words.ts";

type Asked = { contactId: string; name: string; email: string; publicUrl: string; linkId: string };

/** The mails that bring those who sign their addresses; they leave with the addresses' own rows. */
export async function askingMails(call: Caller, row: EnvelopeRow, sender: string, asked: readonly Asked[]) {
  const { locale } = row;
  const words = signingWords[locale];
  const subject = words.asked(row.title, sender);
  const until = formatInstant(locale, row.expiresAt, call.tenant.timeZone);
  const drafts = asked.map(({ contactId, name, email, publicUrl, linkId }): Draft => {
    const blocks: Block[] = [
      ...(row.message ? [{ kind: "paragraph" as const, text: row.message }] : []),
      { kind: "facts", rows: [{ label: words.until, value: until }] },
      { kind: "button", label: words.open, url: publicUrl },
    ];
    return {
      ...{ recipientId: contactId, recipientName: name, to: email, locale, channel: "email" },
      ...{ event: `envelopeSent:${linkId}`, template: "envelopeSent", relatedId: row.recordId },
      reason: { kind: "service", purpose: "contract" },
      facts: { subject, preheader: `${words.until} ${until}`, blocks },
    };
  });
  return posting(call.table, drafts, call.now);
}

/** Tells whoever the document belongs to how it ended, if they are there, may read it and have an address. */
export async function endTold({ table, tenant, now }: Caller, row: EnvelopeRow): Promise<Action[]> {
  const { state, endedAt } = row;
  const owner = row.ownerId ? await table.find(user, row.ownerId) : undefined;
  if (isOpen(row) || !owner?.email || owner.archived || !accessOf(owner, tenant).can("signing.read")) return [];
  const locale: Locale = owner.locale ?? tenant.locale;
  const words = signingWords[locale];
  const subject = words.told[state as keyof typeof words.told](row.title);
  const signers = row.signers.map(({ name = "", email = "", signedAt }) => ({
    label: `${name} <${email}>`,
    value: signedAt ? formatInstant(locale, signedAt, tenant.timeZone) : "—",
  }));
  const blocks: Block[] = [
    { kind: "facts", rows: [...signers, ...(row.reason ? [{ label: words.why, value: row.reason }] : [])] },
    ...(row.refusal ? [{ kind: "paragraph" as const, text: `${words.refusal}: ${row.refusal}` }] : []),
  ];
  const to = { recipientId: owner.id, recipientName: owner.name, to: owner.email, locale };
  const about = { event: `envelopeTold:${row.id}:${state}`, template: "envelopeTold", relatedId: row.recordId };
  const facts = { subject, preheader: formatDate(locale, (endedAt ?? now).slice(0, 10)), blocks };
  return posting(table, [{ ...to, ...about, channel: "email", facts }], now);
}
