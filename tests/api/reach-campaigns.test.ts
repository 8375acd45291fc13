import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { lambdas } from "../../functions/modules.ts";
import { type Draft, messageId } from "../../shared/notify/outbox.ts";
import { reaching } from "../support/reached.ts";
import { SOAK } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";

/** The sender runs where the test runs it, and nothing by the clock. */
const stack = useStack({ lambdas: lambdas.filter(({ name, kind }) => name !== "sender" && kind !== "schedule") });

const DAY_MS = 86_400_000;
const HOUR_MS = DAY_MS / 24;
type Quiet = { from: string; to: string };

/** Goes on by random spans, but not to where an hour of the clock ends while a round is played. */
function passWithinHours(ms: number): void {
  const at = stack().clock.now().getTime() + ms;
  const intoHour = at % HOUR_MS;
  stack().clock.set(new Date(at - intoHour + (HOUR_MS * 7) / 6 + (intoHour * 2) / 3));
}
/** Whether a moment lies between two hours of the clock in Shanghai, where all numbers of the tests are. */
function isIn({ from, to }: Quiet, at: string): boolean {
  const time = new Date(Date.parse(at) + 8 * HOUR_MS).toISOString().slice(11, 16);
  return from < to ? from <= time && time < to : time >= from || time < to;
}

test("caps are never passed, nor quiet hours broken, whatever campaigns run at once over whatever senders while the providers fail", async () => {
  const { admin, agreed, queue, draft, deliver, messageOf } = await reaching(stack());
  const channel = fc.constantFrom("email" as const, "sms" as const);
  const cap = fc.record(
    { channel, messages: fc.integer({ min: 1, max: 3 }), days: fc.integer({ min: 1, max: 3 }) },
    { requiredKeys: ["messages", "days"] },
  );
  const hour = fc.nat(23).map((h) => `${String(h).padStart(2, "0")}:00`);
  const quiet = fc
    .record({ from: hour, to: hour, channels: fc.uniqueArray(channel, { minLength: 1 }) })
    .filter(({ from, to }) => from !== to);
  const round = fc.record({
    sent: fc.array(fc.record({ person: fc.nat(1), channel }), { minLength: 1, maxLength: 6 }),
    senders: fc.integer({ min: 1, max: 3 }),
    failure: fc.constantFrom(null, null, null, "throttle" as const, "reject" as const, "down" as const),
    afterMs: fc.integer({ min: 60_000, max: 2 * DAY_MS }),
  });
  let campaign = 0;
  const play = fc.asyncProperty(
    fc.array(cap, { minLength: 1, maxLength: 3 }),
    fc.constantFrom("suppress", "wait"),
    fc.option(quiet, { nil: undefined }),
    fc.array(round, { minLength: 2, maxLength: 4 }),
    async (caps, overCap, quietHours, rounds) => {
      expect((await admin.put("/v1/reach-settings", { caps, overCap, quietHours })).status).toBe(200);
      passWithinHours(60_000);
      const people = [await agreed(), await agreed()];
      const all: Draft[] = [];
      for (const { sent, senders, failure, afterMs } of rounds) {
        const drafts = sent.map((one) => {
          campaign += 1;
          return draft(people[one.person]!, `campaign ${campaign}`, { channel: one.channel });
        });
        await queue(drafts);
        all.push(...drafts);
        stack().mail.fail(failure);
        await deliver(all.map(messageId), senders);
        stack().mail.fail(null);
        passWithinHours(afterMs);
        await deliver(all.map(messageId), senders);
      }
      for (const { email, phone } of people) {
        const left = [...stack().outbox(email), ...stack().outbox(phone)];
        expect(new Set(left.map(({ subject, text, channel: by }) => `${by} ${subject || text}`)).size).toBe(
          left.length,
        );
        const woken = left.filter(
          ({ channel: by, at }) => quietHours?.channels.some((one) => one === by) && isIn(quietHours, at),
        );
        expect(woken).toEqual([]);
        for (const each of caps) {
          const times = left.filter(({ channel: by }) => (each.channel ?? by) === by).map(({ at }) => Date.parse(at));
          const worst = times.map((end) => times.filter((at) => at > end - each.days * DAY_MS && at <= end).length);
          expect(Math.max(0, ...worst)).toBeLessThanOrEqual(each.messages);
        }
      }
      const states = await Promise.all(all.map(async (one) => (await messageOf(one)).state));
      expect(states.filter((state) => state === "sending")).toEqual([]);
    },
  );
  await fc.assert(play, { numRuns: 4 * SOAK });
});
