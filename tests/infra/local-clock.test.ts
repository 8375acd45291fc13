import { beforeEach, describe, expect, test } from "@jest/globals";
import { fixtureLambdas } from "../support/fixtures/lambdas/declarations.ts";
import { runs } from "../support/fixtures/lambdas/hourly.ts";
import { useStack } from "../support/stack.ts";

const stack = useStack({ lambdas: fixtureLambdas });

beforeEach(async () => {
  await stack().moveClock(new Date("2026-11-22T22:30:00Z"));
  runs.length = 0;
});

describe("the stack's clock", () => {
  test("lets a day pass hour by hour, each run at its own time", async () => {
    const reply = await stack().api().post("/_local/clock", { advanceSeconds: 86_400 });
    expect(reply.status).toBe(200);
    expect(runs).toHaveLength(24);
    expect(runs[0]).toMatchObject({ time: "2026-11-22T23:00:00.000Z" });
    expect(runs[0]?.clock).toMatch(/^2026-11-22T23:00/);
    expect(runs.at(-1)?.time).toBe("2026-11-23T22:00:00.000Z");
    expect(stack().clock.now().toISOString()).toMatch(/^2026-11-23T22:30/);
  });

  test("runs nothing twice, and nothing when it is set back", async () => {
    await stack().moveClock(new Date("2026-11-22T23:10:00Z"));
    await stack().moveClock(new Date("2026-11-22T23:20:00Z"));
    expect(runs).toHaveLength(1);
    await stack().moveClock(new Date("2026-11-22T21:50:00Z"));
    expect(runs).toHaveLength(1);
    await stack().moveClock(new Date("2026-11-22T22:10:00Z"));
    expect(runs.map((r) => r.time)).toEqual(["2026-11-22T23:00:00.000Z", "2026-11-22T22:00:00.000Z"]);
  });

  test.each([{}, { now: "yesterday" }, { advanceSeconds: -1 }, { advanceSeconds: "1" }, { now: 5 }, []])(
    "refuses %j",
    async (body) => {
      expect((await stack().api().post("/_local/clock", body)).status).toBe(400);
      expect(runs).toHaveLength(0);
    },
  );

  test("brings a failed message back when its time has come, and parks it after the last try", async () => {
    stack().mail.fail("down");
    const before = stack().outbox().length;
    await stack().api("t").put("/things/mail1", "mail:a@example.com");
    await stack().settled();
    expect(stack().queues.counts("messages")).toEqual({ due: 0, hidden: 1 });
    stack().mail.fail(null);
    await stack().settled();
    expect(stack().outbox()).toHaveLength(before);
    await stack().advance(31);
    expect(stack().outbox("a@example.com")).toMatchObject([{ subject: "THING#mail1" }]);

    stack().mail.fail("down");
    await stack().api("t").put("/things/mail2", "mail:b@example.com");
    await stack().settled();
    for (let i = 0; i < 3; i++) await stack().advance(31);
    expect(stack().queues.counts("messages")).toEqual({ due: 0, hidden: 0 });
    expect(stack().queues.peek("messages-failures")).toEqual([expect.stringContaining("b@example.com")]);
    stack().mail.fail(null);
  });

  test("a sender that hangs can be left out of settling", async () => {
    stack().mail.fail("slow");
    await stack().api("t").put("/things/mail3", "mail:c@example.com");
    await stack().settled({ ignore: ["sender"] });
    await expect(stack().settled({ withinMs: 50 })).rejects.toThrow("sender");
    stack().mail.fail(null);
    await stack().settled();
    expect(stack().outbox("c@example.com")).toHaveLength(1);
  });
});
