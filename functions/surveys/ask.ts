import { civilDate } from "../../shared/clock.ts";
import { DAY_MS, later } from "../../shared/duration.ts";
import { addressFor } from "../../shared/http/make-link.ts";
import type { Call, Caller } from "../../shared/http/route.ts";
import type { Block } from "../../shared/notify/blocks.ts";
import { formatDate, type Locale } from "../../shared/notify/format.ts";
import { posting } from "../../shared/notify/outbox.ts";
import { making } from "../../shared/records/write.ts";
import type { Action } from "../../shared/table/action.ts";
import type { ProjectRow } from "../projects/table.ts";
import { tenant as tenants } from "../tenants/table.ts";
import type { TicketRow } from "../tickets/table.ts";
import { surveyNoun } from "./noun.ts";
import type { Kind } from "./rules.ts";
import type { SURVEYED } from "./schema.ts";
import { PUBLIC_PATH, type SurveyRow, surveyEntry, surveyPolicy } from "./table.ts";
import { surveyWords } from "./words.ts";

type Noun = (typeof SURVEYED)[number];

/** What a survey is about. */
export type About = Pick<SurveyRow, "aboutId" | "name"> & {
  aboutNoun: Noun;
  accountId?: string | undefined;
  ownerId?: string | undefined;
  departmentId?: string | undefined;
  productType?: string | undefined;
};
/** Whom it goes to: a contact, or whoever asked without being one. */
export type Reader = { contactId?: string; name?: string; email: string; locale?: Locale | undefined };

export const ofProject = ({ id, name, accountId, ownerId, departmentId, productTypes }: ProjectRow): About => ({
  ...{ aboutNoun: "project", aboutId: id, name, accountId, ownerId, departmentId, productType: productTypes?.[0] },
});
export const ofTicket = ({ id, number, subject, accountId, ownerId, departmentId }: TicketRow): About => ({
  ...{ aboutNoun: "ticket", aboutId: id, name: [number, subject].filter(Boolean).join(" ") },
  ...{ accountId, ownerId, departmentId },
});

type Wish = { id?: string; kind: Kind; locale?: Locale | undefined; expiresAt?: string | undefined };
type Asking = Caller & Pick<Call, "secret">;

/** The mail that brings a customer the address; written with the survey. */
async function mailOf({ table, tenant, now }: Caller, row: SurveyRow, reader: Reader, url: string): Promise<Action[]> {
  const { id, locale, name, aboutId, expiresAt } = row;
  const words = surveyWords[locale];
  const { name: sender } = await table.get(tenants, tenant.id);
  const until = formatDate(locale, civilDate(new Date(expiresAt), tenant.timeZone));
  const blocks: Block[] = [
    { kind: "facts", rows: [{ label: words.until, value: until }] },
    { kind: "button", label: words.open, url },
  ];
  const who = { recipientId: reader.contactId ?? aboutId, ...(reader.name && { recipientName: reader.name }) };
  const facts = { subject: words.sent(name, sender), preheader: words.title, blocks };
  const reason = { kind: "service" as const, purpose: "survey" };
  const told = { event: `survey:${id}`, template: "survey", reason, relatedId: aboutId };
  return posting(table, [{ ...who, to: reader.email, locale, ...told, channel: "email", facts }], now);
}

/** A new survey with its address, and the mail that brings it, where somebody is to have one. */
export async function asked(call: Asking, about: About, wish: Wish, reader?: Reader) {
  const { validDays } = await surveyPolicy.held(call.table);
  const expiresAt = wish.expiresAt ?? later(call.now, validDays * DAY_MS);
  const locale = wish.locale ?? reader?.locale ?? call.tenant.locale;
  const to = reader?.contactId && { contactId: reader.contactId };
  const fields = { ...about, kind: wish.kind, state: "waiting", locale, expiresAt, ...to };
  const made = await making(call, surveyNoun, fields, wish.id);
  const row = made.after as SurveyRow;
  const publicUrl = await addressFor(call, { entry: surveyEntry, path: PUBLIC_PATH }, row.id);
  const mails = reader ? await mailOf(call, row, reader, publicUrl) : [];
  return { actions: [...made.actions, ...mails], reply: { publicUrl, linkId: row.id, expiresAt } };
}
