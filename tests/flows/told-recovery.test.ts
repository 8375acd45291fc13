import { describe, expect, test } from "@jest/globals";
import { handler as sender } from "../../functions/messages/sender.ts";
import { handler as sweep } from "../../functions/messages/sweep.ts";
import { lambdas } from "../../functions/modules.ts";
import { sqsRecord } from "../../infra/local/consumer.ts";
import { linkBank } from "../support/bank.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

// Neither sender nor sweep run by themselves here: the test says when, and what the queue loses.
const stack = useStack({ lambdas: lambdas.filter((l) => l.kind !== "schedule" && l.kind !== "queue") });
let tenants = 0;

/** A receipt that one person was to be told of; the message lies in the queue. */
async function world() {
  stack().clock.set(new Date("2026-11-23T08:10:00Z"));
  stack().mail.fail(null);
  take();
  const tenant = await openTenant(stack());
  const email = `finance.recovery${++tenants}@example.com`;
  await tenant.person({ roles: ["finance"], email });
  const bank = await linkBank(stack(), tenant);
  const line = { bookedOn: "2026-11-22", direction: "credit", amountMinor: 100, currency: "CNY" };
  await made(tenant.admin, "/v1/accounts", { name: "客户" });
  await bank.tell([{ ...line, bankReference: "1" }]);
  await stack().settled();
  const message = async () => (await tenant.admin.get("/v1/messages")).body.items[0];
  return { message, mails: () => stack().outbox(email).length };
}

/** What lies in the queue, taken out of it. */
const take = () =>
  stack()
    .queues.receive("messages", 10, 30, false)
    .map((message) => {
      stack().queues.delete("messages", message.receipt);
      return sqsRecord("messages", message);
    });

/** Hands to the sender what lies in the queue; how many of it are to come again. */
async function send(records = take()): Promise<number> {
  const { batchItemFailures } = await sender({ Records: records });
  await stack().settled();
  return batchItemFailures.length;
}

async function sweepAt(instant: string): Promise<void> {
  stack().clock.set(new Date(instant));
  await sweep();
  await stack().settled();
}

describe("a message", () => {
  test("that the queue has lost is found and leaves", async () => {
    const { mails } = await world();
    expect(take()).toHaveLength(1);
    await sweepAt("2026-11-23T09:00:05Z");
    await sweepAt("2026-11-23T09:01:05Z");
    expect(await send()).toBe(0);
    expect(mails()).toBe(1);
    await sweepAt("2026-11-23T10:00:05Z");
    await sweepAt("2026-11-23T10:01:05Z");
    expect(take()).toEqual([]);
  });

  test("waits longer after each refusal, and fails after the last one", async () => {
    const { message } = await world();
    stack().mail.fail("down");
    await send();
    const waits: number[] = [];
    for (let at = await message(); at.state === "queued"; at = await message()) {
      waits.push((Date.parse(at.nextAt) - Date.parse(at.updatedAt)) / 1000);
      await sweepAt(at.nextAt);
      await send();
    }
    expect(waits.slice(0, 4)).toEqual([30, 60, 120, 240]);
    expect(Math.max(...waits)).toBe(3_600);
    expect(await message()).toMatchObject({
      state: "failed",
      attempts: 12,
      error: expect.stringContaining("ServiceUnavailable"),
    });
  });

  test("that a busy provider turns away loses no attempt by it", async () => {
    const { message, mails } = await world();
    stack().mail.fail("throttle");
    await send();
    expect(await message()).toMatchObject({ state: "queued", attempts: 0 });
    stack().mail.fail(null);
    await sweepAt((await message()).nextAt);
    await send();
    expect(mails()).toBe(1);
  });

  test("is sent by one of several senders that get it at the same moment", async () => {
    const { mails } = await world();
    const records = take();
    await Promise.all(Array.from({ length: 5 }, () => send(records)));
    expect(mails()).toBe(1);
  });
});
