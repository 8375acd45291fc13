import type { TenantContext } from "../../shared/auth/access.ts";
import type { Block } from "../../shared/notify/blocks.ts";
import { storeFiles } from "../../shared/notify/files.ts";
import { formatInstant, type Locale } from "../../shared/notify/format.ts";
import { calendarOf, escaped, utc } from "../../shared/notify/ics.ts";
import type { MailPart } from "../../shared/notify/mime.ts";
import { type Draft, messageId } from "../../shared/notify/outbox.ts";
import { e164 } from "../../shared/schema.ts";
import { phoneOf } from "../../shared/search/phones.ts";
import type { Wrapping } from "../templates/rendering.ts";
import { qrPng } from "./qr.ts";
import type { EventRow, RegistrationRow } from "./table.ts";
import { ticketUrl } from "./tickets.ts";
import { eventWords, type Told } from "./words.ts";

const QR_CONTENT_ID = "ticket";
const QR_WIDTH_PX = 240;
/** What is told of a place that one has, and so comes with the ticket and the calendar's entry. */
const WITH_TICKET: readonly Told[] = ["registered", "changed"];
const ENDING: readonly Told[] = ["cancelled", "calledOff"];

/** When and where an event is, as its people read it. */
export function factsOf(event: EventRow, locale: Locale, hasPlace: boolean): { label: string; value: string }[] {
  const words = eventWords[locale];
  const time = (at: string): string => `${formatInstant(locale, at, event.timeZone)} (${event.timeZone})`;
  return [
    { label: words.when, value: time(event.startsAt) },
    { label: words.until, value: time(event.endsAt) },
    ...(event.venue ? [{ label: words.venue, value: event.venue }] : []),
    ...(event.onlineUrl && hasPlace ? [{ label: words.online, value: event.onlineUrl }] : []),
  ];
}

/** An event as an entry of its people's calendars: a later version takes the place of an earlier one. */
export function calendarEntry(event: EventRow, what: Told): string {
  const { id, version, updatedAt, startsAt, endsAt, title, summary, venue, onlineUrl } = event;
  const isOver = ENDING.includes(what);
  const lines = [
    "BEGIN:VEVENT",
    `UID:${id}@cashloop`,
    `SEQUENCE:${version - 1}`,
    `DTSTAMP:${utc(updatedAt)}`,
    `DTSTART:${utc(startsAt)}`,
    `DTEND:${utc(endsAt)}`,
    `SUMMARY:${escaped(title)}`,
    ...(summary ? [`DESCRIPTION:${escaped(summary)}`] : []),
    ...(venue || onlineUrl ? [`LOCATION:${escaped(venue ?? onlineUrl ?? "")}`] : []),
    ...(onlineUrl ? [`URL:${onlineUrl}`] : []),
    `STATUS:${isOver ? "CANCELLED" : "CONFIRMED"}`,
    "END:VEVENT",
  ];
  return calendarOf(isOver ? "CANCEL" : "PUBLISH", "Events", lines);
}

async function filesFor(tenant: TenantContext, event: EventRow, row: RegistrationRow, what: Told): Promise<MailPart[]> {
  const entry = {
    filename: "event.ics",
    contentType: "text/calendar",
    content: Buffer.from(calendarEntry(event, what)),
  };
  if (ENDING.includes(what)) return [entry];
  if (!WITH_TICKET.includes(what) || row.state === "waiting") return [];
  const content = await qrPng(ticketUrl(tenant, row, "check-in"));
  return [{ filename: "ticket.png", contentType: "image/png", contentId: QR_CONTENT_ID, content }, entry];
}

/** A number that a text message can go to. */
const dialled = ({ phone }: RegistrationRow): string | undefined => e164(phoneOf(phone ?? "")?.e164);

/** One message to somebody who registered: a service that they asked for. `event` names what is told, once. */
export async function draftTo(
  tenant: TenantContext,
  event: EventRow,
  row: RegistrationRow,
  { what, key, wrap }: { what: Told; key: string; wrap?: Wrapping | undefined },
): Promise<Draft> {
  const { locale } = row;
  const words = eventWords[locale];
  const subject = words.subject[what](event.title);
  const to = { recipientId: row.personId ?? row.id, recipientName: row.name, locale };
  const about = { event: `${key}:${row.id}`, template: "eventTold", relatedId: event.id };
  const reason = { kind: "service" as const, purpose: `event ${event.id}` };
  const facts = factsOf(event, locale, row.state !== "waiting");
  const number = event.changesBy === "sms" && (what === "changed" || what === "calledOff") ? dialled(row) : undefined;
  if (number) {
    const told =
      what === "changed" ? facts.map(({ label, value }) => `${label} ${value}`).join("; ") : words.text[what];
    const text = `${subject} ${told}`;
    const sms = wrap?.(text, locale, "service") ?? text;
    return { ...to, ...about, channel: "sms", to: number, reason, facts: { subject, preheader: "", blocks: [], sms } };
  }
  const mail = { ...to, ...about, channel: "email" as const, to: row.email, reason };
  const files = await filesFor(tenant, event, row, what);
  const picture = { contentId: QR_CONTENT_ID, alt: words.scan, widthPx: QR_WIDTH_PX, heightPx: QR_WIDTH_PX };
  const blocks: Block[] = [
    { kind: "heading", text: event.title },
    { kind: "paragraph", text: words.text[what] },
    { kind: "facts", rows: facts },
    ...(files.some(({ contentId }) => contentId) ? [{ kind: "image" as const, ...picture }] : []),
    ...(ENDING.includes(what)
      ? []
      : [{ kind: "button" as const, label: words.ticket, url: ticketUrl(tenant, row, "ticket") }]),
  ];
  const filesKey = files.length > 0 ? await storeFiles(tenant.id, messageId(mail), files) : undefined;
  return { ...mail, ...(filesKey && { filesKey }), facts: { subject, preheader: words.text[what], blocks } };
}
