import { callConnection, callList, callListEntry, phoneCall } from "../../functions/calls/table.ts";
import { meeting, meetingConnection } from "../../functions/meetings/table.ts";
import { expenseConnection } from "../../functions/expenses/table.ts";
import { ticketChannel } from "../../functions/tickets/table.ts";
import { issueIdOf, issueTracker, ticketIssue } from "../../functions/trackers/table.ts";
import type { demoId } from "../../shared/contract/examples.ts";
import { tenantTable } from "../../shared/table/table.ts";
import type { Api } from "./stack.ts";

/** A channel, a tracker and an expense system sign with the secret that the examples sign with; a ticket is development's. */
export async function shareSecrets(tenantId: string, ids: typeof demoId, secret: string): Promise<void> {
  const table = await tenantTable(tenantId, { actor: "system:demo", from: "", requestId: "" });
  const channel = await table.get(ticketChannel, ids(ticketChannel.prefix));
  await table.replace(ticketChannel, channel, { ...channel, version: channel.version + 1, secrets: [{ secret }] });
  const tracker = await table.get(issueTracker, ids(issueTracker.prefix));
  await table.replace(issueTracker, tracker, { ...tracker, version: tracker.version + 1, secrets: [{ secret }] });
  const centre = await table.get(callConnection, ids(callConnection.prefix));
  await table.replace(callConnection, centre, { ...centre, version: centre.version + 1, secrets: [{ secret }] });
  const travel = await table.get(expenseConnection, ids(expenseConnection.prefix));
  await table.replace(expenseConnection, travel, { ...travel, version: travel.version + 1, secrets: [{ secret }] });
  const at = "2026-11-22T00:00:00.000Z";
  const { id: listId, ownerId } = await table.get(callList, ids(callList.prefix));
  const base = { version: 1, createdAt: at, updatedAt: at };
  await table.create(callListEntry, {
    ...{
      ...base,
      id: ids(callListEntry.prefix, 2),
      listId,
      personId: ids("con"),
      state: "claimed",
      attempts: 0,
      dueAt: at,
    },
    ...(ownerId && { claimedBy: ownerId }),
  });
  await table.create(phoneCall, {
    ...{ ...base, id: ids(phoneCall.prefix), connectionId: centre.id, kind: "call", state: "ringing" },
    ...{ direction: "inbound", startedAt: at, activityId: ids("act"), events: [] },
    ...(ownerId && { ownerId }),
  const connection = await table.get(meetingConnection, ids(meetingConnection.prefix));
  const shared = { ...connection, version: connection.version + 1, secrets: [{ secret }] };
  await table.replace(meetingConnection, connection, shared);
  await table.createOnce(meeting, {
    ...{ id: ids(meeting.prefix), version: 1, createdAt: at, updatedAt: at, connectionId: connection.id, failures: 0 },
    ...{ eventId: ids("mev"), externalId: "m-17", joinUrl: "https://meetings.example.com/m-17" },
  });
  const ticketId = ids("tkt");
  await table.create(ticketIssue, {
    ...{ id: issueIdOf(ticketId), version: 1, createdAt: at, updatedAt: at, ticketId, trackerId: tracker.id },
    ...{ externalId: "BUG-17", remoteState: "open", ticketState: "new", failures: 0 },
  });
}

/** The article that the examples name is read, and is a draft of its next text. */
export async function publishArticle(admin: Api, ids: typeof demoId): Promise<void> {
  for (const act of ["submit", "publish", "revise"]) {
    const { status } = await admin.post(`/v1/articles/${ids("art")}/${act}`);
    if (status !== 200) throw new Error(`${act} of the article answers ${status}`);
  }
}
