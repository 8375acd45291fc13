import * as z from "zod";
import { Fault, invalidField, notFound } from "../../shared/fault.ts";
import { deliveries } from "../../shared/http/deliveries.ts";
import { outsideCrud } from "../../shared/http/outside-crud.ts";
import { changed, fresh, load } from "../../shared/http/record.ts";
import { type Call, type Caller, Reply, type Route, route } from "../../shared/http/route.ts";
import { checkBaseUrl } from "../../shared/outside.ts";
import { unarchived } from "../../shared/records/inforce.ts";
import { askForLook } from "../../shared/records/look.ts";
import { action, actionRoutes, type Moved } from "../../shared/records/transition.ts";
import type { Action } from "../../shared/table/action.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { write } from "../../shared/table/table.ts";
import { ticketNoun } from "../tickets/noun.ts";
import { ticket, ticketMessage } from "../tickets/table.ts";
import { user } from "../users/table.ts";
import { EscalateInput, IssueTrackerInput, IssueTrackerView, TicketIssue, TrackerNotice } from "./schema.ts";
import { type IssueRow, issueIdOf, issueTracker, issueTrackerEntry, type TrackerRow, ticketIssue } from "./table.ts";

const PATH = "/v1/issue-trackers";
const NOTICES_PER_SECOND_MAX = 50;
/** Times that a hand-over is made anew where others write the ticket at that moment. */
const TRIES = 5;

const view = ({ secrets: _secrets, token: _token, ...row }: TrackerRow) => ({
  ...row,
  webhookPath: `/v1/webhooks/trackers/${row.id}`,
});

type States = { doneStates: readonly string[]; closeAs?: string | null; reopenAs?: string | null };

/** Refuses states that would open an issue whose ticket is closed, or close one that is handed over again. */
function checkStates({ doneStates, closeAs, reopenAs }: States): void {
  if (closeAs && !doneStates.includes(closeAs)) throw invalidField("closeAs", "It is none of doneStates.");
  if (reopenAs && doneStates.includes(reopenAs)) throw invalidField("reopenAs", "It is one of doneStates.");
}

const connections = outsideCrud({
  entity: issueTracker,
  entry: issueTrackerEntry,
  module: "ticketing",
  path: PATH,
  input: IssueTrackerInput,
  view: IssueTrackerView,
  revise: (_call, before, patch: Partial<TrackerRow>) => {
    checkBaseUrl(patch.baseUrl);
    checkStates({ ...before, ...patch });
    return {};
  },
  show: view,
  permission: "ticketing.write",
  summary: "Links the issue tracker of research and development; the secret that its webhook signs with is shown once.",
  example: {
    body: {
      ...{ name: "研发缺陷", baseUrl: "https://tracker.example.com/api", token: "a-token-of-the-tracker" },
      ...{ project: "CRM", doneStates: ["done", "rejected"], closeAs: "done", reopenAs: "open", isDefault: true },
    },
  },
  signs: () => true,
  checks: (_call, given) => {
    checkBaseUrl(given.baseUrl);
    checkStates(given);
  },
  patchExample: { body: { pollMinutes: 30 } },
});

/** Whom a ticket is handed to: whom the call names, else who has it already, else the default. */
async function trackerOf(
  call: Call<z.output<typeof EscalateInput>>,
  before: IssueRow | undefined,
): Promise<TrackerRow> {
  const all = await unarchived(call.table, issueTracker);
  const { trackerId } = call.body;
  const known = all.find(({ id }) => id === before?.trackerId);
  const found = trackerId
    ? all.find(({ id }) => id === trackerId)
    : (known ?? all.find((one) => one.isDefault) ?? all[0]);
  if (known && found && found !== known) {
    throw invalidField("trackerId", `It is an issue of the tracker ${known.id} already.`);
  }
  if (found) return found;
  if (trackerId) throw invalidField("trackerId", `There is no issue tracker ${trackerId}.`, "unknown_reference");
  throw new Fault("invalid_state", "No issue tracker is linked yet; link one first (POST /v1/issue-trackers).");
}

