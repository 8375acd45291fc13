import * as z from "zod";
import { Fault, invalidField, notFound } from "../../shared/fault.ts";
import { deliveries } from "../../shared/http/deliveries.ts";
import { outsideCrud } from "../../shared/http/outside-crud.ts";
import { checkShown, fresh, loaded } from "../../shared/http/record.ts";
import { type Call, Reply, type Route, route } from "../../shared/http/route.ts";
import { checkBaseUrl } from "../../shared/outside.ts";
import { unarchived } from "../../shared/records/inforce.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { activity } from "../activities/table.ts";
import { marketingEvent } from "../gatherings/table.ts";
import { systemCaller } from "../users/system.ts";
import {
  AttendanceView,
  Meeting,
  MeetingConnectionInput,
  MeetingConnectionView,
  MeetingInput,
  MeetingNotice,
} from "./schema.ts";
import {
  attendance,
  type ConnectionRow,
  type MeetingRow,
  meeting,
  meetingConnection,
  meetingConnectionEntry,
  meetingIdOf,
} from "./table.ts";

const PATH = "/v1/meeting-connections";
const NOTICES_PER_SECOND_MAX = 50;

const view = ({ secrets: _secrets, token: _token, ...row }: ConnectionRow) => ({
  ...row,
  webhookPath: `/v1/webhooks/meetings/${row.id}`,
});

const connections = outsideCrud({
  entity: meetingConnection,
  entry: meetingConnectionEntry,
  module: "meetings",
  path: PATH,
  input: MeetingConnectionInput,
  view: MeetingConnectionView,
  revise: (_call, _before, { baseUrl }: Partial<ConnectionRow>) => {
    checkBaseUrl(baseUrl);
    return {};
  },
  show: view,
  permission: "meetings.configure",
  summary: "Links a provider of video meetings; the secret that its webhook signs with is shown once.",
  example: {
    body: { name: "视频会议", baseUrl: "https://meetings.example.com/api", token: "a-token", isDefault: true },
  },
  signs: () => true,
  checks: (_call, { baseUrl }) => checkBaseUrl(baseUrl),
  patchExample: { body: { name: "视频会议（总部）" } },
});

type Asking = Call<z.output<typeof MeetingInput>, unknown>;

async function connectionOf({ table, body }: Asking): Promise<ConnectionRow> {
  const all = await unarchived(table, meetingConnection);
  const { connectionId } = body;
  const found = connectionId ? all.find(({ id }) => id === connectionId) : (all.find((one) => one.isDefault) ?? all[0]);
  if (found) return found;
  if (connectionId) {
    throw invalidField("connectionId", `There is no meeting connection ${connectionId}.`, "unknown_reference");
  }
  throw new Fault(
    "invalid_state",
    "No provider of meetings is linked yet; link one first (POST /v1/meeting-connections).",
  );
}

/** What a meeting is for, as the caller may change it. */
async function about(call: Asking) {
  const { activityId, eventId } = call.body;
  if ((activityId === undefined) === (eventId === undefined)) {
    throw invalidField("activityId", "Name either activityId or eventId.", "required");
  }
  const plain = { ...call, ifMatch: undefined };
  const missing = (field: string) => (error: unknown) => {
    throw error instanceof Fault && error.code === "not_found"
      ? invalidField(field, error.detail, "unknown_reference")
      : error;
  };
  if (eventId) return loaded(plain, marketingEvent, eventId).catch(missing("eventId"));
  const row = await loaded(plain, activity, activityId ?? "").catch(missing("activityId"));
  if (row.kind !== "meeting")
    throw invalidField("activityId", "Only an activity of the kind meeting gets a join link.");
  return row;
}

const open = route({
  method: "POST",
  path: "/v1/meetings",
  permission: "meetings.write",
  summary:
    "Asks a provider for a meeting of an activity or an event; the join link stands there within minutes. Asked again it is the same.",
  noun: meeting.noun,
  body: MeetingInput,
  reply: Meeting,
  status: 201,
  example: { body: { eventId: "{marketingEventId}" } },
  run: async (call) => {
    const { id: recordId, ownerId, departmentId } = await about(call);
    const id = meetingIdOf(recordId);
    const { id: connectionId } = await connectionOf(call);
    const known = await call.table.find(meeting, id);
    if (known) return known;
    const owned = { ...(ownerId && { ownerId }), ...(departmentId && { departmentId }) };
    const row: MeetingRow = {
      ...{ ...fresh(call, meeting, id), ...call.body, ...owned, connectionId },
      ...{ dueAt: call.now, failures: 0 },
    };
    await call.table.createOnce(meeting, row);
    return call.table.get(meeting, id);
  },
});

/** A meeting is seen by whoever sees what it is for. */
async function meetingOf(call: Call<unknown, unknown>): Promise<MeetingRow> {
  const row = await call.table.get(meeting, call.params.id ?? "");
  const { eventId, activityId = "" } = row;
  const of = eventId ? await call.table.find(marketingEvent, eventId) : await call.table.find(activity, activityId);
  const isSeen = of && (eventId ? call.access.sees(marketingEvent, of) : call.access.sees(activity, of));
  if (!isSeen) throw notFound(meeting.noun, row.id);
  checkShown(meeting, row);
  return row;
}

const read = route({
  method: "GET",
  path: "/v1/meetings/{id}",
  permission: "meetings.read",
  summary: "A meeting with its join link, once there is one, and why not.",
  noun: meeting.noun,
  reply: Meeting,
  example: { params: { id: "{id}" } },
  run: meetingOf,
});

const people = route({
  method: "GET",
  path: "/v1/meetings/{id}/attendance",
  permission: "meetings.read",
  summary: "Who was in a meeting, and for how many minutes; what several devices overlap counts once.",
  reply: z.object({ items: z.array(AttendanceView) }),
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const { id: meetingId } = await meetingOf(call);
    const rows = await call.table.collect(attendance, { meetingId }, "attendance#");
    const isShown = (field: string): boolean => !["lead", "contact"].some((noun) => call.access.isClosed(noun, field));
    const items = rows.map(({ moves: _moves, email, name, ...row }) => ({
      ...row,
      ...(isShown("email") && { email }),
      ...(name && isShown("name") && { name }),
    }));
    return { items };
  },
});

const admit = deliveries({
  ...{ entity: meetingConnection, entry: meetingConnectionEntry, actor: "meetings", perSecond: NOTICES_PER_SECOND_MAX },
});

const webhook = route({
  method: "POST",
  path: "/v1/webhooks/meetings/{connectionId}",
  permission: "public",
  summary:
    "Told by a provider who joined and left a meeting, signed after the Standard Webhooks specification; what is told twice counts once.",
  body: MeetingNotice,
  reply: z.object({ received: z.literal(true) }),
  status: 202,
  rawBody: true,
  signed: true,
  example: {
    params: { connectionId: "{meetingConnectionId}" },
    body: {
      meetingId: "m-17",
      moves: [{ id: "1", type: "joined", at: "2026-11-20T01:00:00Z", email: "li.na@example.com" }],
    },
  },
  run: async (call) => {
    const { table, sender } = await admit(call, call.params.connectionId);
    const { id: connectionId } = sender;
    const sources = [sourceOf(meeting, "parent", { connectionId, externalId: call.body.meetingId })];
    const [row] = (await table.list(meeting, { sources, limit: 1 })).rows;
    if (row) {
      const { takeIn } = await import("./attended.ts");
      await takeIn(await systemCaller(table, "meetings", new Date(call.now)), row, call.body.moves);
    }
    return new Reply(202, { received: true });
  },
});

export const routes: Route[] = [...connections, open, read, people, webhook];
