import * as z from "zod";
import { listRoute, pageOf } from "../../shared/http/lists.ts";
import { load } from "../../shared/http/record.ts";
import { Reply, type Route, route } from "../../shared/http/route.ts";
import { settingRoutes } from "../../shared/http/settings.ts";
import { behaviourProfile, profileId } from "./counted.ts";
import { keyRoutes } from "./keys.ts";
import { publicRoutes } from "./public.ts";
import {
  EVENTS_MAX,
  EventsInput,
  EventsQuery,
  EventsReply,
  EventView,
  MergeInput,
  ProfileQuery,
  ProfileView,
  VisitorView,
  VisitorWithPeople,
} from "./schema.ts";
import type { VisitorRow } from "./stream.ts";
import { behaviourPolicy, visitor } from "./table.ts";

const EVENTS = "/v1/events";
const VISITORS = "/v1/visitors";

const take = route({
  method: "POST",
  path: EVENTS,
  permission: "behaviour.write",
  summary: `Takes what people did, at most ${EVENTS_MAX} events a call: each once by its visitor and insert id, late ones and in any order.`,
  body: EventsInput,
  status: 202,
  reply: EventsReply,
  example: {
    body: {
      events: [
        {
          ...{ insertId: "evt-1", name: "price.asked", at: "2026-11-22T01:00:00.000Z", anonymousId: "a1b2c3d4e5f6" },
          ...{ personId: "{contactId}", properties: { product: "企业版", seats: 50 } },
        },
        {
          ...{ insertId: "evt-2", name: "page.viewed", at: "2026-11-22T01:05:00.000Z", anonymousId: "b2c3d4e5f6a7" },
          ...{ page: "https://www.example.com/prices", utm: { source: "search", campaign: "2026 秋" } },
        },
      ],
    },
  },
  run: async (call) => new Reply(202, await (await import("./intake.ts")).takeIn(call, call.body.events)),
});

const list = route({
  method: "GET",
  path: EVENTS,
  permission: "behaviour.read",
  summary: "What a person did, or a visitor, newest first: whoever sees the person sees it.",
  query: EventsQuery,
  reply: pageOf(EventView),
  example: { query: { personId: "{contactId}" } },
  run: async (call) => (await import("./reading.ts")).eventsPage(call),
});

const NOTHING = { days: {}, eventCount: 0, sessionCount: 0, sessions: [] };

const profile = route({
  method: "GET",
  path: `${EVENTS}/profile`,
  permission: "behaviour.read",
  summary:
    "What a person did, counted by event and day, with their latest sessions and what brought them first and last.",
  query: ProfileQuery,
  reply: ProfileView,
  example: { query: { personId: "{contactId}" } },
  run: async (call) => {
    const { checkedPerson } = await import("./reading.ts");
    const personId = await checkedPerson(call, call.query.personId);
    return (await call.table.find(behaviourProfile, profileId(personId))) ?? { personId, ...NOTHING };
  },
});

const view = (row: VisitorRow): z.input<typeof VisitorView> => ({ ...row, isKnown: row.identities.length > 0 });

const visitors = listRoute({
  entity: visitor,
  path: VISITORS,
  permission: "behaviour.read",
  summary: "Browsers, devices and addresses by which somebody was met, by their coming.",
  view: VisitorView,
  show: view,
  example: {},
});

const shown = async (call: Parameters<typeof load>[0], row: VisitorRow) => {
  const { peopleSeen } = await import("./merge.ts");
  return { ...view(row), personIds: await peopleSeen(call, row) };
};

const read = route({
  method: "GET",
  path: `${VISITORS}/{id}`,
  permission: "behaviour.read",
  summary: "A visitor, with those whom it is known as.",
  reply: VisitorWithPeople,
  example: { params: { id: "{id}" } },
  run: async (call) => shown(call, await load(call, visitor)),
});

const merge = route({
  method: "POST",
  path: `${VISITORS}/{id}/merge`,
  permission: "behaviour.write",
  summary: "Says that visitors are the same person as this one. Those who are known as different people stay apart.",
  body: MergeInput,
  reply: VisitorWithPeople,
  example: { params: { id: "{id}" }, body: { anonymousIds: ["b2c3d4e5f6a7"] } },
  run: async (call) => {
    const { mergedVisitors } = await import("./merge.ts");
    return shown(call, await mergedVisitors(call, await load(call, visitor), call.body));
  },
});

const unmerge = route({
  method: "POST",
  path: `${VISITORS}/{id}/unmerge`,
  permission: "behaviour.write",
  summary: "Takes a visitor apart from the one that it was merged into; all is as it was before.",
  body: z.strictObject({}),
  reply: VisitorWithPeople,
  example: { params: { id: "{id}" }, body: {} },
  run: async (call) => {
    const { parted } = await import("./merge.ts");
    return shown(call, await parted(call, await load(call, visitor)));
  },
});

export const routes: Route[] = [
  ...[take, list, profile],
  ...settingRoutes(behaviourPolicy),
  ...[visitors, read, merge, unmerge],
  ...keyRoutes,
  ...publicRoutes,
];
