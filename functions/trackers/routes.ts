import * as z from "zod";
import { Fault, invalidField, notFound } from "../../shared/fault.ts";
import { deliveries } from "../../shared/http/deliveries.ts";
import { outsideCrud } from "../../shared/http/outside-crud.ts";
import { changed, fresh, load } from "../../shared/http/record.ts";
import { type Call, Reply, type Route, route } from "../../shared/http/route.ts";
import { checkBaseUrl } from "../../shared/outside.ts";
import { unarchived } from "../../shared/records/inforce.ts";
import { askForLook } from "../../shared/records/look.ts";
import { action, actionRoutes, type Moved } from "../../shared/records/transition.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { write } from "../../shared/table/table.ts";
import { ticketNoun } from "../tickets/noun.ts";
import { ticket } from "../tickets/table.ts";
import { EscalateInput, IssueTrackerInput, IssueTrackerView, TicketIssue, TrackerNotice } from "./schema.ts";
import { issueIdOf, issueTracker, issueTrackerEntry, type TrackerRow, ticketIssue } from "./table.ts";

const PATH = "/v1/issue-trackers";
const NOTICES_PER_SECOND_MAX = 50;

const view = ({ secrets: _secrets, token: _token, ...row }: TrackerRow) => ({
  ...row,
  webhookPath: `/v1/webhooks/trackers/${row.id}`,
});

const connections = outsideCrud({
  entity: issueTracker,
  entry: issueTrackerEntry,
  module: "ticketing",
  path: PATH,
  input: IssueTrackerInput,
  view: IssueTrackerView,
  revise: (_call, _before, { baseUrl }: Partial<TrackerRow>) => {
    checkBaseUrl(baseUrl);
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
  checks: (_call, { baseUrl }) => checkBaseUrl(baseUrl),
  patchExample: { body: { pollMinutes: 30 } },
});

async function trackerOf(call: Call<z.output<typeof EscalateInput>>): Promise<TrackerRow> {
  const all = await unarchived(call.table, issueTracker);
  const { trackerId } = call.body;
  const found = trackerId ? all.find(({ id }) => id === trackerId) : (all.find((one) => one.isDefault) ?? all[0]);
  if (found) return found;
  if (trackerId) throw invalidField("trackerId", `There is no issue tracker ${trackerId}.`, "unknown_reference");
  throw new Fault("invalid_state", "No issue tracker is linked yet; link one first (POST /v1/issue-trackers).");
}

/** Hands a ticket to development, or back to it. */
const escalate = action(ticket, {
  name: "escalate",
  label: { "zh-CN": "转研发", en: "Hand to development" },
  summary:
    "Hands it to research and development in one click: an issue of their tracker, whose states and comments come back.",
  to: "waitingForOthers",
  from: ["new", "open", "waitingForCustomer", "waitingForOthers"],
  repeats: true,
  body: EscalateInput,
  example: { body: { note: "导出服务日志中有超时。" } },
  run: async (call, row): Promise<Moved> => {
    const tracker = await trackerOf(call);
    const before = await call.table.find(ticketIssue, issueIdOf(row.id));
    if (before && before.trackerId !== tracker.id) {
      throw invalidField("trackerId", `It is an issue of the tracker ${before.trackerId} already.`);
    }
    const { note } = call.body;
    const fields = { dueAt: call.now, ...(note && !before && { note }) };
    const again = { ...fields, ...(before?.deletedAt && { deletedAt: null, error: null, ...(note && { note }) }) };
    const base = fresh(call, ticketIssue, issueIdOf(row.id));
    const made = { ...base, ticketId: row.id, trackerId: tracker.id, ticketState: row.state, failures: 0, ...fields };
    const issue = before
      ? write.replace(ticketIssue, before, changed(call, before, again))
      : write.create(ticketIssue, made);
    return { beside: [issue] };
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
