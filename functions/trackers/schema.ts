import * as z from "zod";
import { idOf, instant, signingSecrets, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

const STATES_MAX = 20;
const POLL_MINUTES = 15;
const POLL_MINUTES_MAX = 1_440;

const state = text(60);

/** The issue tracker of research and development: any that speaks the generic contract, by itself or through a bridge. */
export const IssueTrackerInput = z.object({
  name: text(100).describe("What people call it."),
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .describe("Where it answers: {baseUrl}/issues, /issues/{id}, /issues/{id}/comments."),
  token: text(500).describe("What it is called with, as a bearer; never shown."),
  project: text(100).optional().describe("Where its new issues belong."),
  doneStates: z.array(state).min(1).max(STATES_MAX).describe("Its states in which development has nothing more to do."),
  closeAs: state.optional().describe("The state that it is given once the ticket is closed; none, where left out."),
  reopenAs: state.optional().describe("The state that it is given once the ticket is handed over again."),
  pollMinutes: z
    .int()
    .min(1)
    .max(POLL_MINUTES_MAX)
    .default(POLL_MINUTES)
    .describe("An open issue is looked at so often, whether or not its webhook has told of it."),
  isDefault: z.boolean().optional().describe("Takes what names no tracker."),
});
export const IssueTracker = IssueTrackerInput.extend({
  ...recordFields,
  secrets: signingSecrets,
  archived: z.boolean().optional(),
});
export const IssueTrackerView = IssueTracker.omit({ secrets: true, token: true }).extend({
  webhookPath: z.string().optional().describe("Where it tells which issue has changed, signed."),
  signingSecret: z.string().optional().describe("What its calls are signed with; shown once."),
});

/** A ticket that development works on, as both sides last were. */
export const TicketIssue = z.object({
  ...recordFields,
  ticketId: z.string(),
  trackerId: z.string(),
  /** What was asked of development. */
  note: z.string().optional(),
  externalId: z.string().optional(),
  url: z.string().optional(),
  remoteState: z.string().optional(),
  isDone: z.boolean().optional(),
  /** The ticket's state that its tracker was last told of. */
  ticketState: z.string(),
  /** Our notes up to here are there. */
  toldUntil: instant.optional(),
  syncedAt: instant.optional(),
  /** When it is looked at next. */
  dueAt: instant.optional(),
  /** Looks in a row that failed, and why the last one did. */
  failures: z.int(),
  error: z.string().optional(),
  /** The issue was deleted there; handed over again, the ticket gets another. */
  deletedAt: instant.optional(),
});

export const EscalateInput = z.strictObject({
  trackerId: idOf("itr").optional().describe("Whom it is handed to; the default tracker, where it is left out."),
  note: text(10_000).optional().describe("What development should know; the customer never sees it."),
});

export const TrackerNotice = z.looseObject({
  issueId: text(200).describe("The issue that has changed, by its id there."),
});
