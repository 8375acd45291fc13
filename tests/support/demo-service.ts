import { callConnection, callList, callListEntry, phoneCall } from "../../functions/calls/table.ts";
import { expenseConnection } from "../../functions/expenses/table.ts";
import { meeting, meetingConnection } from "../../functions/meetings/table.ts";
import { signingConnection } from "../../functions/signing/table.ts";
import { taskSystem } from "../../functions/tasks/table.ts";
import { ticketChannel } from "../../functions/tickets/table.ts";
import { issueIdOf, issueTracker, ticketIssue } from "../../functions/trackers/table.ts";
import type { demoId } from "../../shared/contract/examples.ts";
import type { Entity } from "../../shared/table/entity.ts";
import { tenantTable } from "../../shared/table/table.ts";
import type { Api } from "./stack.ts";

/** Who sends to us signs with the secret that the examples sign with; a ticket is development's, and a call is under way. */
export async function shareSecrets(tenantId: string, ids: typeof demoId, secret: string): Promise<void> {
  const table = await tenantTable(tenantId, { actor: "system:demo", from: "", requestId: "" });
  for (const sender of [
    ticketChannel,
    issueTracker,
    taskSystem,
    callConnection,
    expenseConnection,
    meetingConnection,
    signingConnection,
  ] as Entity[]) {
    const row = await table.get(sender, ids(sender.prefix));
    await table.replace(sender, row, { ...row, version: row.version + 1, secrets: [{ secret }] });
  }
  const at = "2026-11-22T00:00:00.000Z";
  const base = { version: 1, createdAt: at, updatedAt: at };
  const { id: listId, ownerId } = await table.get(callList, ids(callList.prefix));
  await table.create(callListEntry, {
    ...{ ...base, id: ids(callListEntry.prefix, 2), listId, personId: ids("con") },
    ...{ state: "claimed", attempts: 0, dueAt: at, ...(ownerId && { claimedBy: ownerId }) },
  });
  await table.create(phoneCall, {
    ...{ ...base, id: ids(phoneCall.prefix), connectionId: ids(callConnection.prefix), kind: "call", state: "ringing" },
    ...{ direction: "inbound", startedAt: at, activityId: ids("act"), events: [], ...(ownerId && { ownerId }) },
  });
  await table.createOnce(meeting, {
    ...{ ...base, id: ids(meeting.prefix), connectionId: ids(meetingConnection.prefix), failures: 0 },
    ...{ eventId: ids("mev"), externalId: "m-17", joinUrl: "https://meetings.example.com/m-17" },
  });
  const ticketId = ids("tkt");
  await table.create(ticketIssue, {
    ...{ ...base, id: issueIdOf(ticketId), ticketId, trackerId: ids(issueTracker.prefix) },
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