/** What is said to development of an issue that stands there already is a note like any other. */
async function noted(call: Caller, ticketId: string, text: string): Promise<Action> {
  const { principalId: authorId } = call.actor;
  const me = await call.table.find(user, authorId);
  return write.create(ticketMessage, {
    ...{ ...fresh(call, ticketMessage), ticketId, visibility: "internal", author: "agent", authorId, text },
    ...{ channel: "api", ...(me && { authorName: me.name }) },
  });
}

/** What an issue begins anew with, at a tracker that takes over from one which is archived. */
const ELSEWHERE = {
  ...{ externalId: null, url: null, remoteState: null, isDone: null, toldUntil: null, syncedAt: null },
  ...{ deletedAt: null, error: null, failures: 0 },
};

/** Hands a ticket to development, or back to it. */
const escalate = action(ticket, {
  name: "escalate",
  label: { "zh-CN": "转研发", en: "Hand to development" },
  summary:
    "Hands it to research and development in one click: an issue of their tracker, whose states and comments come back.",
  from: ["new", "open", "waitingForCustomer", "waitingForOthers"],
  tries: TRIES,
  body: EscalateInput,
  example: { body: { note: "导出服务日志中有超时。" } },
  run: async (call, row): Promise<Moved> => {
    const before = await call.table.find(ticketIssue, issueIdOf(row.id));
    const tracker = await trackerOf(call, before);
    const { note } = call.body;
    const fields = { dueAt: call.now, ...(note && !before && { note }) };
    const moves = before !== undefined && before.trackerId !== tracker.id;
    const anew = moves ? { ...ELSEWHERE, trackerId: tracker.id } : { deletedAt: null, error: null };
    const again = { ...fields, ...((moves || before?.deletedAt) && { ...anew, ...(note && { note }) }) };
    const base = fresh(call, ticketIssue, issueIdOf(row.id));
    const made = { ...base, ticketId: row.id, trackerId: tracker.id, ticketState: row.state, failures: 0, ...fields };
    const issue = before
      ? write.replace(ticketIssue, before, changed(call, before, again))
      : write.create(ticketIssue, made);
    const isFurther = before !== undefined && !moves && !before.deletedAt && note !== before.note;
    return {
      fields: { state: "waitingForOthers" },
      beside: [issue, ...(note && isFurther ? [await noted(call, row.id, note)] : [])],
    };
  },
});

const issue = route({
  method: "GET",
  path: "/v1/tickets/{id}/issue",
  permission: "tickets.internal",
  summary:
    "The issue that development works on for a ticket: how it stands there, and when both were last brought together.",
  reply: TicketIssue,
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const row = await load(call, ticket);
    const found = await call.table.find(ticketIssue, issueIdOf(row.id));
    if (!found) throw notFound(ticketIssue.noun, issueIdOf(row.id));
    return found;
  },
});

const admit = deliveries({
  ...{ entity: issueTracker, entry: issueTrackerEntry, actor: "tracker", perSecond: NOTICES_PER_SECOND_MAX },
});

const webhook = route({
  method: "POST",
  path: "/v1/webhooks/trackers/{trackerId}",
  permission: "public",
  summary:
    "Told by a tracker that an issue has changed, signed after the Standard Webhooks specification: it is looked at within a minute.",
  body: TrackerNotice,
  reply: z.object({ received: z.literal(true) }),
  status: 202,
  rawBody: true,
  signed: true,
  example: { params: { trackerId: "{issueTrackerId}" }, body: { issueId: "BUG-17" } },
  run: async (call) => {
    const { table, sender: tracker } = await admit(call, call.params.trackerId);
    const sources = [sourceOf(ticketIssue, "parent", { trackerId: tracker.id, externalId: call.body.issueId })];
    const { rows } = await table.list(ticketIssue, { sources, limit: 1 });
    if (rows[0]) await askForLook(table, ticketIssue, { id: rows[0].id, now: call.now });
    return new Reply(202, { received: true });
  },
});

export const routes: Route[] = [...connections, ...actionRoutes(ticketNoun, [escalate]), issue, webhook];
