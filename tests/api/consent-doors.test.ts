import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import type { MessageRow } from "../../shared/notify/outbox.ts";
import { answers, DOORS, type Door, doorsOf, WRITERS } from "../support/senders.ts";
import { useStack } from "../support/stack.ts";

/** Campaigns and journeys go on by themselves; the sender runs where the test runs it, and nothing by the clock. */
const stack = useStack({ lambdas: lambdas.filter(({ kind, name }) => kind !== "schedule" && name !== "sender") });

const textOf = (path: string): string => readFileSync(path, "utf8");
const LITERAL = /kind: "service"(?: as const)?, purpose: (?:"\w+"|`[^`]+`)/;

describe("whoever writes messages", () => {
  test("is known, and says by its own words why somebody outside is written to", () => {
    const writing = readdirSync("functions", { recursive: true, encoding: "utf8" })
      .map((file) => `functions/${file}`)
      .filter((path) => path.endsWith(".ts") && !path.includes("/generated/"))
      .filter((path) => /notify\/outbox\.ts"/.test(textOf(path)) && /\bpost(ing)?\(/.test(textOf(path)));
    expect(writing.sort()).toEqual(Object.keys(WRITERS).sort());
    for (const [path, writes] of Object.entries(WRITERS)) {
      if (writes === "inside")
        expect([path, /kind: "(service|marketing)"|\breasonOf\(/.test(textOf(path))]).toEqual([path, false]);
      else if ("service" in writes) expect([path, LITERAL.test(textOf(writes.service))]).toEqual([path, true]);
    }
    const opened = Object.values(WRITERS).flatMap((writes) =>
      typeof writes === "object" && "doors" in writes ? writes.doors : [],
    );
    expect(opened.sort()).toEqual([...DOORS].sort());
  });

  test("and takes the reason from data is a door", () => {
    // A template, a campaign, or the writer of a mail says what is marketing; nobody else does.
    const asking = readdirSync("functions", { recursive: true, encoding: "utf8" })
      .map((file) => `functions/${file}`)
      .filter((path) => path.endsWith(".ts") && /\breasonOf\(|\breason = CORRESPONDENCE/.test(textOf(path)));
    expect(asking.sort()).toEqual([
      "functions/broadcasts/mail.ts",
      "functions/broadcasts/sms.ts",
      "functions/mailboxes/compose.ts",
      "functions/mailboxes/words.ts",
      "functions/templates/rendering.ts",
    ]);
  });
});

/** What keeps marketing from a person, and what becomes of a message that is written all the same. */
const REFUSED = ["never asked", "withdrawn", "withdrawn for all purposes", "agreed to another purpose"] as const;
const HELD = { suppressed: "suppressed", night: "waits", capped: "suppressed", "capped, to wait": "waits" } as const;
type Held = keyof typeof HELD;

async function scene(door: Door, purpose: "marketing" | "service" = "marketing") {
  const world = await doorsOf(stack(), purpose);
  const { admin, say, agreed, deliver } = world;
  const { channel, send } = await world.open[door]();
  const messagesOf = async (personId: string): Promise<MessageRow[]> =>
    (await admin.get(`/v1/messages?recipientId=${personId}&limit=50`)).body.items;
  const left = ({ email, phone }: { email: string; phone: string }): number =>
    stack().outbox(channel === "sms" ? phone : email).length;
  const sent = async (person: Awaited<ReturnType<typeof agreed>>) => {
    const reply = await send(person);
    await stack().settled();
    const ids = (await messagesOf(person.id)).map(({ id }) => id);
    await deliver(ids);
    return { reply, messages: await messagesOf(person.id), left: left(person) };
  };
  const at = stack().clock.now().toISOString();
  const refusing: Record<(typeof REFUSED)[number], (id: string) => Promise<unknown>> = {
    "never asked": async () => {},
    withdrawn: async (id) => {
      await say(id, channel);
      await say(id, channel, "withdrawn", at);
    },
    "withdrawn for all purposes": async (id) => {
      await say(id, channel);
      const evidence = { textVersion: "1", source: "电话", at };
      await admin.post("/v1/consents", { contactId: id, channel, purpose: "all", state: "withdrawn", evidence });
    },
    "agreed to another purpose": async (id) => {
      const evidence = { textVersion: "1", source: "表单", at: "2026-11-01T08:00:00Z" };
      await admin.post("/v1/consents", { contactId: id, channel, purpose: "newsletter", state: "given", evidence });
    },
  };
  const settings = async (body: object) => expect((await admin.put("/v1/reach-settings", body)).status).toBe(200);
  const holding: Record<Held, (person: Awaited<ReturnType<typeof agreed>>) => Promise<unknown>> = {
    suppressed: async ({ email, phone }) => {
      const { suppression, suppressionId } = await import("../../shared/notify/outbox.ts");
      const id = suppressionId(channel === "sms" ? phone.replace(/\D/g, "") : email);
      const base = { id, version: 1, createdAt: at, updatedAt: at, address: email };
      await (await world.tableOf()).create(suppression, { ...base, reason: "erased", messageId: "msg_1" });
    },
    night: () => settings({ quietHours: { from: "00:00", to: "23:59", channels: [channel] } }),
    capped: async (person) => {
      await settings({ caps: [{ messages: 1, days: 30 }], overCap: "suppress" });
      const first = world.draft(person, "first", { channel });
      await world.queue([first]);
      await deliver((await messagesOf(person.id)).map(({ id }) => id));
    },
    "capped, to wait": async (person) => {
      await holding.capped(person);
      await settings({ caps: [{ messages: 1, days: 30 }], overCap: "wait" });
    },
  };
  return { ...world, channel, sent, refusing, holding, messagesOf, left };
}

describe.each(DOORS)("%s", (door) => {
  test("writes nothing to whoever has not agreed", async () => {
    const { agreed, sent, refusing } = await scene(door);
    for (const why of REFUSED) {
      const person = await agreed([]);
      await refusing[why](person.id);
      const { reply, messages, left } = await sent(person);
      expect([why, messages, left]).toEqual([why, [], 0]);
      if (answers(door)) expect([why, reply.status, reply.body.code]).toEqual([why, 403, "consent_required"]);
    }
    const willing = await sent(await agreed());
    expect([willing.messages.map(({ reason }) => reason), willing.left]).toEqual([
      [{ kind: "marketing", purpose: "marketing" }],
      1,
    ]);
  });

  test("is held back at an address that is closed, at night and over the caps", async () => {
    for (const why of Object.keys(HELD) as Held[]) {
      const { agreed, sent, holding, left } = await scene(door);
      const person = await agreed();
      await holding[why](person);
      const before = left(person);
      const { messages, left: after } = await sent(person);
      const states = messages.map(({ state, nextAt }) => (state === "queued" && nextAt ? "waits" : state));
      expect([why, states.filter((one) => one !== "delivered" && one !== "sent"), after]).toEqual([
        ...[why, [HELD[why]], before],
      ]);
    }
  });

  test("takes a service to whoever never agreed, with the purpose that it was sent for", async () => {
    const { agreed, sent } = await scene(door, "service");
    const { messages, left } = await sent(await agreed([]));
    expect(left).toBe(1);
    expect(messages.map(({ reason }) => reason)).toEqual([
      { kind: "service", purpose: door === "mail" ? "service" : "门" },
    ]);
  });
});
