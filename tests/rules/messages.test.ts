import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import * as z from "zod";
import { entryOf } from "../../functions/audit/rules.ts";
import { VALUE_CHARS_MAX } from "../../functions/audit/schema.ts";
import { ATTEMPTS_MAX, isAhead, retryAfterMs } from "../../functions/messages/lifecycle.ts";
import { type MESSAGE_STATES, messageId } from "../../shared/notify/outbox.ts";
import { outcomeOf } from "../../shared/notify/send.ts";
import { entity, recordFields } from "../../shared/table/entity.ts";
import { SOAK } from "../support/soak.ts";

const runs = 200 * SOAK;

const failure = (name: string, httpStatusCode?: number) =>
  Object.assign(new Error("x"), { name, $metadata: { httpStatusCode } });

describe("a provider's error", () => {
  test.each([
    ["MessageRejected", 400, "rejected"],
    ["InvalidParameterValue", 400, "rejected"],
    ["InvalidParameter", 400, "rejected"],
    ["Throttling", 400, "refused"],
    ["TooManyRequests", 429, "refused"],
    ["ServiceUnavailable", 503, "refused"],
    ["AccessDenied", 403, "refused"],
    ["ExpiredToken", 403, "refused"],
    ["MailFromDomainNotVerified", 400, "refused"],
    ["InternalFailure", 500, "unknown"],
    ["TimeoutError", undefined, "unknown"],
    ["ECONNRESET", undefined, "unknown"],
  ])("%s (%s) means that the message is %s", (name, status, kind) => {
    expect(outcomeOf(failure(name, status)).kind).toBe(kind);
  });
});

describe("a message", () => {
  test("waits longer and longer, up to an hour, some hours in all", () => {
    const waits = Array.from({ length: ATTEMPTS_MAX - 1 }, (_, n) => retryAfterMs(n + 1));
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits.at(-1)).toBe(3_600_000);
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(4 * 3_600_000);
  });

  test("ends in the same state whatever the order of what is reported", () => {
    type State = (typeof MESSAGE_STATES)[number];
    const stateOf = (list: readonly State[]) =>
      list.reduce((state, next) => (isAhead(next, state) ? next : state), "queued" as State);
    const reported = fc.constantFrom<State>("sending", "sent", "delivered", "bounced", "complained");
    const orders = fc
      .array(reported, { maxLength: 8 })
      .chain((list) =>
        fc.record({ list: fc.constant(list), other: fc.shuffledSubarray(list, { minLength: list.length }) }),
      );
    fc.assert(
      fc.property(orders, ({ list, other }) => expect(stateOf(other)).toBe(stateOf(list))),
      { numRuns: runs },
    );
  });

  test("has one id for one event, channel and recipient", () => {
    const draft = fc.record({
      event: fc.string(),
      channel: fc.constantFrom("email" as const, "sms" as const),
      recipientId: fc.string(),
    });
    fc.assert(
      fc.property(draft, draft, (a, b) => {
        const isSame = a.event === b.event && a.channel === b.channel && a.recipientId === b.recipientId;
        const hasBreak = [a, b].some((d) => `${d.event}${d.recipientId}`.includes("\n"));
        fc.pre(!hasBreak);
        expect(messageId(a) === messageId(b)).toBe(isSame);
      }),
      { numRuns: runs },
    );
  });
});

describe("an audit entry", () => {
  const thing = entity({
    noun: "thing",
    plural: "things",
    prefix: "thg",
    secret: ["secret"],
    schema: z.object({ ...recordFields, name: z.unknown(), secret: z.unknown(), size: z.unknown() }),
  });
  const stamp = { actor: "user:usr_1", from: "192.0.2.1", requestId: "r1" };
  const row = fc.record(
    { name: fc.string(), secret: fc.string({ minLength: 12 }), size: fc.jsonValue() },
    { requiredKeys: ["secret"] },
  );
  const base = { id: "thg_1", createdAt: "2026-11-22T00:00:00.000Z", updatedAt: "2026-11-22T00:00:00.000Z" };
  const change = (before: object | undefined, after: object | undefined) => ({
    ...{ tenantId: "ten_1", entity: thing, stamp, at: "2026-11-22T00:00:01.000Z" },
    ...(before && { before: { ...base, version: 1, ...before } }),
    ...(after && { after: { ...base, version: 2, ...after } }),
  });

  test("tells every field that changed, no other, and no secret", () => {
    fc.assert(
      fc.property(row, row, (before, after) => {
        const entry = entryOf(change(before, after))!;
        const text = (value: unknown): string | undefined => JSON.stringify(value);
        const differing = (["name", "size"] as const).filter((f) => text(before[f]) !== text(after[f]));
        expect(Object.keys(entry.fields).sort()).toEqual([...differing].sort());
        expect(entry).toMatchObject({ actor: stamp.actor, from: stamp.from, requestId: "r1", recordVersion: 2 });
        expect(entry.fields).not.toHaveProperty("secret");
      }),
      { numRuns: runs },
    );
  });

  test("stands among a person's and among those of the settings only where somebody was there", () => {
    const trails = (actor: string, more: object = {}, of: object = {}) => {
      const made = { ...change(undefined, { name: "x" }), stamp: { ...stamp, actor, ...more } };
      const { makerId, isSetting } = entryOf({ ...made, entity: { ...thing, ...of } })!;
      return [makerId, isSetting];
    };
    const setting = { scoped: false };
    expect(trails("user:usr_1")).toEqual(["usr_1", undefined]);
    expect(trails("apiKey:usr_1:key_2", {}, setting)).toEqual(["usr_1", true]);
    expect(trails("operator", {}, setting)).toEqual([undefined, true]);
    expect(trails("bank:bnk_1")).toEqual([undefined, undefined]);
    expect(trails("user:usr_1", { unattended: true }, setting)).toEqual([undefined, undefined]);
    const piece = { key: () => ({ pk: "evt_1", sk: "registration#reg_1" }) };
    expect(trails("user:usr_1", {}, { ...setting, ...piece })).toEqual(["usr_1", undefined]);
    const link = { by: ["quoteId"], sorts: "createdAt", answers: "the links of one quote" } as const;
    expect(trails("user:usr_1", {}, { ...setting, indexes: { parent: link } })).toEqual(["usr_1", undefined]);
  });

  test("leaves no half of an address where it cuts", () => {
    const address = "quendoline.vaspretti@canary.example";
    for (let n = 0; n < 520; n++) {
      const text = `${"字".repeat(n)}<${address}> ${"字".repeat(5_000)}`;
      const kept = String(entryOf(change(undefined, { name: text }))?.fields.name?.[1]);
      expect(kept).toHaveLength(VALUE_CHARS_MAX);
      expect(kept.includes("q")).toBe(kept.includes(address));
    }
  });

  test("cuts long values, and does not exist where no version was made", () => {
    const entry = entryOf(change(undefined, { name: "字".repeat(5_000) }))!;
    expect(entry.change).toBe("created");
    expect(entry.fields.name?.[1]).toHaveLength(VALUE_CHARS_MAX);
    expect(entryOf(change({ version: 2, name: "a" }, { name: "b" }))).toBeUndefined();
  });
});
