import { HONEYPOT } from "../../shared/http/forms.ts";
import { htmlNote, htmlPage, htmlText } from "../../shared/http/page.ts";
import { formatInstant, type Locale } from "../../shared/notify/format.ts";
import { escapeHtml } from "../../shared/notify/layout.ts";
import { placeIn } from "./rules.ts";
import type { EventRow, RegistrationRow, SeatsRow } from "./table.ts";
import { factsOf } from "./told.ts";
import { eventWords } from "./words.ts";

type Shown = { event: EventRow; locale: Locale; path: string };

const frame = ({ event, locale, path }: Shown, body: string, hasPlace: boolean): string => {
  const words = eventWords[locale];
  const other: Locale = locale === "en" ? "zh-CN" : "en";
  const facts = factsOf(event, locale, hasPlace)
    .map(({ label, value }) => `<dt>${escapeHtml(label)}</dt><dd>${htmlText(value)}</dd>`)
    .join("");
  const head = `<p class="soft"><a href="${path}?lang=${other}" lang="${other}" hreflang="${other}">${words.other}</a></p><h1>${escapeHtml(event.title)}</h1>`;
  const about = event.summary ? `<p>${htmlText(event.summary)}</p>` : "";
  return htmlPage(locale, event.title, `${head}<section>${about}<dl>${facts}</dl></section>${body}`);
};

const field = (label: string, name: string, more: string): string =>
  `<label>${label}<input name="${name}" ${more}></label>`;

/** The page at which people register. `renderedAt` says when it was painted. */
export function registrationPage(
  shown: Shown,
  { seats, renderedAt, isSent }: { seats: SeatsRow; renderedAt: string; isSent: boolean },
): string {
  const { event, locale, path } = shown;
  const words = eventWords[locale];
  const place = seats.isOpen ? placeIn(seats) : undefined;
  const told = seats.isOpen ? (place === "waiting" ? words.waitlist : place ? "" : words.full) : words.over;
  const notes = htmlNote(isSent ? words.sent : "", "notice") + htmlNote(told, "alert");
  if (!place) return frame(shown, notes, false);
  const consent = event.consentText
    ? `<label><input type="checkbox" name="consent" value="true"> ${escapeHtml(event.consentText)}</label>`
    : "";
  const form = [
    field(words.name, "name", 'required maxlength="100" autocomplete="name"'),
    field(words.email, "email", 'type="email" required maxlength="254" autocomplete="email"'),
    field(words.phone, "phone", 'type="tel" maxlength="60" autocomplete="tel"'),
    field(words.company, "company", 'maxlength="200" autocomplete="organization"'),
    field(words.job, "title", 'maxlength="100" autocomplete="organization-title"'),
    consent,
    `<input name="${HONEYPOT}" hidden tabindex="-1" autocomplete="off"><input type="hidden" name="renderedAt" value="${escapeHtml(renderedAt)}">`,
    `<button>${words.register}</button>`,
  ].join("");
  const whole = `<section><h2>${words.register}</h2><form method="post" action="${path}/registrations?lang=${locale}">${form}</form></section>`;
  return frame(shown, notes + whole, false);
}

const stateNote = (locale: Locale, event: EventRow, row: RegistrationRow): string => {
  const words = eventWords[locale];
  const at = row.checkedInAt ? ` · ${formatInstant(locale, row.checkedInAt, event.timeZone)}` : "";
  const isGood = row.state === "registered" || row.state === "attended";
  return htmlNote(`${row.name}: ${words.state[row.state]}${at}`, isGood ? "notice" : "alert");
};

/** Somebody's own page: how they stand, the QR code for the door, and a way out. `picture` is HTML. */
export function ticketPage(shown: Shown, row: RegistrationRow, picture: string): string {
  const words = eventWords[shown.locale];
  const isStanding = row.state === "registered" || row.state === "waiting";
  const code = row.state === "registered" ? `<section><h2>${words.scan}</h2>${picture}</section>` : "";
  const action = shown.path.replace(/ticket$/, "cancellation");
  const out = isStanding
    ? `<form method="post" action="${action}?lang=${shown.locale}"><button>${words.cancel}</button></form>`
    : "";
  return frame(shown, stateNote(shown.locale, shown.event, row) + code + out, isStanding && row.state !== "waiting");
}

/** What a telephone at the door shows that has scanned a ticket: whose it is, and a place for the door code. */
export function doorPage(shown: Shown, row: RegistrationRow): string {
  const words = eventWords[shown.locale];
  const note = stateNote(shown.locale, shown.event, row);
  if (row.state !== "registered" && row.state !== "noShow") return frame(shown, note, false);
  const code = field(words.code, "code", 'required maxlength="20" autocomplete="on" autocapitalize="characters"');
  const form = `<form method="post" action="${shown.path}?lang=${shown.locale}">${code}<button>${words.checkIn}</button></form>`;
  return frame(shown, `${note}<section>${form}</section>`, false);
}
