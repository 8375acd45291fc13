import * as z from "zod";
import { CHANNELS } from "../../shared/notify/channels.ts";
import { email, idOf, instant, locale, phone, text, timeZone } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

const CAPACITY_MAX = 5_000;
const WAITING_MAX = 1_000;
const REMIND_HOURS_MAX = 336;

export const EVENT_STATES = ["draft", "open", "ended", "cancelled"] as const;

/** Something that people register for and come to, at a place or online. */
export const MarketingEventInput = z.object({
  title: text(200).describe("What it is called."),
  summary: text(4_000).optional().describe("What it is about, as its registration page says."),
  venue: text(300).optional().describe("Where it takes place; left out, where it is online only."),
  onlineUrl: z
    .url({ protocol: /^https$/ })
    .max(500)
    .optional()
    .describe("Where it takes place online; told to those who have a place."),
  startsAt: instant.describe("When it begins."),
  endsAt: instant.describe("When it ends."),
  timeZone: timeZone.optional().describe("The zone that its times are told in; the tenant's, where left out."),
  capacity: z.int().min(1).max(CAPACITY_MAX).describe("How many places there are."),
  waitingMax: z
    .int()
    .min(0)
    .max(WAITING_MAX)
    .default(100)
    .describe("How many may wait for a place; 100, where left out."),
  campaignId: idOf("cam").optional().describe("The campaign whose members its people become."),
  remindHours: z
    .int()
    .min(0)
    .max(REMIND_HOURS_MAX)
    .default(24)
    .describe("How many hours before it begins its people are reminded; 0 for never."),
  changesBy: z
    .enum(["email", "sms"])
    .default("email")
    .describe("How they are told of a change; by sms, whoever left no number that can be dialled gets a mail."),
  consentText: text(400).optional().describe("What somebody agrees to by ticking the box, word for word."),
  consentChannels: z
    .array(z.enum(CHANNELS))
    .min(1)
    .max(CHANNELS.length)
    .optional()
    .describe("The channels that consentText is about; email, where left out."),
  ownerId: idOf("usr").optional().describe("Who runs it; the caller, where left out."),
  departmentId: idOf("dep").optional().describe("Whose it is; the owner's department, where left out."),
});

export const MarketingEvent = MarketingEventInput.extend({
  ...recordFields,
  timeZone: z.string(),
  status: z.enum(EVENT_STATES),
  /** When its people were reminded of the time at which it begins. */
  remindedAt: instant.optional(),
  /** How often the door code was made anew. */
  doorTurn: z.int().optional(),
  archived: z.boolean().optional(),
});

/** The places of an event: written with every change of them, so that no two registrations take the same one. */
export const EventSeats = z.object({
  ...recordFields,
  eventId: z.string(),
  capacity: z.int(),
  waitingMax: z.int(),
  isOpen: z.boolean(),
  taken: z.int(),
  /** The registrations that wait, the first come first. */
  waiting: z.array(z.string()),
});

export const REGISTRATION_STATES = ["registered", "waiting", "cancelled", "attended", "noShow"] as const;

const who = {
  name: text(100).describe("Who comes."),
  email: email.describe("Where the confirmation goes. One address registers once."),
  phone: phone.optional(),
  company: text(200).optional().describe("Whom they work for."),
  title: text(100).optional().describe("What they do there."),
};

export const RegistrationInput = z.strictObject({
  ...who,
  locale: locale.optional().describe("The language in which they are written to; the tenant's, where left out."),
});

/** What the registration page sends. */
export const PublicRegistration = z.strictObject({
  ...who,
  consent: z.boolean().optional().describe("True where they agree to the words beside the box."),
  renderedAt: z.string().max(300).describe("The token of the page that was filled in."),
  fax: z.string().max(1_000).optional().describe("Left empty by people."),
});

const Agreed = z.object({ text: z.string(), channels: z.array(z.enum(CHANNELS)), at: instant, address: z.string() });

export const Registration = RegistrationInput.extend({
  ...recordFields,
  eventId: z.string(),
  locale,
  state: z.enum(REGISTRATION_STATES),
  registeredAt: instant,
  /** How often they have registered: each time has a place, a ticket and a confirmation of its own. */
  round: z.int(),
  /** The contact or lead that they are. */
  personId: z.string().optional(),
  linkId: z.string().optional(),
  agreed: Agreed.optional(),
  checkedInAt: instant.optional(),
  checkedInBy: z.string().optional(),
  /** How long they were there. */
  minutes: z.int().optional(),
});
export const RegistrationView = Registration.omit({ agreed: true });

/** An address at which people register; the address itself is kept nowhere. */
export const EventLink = z.object({
  ...recordFields,
  eventId: z.string(),
  locale,
  expiresAt: instant,
  revokedAt: instant.optional(),
});

export const LinkInput = z.strictObject({
  locale: locale.optional().describe("The language that the page opens in; the tenant's, where left out."),
  expiresAt: instant.optional().describe("When the address ends; when the event does, where left out."),
});

export const CheckInInput = z.strictObject({
  token: z.string().max(1_000).describe("What the QR code of a ticket says: the token, or the whole address."),
});

/** What the page behind a QR code sends. */
export const DoorInput = z.strictObject({ code: text(20).describe("The door code of the event.") });

export const CancelInput = z.strictObject({
  email: email.describe("Whose registration ends; whoever waits first takes the place."),
});
