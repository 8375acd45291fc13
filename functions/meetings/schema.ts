import * as z from "zod";
import { email, idOf, instant, signingSecrets, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

/** Comings and goings that are remembered of one person in one meeting. */
export const MOVES_MAX = 200;
const MOVES_A_CALL_MAX = 500;

/** A provider of video meetings: any that speaks the generic contract, by itself or through a bridge. */
export const MeetingConnectionInput = z.object({
  name: text(100).describe("What people call it."),
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .describe("Where it answers: PUT {baseUrl}/meetings/{ref}."),
  token: text(500).describe("What it is called with, as a bearer; never shown."),
  isDefault: z.boolean().optional().describe("Takes meetings that name no connection."),
});
export const MeetingConnection = MeetingConnectionInput.extend({
  ...recordFields,
  secrets: signingSecrets,
  archived: z.boolean().optional(),
});
export const MeetingConnectionView = MeetingConnection.omit({ secrets: true, token: true }).extend({
  webhookPath: z.string().optional().describe("Where it tells who joined and left, signed."),
  signingSecret: z.string().optional().describe("What its calls are signed with; shown once."),
});

export const MeetingInput = z.strictObject({
  activityId: idOf("act").optional().describe("The activity of the kind meeting that gets a join link."),
  eventId: idOf("mev").optional().describe("The marketing event that takes place online."),
  connectionId: idOf("mtc").optional().describe("Whose meeting it is; the default connection, where left out."),
});

/** A meeting of a provider: asked for until there is a join link, then told who was there. */
export const Meeting = MeetingInput.extend({
  ...recordFields,
  connectionId: z.string(),
  ownerId: z.string().optional(),
  departmentId: z.string().optional(),
  externalId: z.string().optional(),
  joinUrl: z.string().optional(),
  /** When the provider is asked next. */
  dueAt: instant.optional(),
  failures: z.int(),
  error: z.string().optional(),
});

const Move = z.object({ id: z.string(), session: z.string(), type: z.enum(["joined", "left"]), at: instant });
export type Move = z.output<typeof Move>;

/** How long one person was in a meeting, by all that the provider has told of their comings and goings. */
export const Attendance = z.object({
  ...recordFields,
  meetingId: z.string(),
  email: z.string(),
  name: z.string().optional(),
  firstAt: instant,
  minutes: z.int(),
  moves: z.array(Move).max(MOVES_MAX),
});
export const AttendanceView = Attendance.omit({ moves: true }).partial({ email: true, name: true });

/** What the webhook of a provider tells. */
export const MeetingNotice = z.looseObject({
  meetingId: text(200).describe("The meeting, by its id there."),
  moves: z
    .array(
      z.looseObject({
        id: text(200).describe("Its own id: what is told twice counts once."),
        type: z.enum(["joined", "left"]).describe("Whether somebody came or went."),
        at: instant.describe("When."),
        email: email.describe("Who."),
        name: text(200).optional().describe("What they call themselves."),
        session: text(200).optional().describe("By which of their devices, where they have several."),
      }),
    )
    .min(1)
    .max(MOVES_A_CALL_MAX)
    .describe("Comings and goings, in any order."),
});
