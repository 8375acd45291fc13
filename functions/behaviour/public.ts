import { clock } from "../../shared/config.ts";
import { Fault, notFound } from "../../shared/fault.ts";
import { networkOf } from "../../shared/http/brake.ts";
import { corsOf, mayComeFrom } from "../../shared/http/forms.ts";
import { spend } from "../../shared/http/limits.ts";
import { type Call, type Caller, Reply, type Route, route } from "../../shared/http/route.ts";
import { sha256 } from "../../shared/http/seal.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { outsider } from "../users/outsider.ts";
import { PATH } from "./keys.ts";
import { EVENTS_MAX, EventsInput, EventsReply } from "./schema.ts";
import { writeKey, writeKeyEntry } from "./table.ts";

/** Batches a second: of one key, and from one address. */
const KEY_PER_SECOND_MAX = 200;
const SENDER_PER_SECOND_MAX = 5;
const SENDER_CHARS = 20;
const SCRIPT_KEPT_SECONDS = 300;

const opening = outsider(writeKeyEntry, writeKey, "key");

/** The key that a public call names, with its tenant's table to write to in its name. */
async function opened(call: Call<unknown, unknown>): Promise<{ key: RowOf<typeof writeKey>; caller: Caller }> {
  const id = call.params.writeKeyId ?? "";
  const { sourceIp: from, requestId, now, newId } = call;
  const found = await opening(id, { now: new Date(now), from, requestId });
  if (!found) throw notFound(writeKey.noun, id);
  return { key: found.row, caller: { ...found.caller, newId } };
}

const send = route({
  method: "POST",
  path: `${PATH}/{writeKeyId}/events`,
  permission: "public",
  summary: `Takes what a page's visitors do, at most ${EVENTS_MAX} events a call: from the key's own sites, and without naming people by ids.`,
  body: EventsInput,
  status: 202,
  rawBody: true,
  readsBeacons: true,
  reply: EventsReply,
  example: {
    params: { writeKeyId: "{writeKeyId}" },
    body: {
      events: [
        {
          ...{ insertId: "b-1", name: "page.viewed", at: "2026-11-22T01:00:00.000Z", anonymousId: "a1b2c3d4e5f6" },
          ...{ page: "https://www.example.com/prices", utm: { source: "search", campaign: "2026 秋" } },
        },
      ],
    },
  },
  run: async (call) => {
    const { key, caller } = await opened(call);
    if (!mayComeFrom(call.headers.origin, key.allowedOrigins)) {
      throw new Fault("forbidden", "This key may not be used from this page; add its origin to allowedOrigins.");
    }
    const now = clock.now();
    const { table } = caller;
    const sender = sha256(`${key.id} ${networkOf(call.sourceIp)}`).slice(0, SENDER_CHARS);
    await spend({ table, kind: `sender ${sender}`, perSecond: SENDER_PER_SECOND_MAX }, now);
    await spend({ table, kind: `key ${key.id}`, perSecond: KEY_PER_SECOND_MAX }, now);
    const { takeIn } = await import("./intake.ts");
    return new Reply(202, await takeIn(caller, call.body.events, true), corsOf(call.headers));
  },
});

const script = route({
  method: "GET",
  path: `${PATH}/{writeKeyId}/script`,
  permission: "public",
  summary:
    "The script for a page, as <script src>: it stores and sends nothing before cashloop.consent(true) was called.",
  example: { params: { writeKeyId: "{writeKeyId}" } },
  run: async (call) => {
    await opened(call);
    const { SCRIPT } = await import("./script.ts");
    return new Reply(200, SCRIPT, {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": `public, max-age=${SCRIPT_KEPT_SECONDS}`,
      "cross-origin-resource-policy": "cross-origin",
      "access-control-allow-origin": "*",
    });
  },
});

export const publicRoutes: Route[] = [send, script];
