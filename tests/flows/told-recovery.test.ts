import { describe, expect, test } from "@jest/globals";
import { handler as feedback } from "../../functions/messages/feedback.ts";
import { TEXT_LOST } from "../../functions/messages/lifecycle.ts";
import { handler as sender } from "../../functions/messages/sender.ts";
import { handler as sweep } from "../../functions/messages/sweep.ts";
import { lambdas } from "../../functions/modules.ts";
import { sqsRecord } from "../../infra/local/consumer.ts";
import { message } from "../../shared/notify/outbox.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { tenantTable } from "../../shared/table/table.ts";
import { linkBank } from "../support/bank.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

// Neither sender nor sweep run by themselves here: the test says when, and what the queue loses.
const stack = useStack({ lambdas: lambdas.filter((l) => l.kind !== "schedule" && l.kind !== "queue") });
let tenants = 0;

/** A receipt that one person was to be told of; the message lies in the queue. */
async function world(wantsText = false) {
  stack().clock.set(new Date("2026-11-23T08:10:00Z"));
  stack().mail.fail(null);
  take();
  const tenant = await openTenant(stack());
  const email = `finance.recovery${++tenants}@example.com`;
  const { id } = await tenant.person({ roles: ["finance"], email });
  const phone = `+861380000${1000 + tenants}`;
  if (wantsText) await tenant.admin.patch(`/v1/users/${id}`, { phone, smsOnReceipt: true });
  const bank = await linkBank(stack(), tenant);
  const line = { bookedOn: "2026-11-22", direction: "credit", amountMinor: 100, currency: "CNY" };
  await made(tenant.admin, "/v1/accounts", { name: "客户" });
  await bank.tell([{ ...line, bankReference: "1" }]);
  await stack().settled();
  const told = async () => (await tenant.admin.get("/v1/messages")).body.items[0];
  return { tenant, told, mails: () => stack().outbox(email).length, texts: () => stack().outbox(phone).length };
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
    const { told } = await world();
    stack().mail.fail("down");
    await send();
    const waits: number[] = [];
    for (let at = await told(); at.state === "queued"; at = await told()) {
      waits.push((Date.parse(at.nextAt) - Date.parse(at.updatedAt)) / 1000);
      await sweepAt(at.nextAt);
      await send();
    }
    expect(waits.slice(0, 4)).toEqual([30, 60, 120, 240]);
    expect(Math.max(...waits)).toBe(3_600);
    expect(await told()).toMatchObject({
      state: "failed",
      attempts: 12,
      error: expect.stringContaining("ServiceUnavailable"),
    });
  });

  test("that a busy provider turns away loses no attempt by it", async () => {
    const { told, mails } = await world();
    stack().mail.fail("throttle");
    await send();
    expect(await told()).toMatchObject({ state: "queued", attempts: 0 });
    stack().mail.fail(null);
    await sweepAt((await told()).nextAt);
    await send();
    expect(mails()).toBe(1);
  });

  test("is sent by one of several senders that get it at the same moment", async () => {
    const { mails } = await world();
    const records = take();
    await Promise.all(Array.from({ length: 5 }, () => send(records)));
    expect(mails()).toBe(1);
  });

  test("whose sender ended in the middle of the call leaves if no report of it comes, a text message does not", async () => {
    const { tenant, mails, texts } = await world(true);
    const table = await tenantTable(tenant.id, { actor: "system:test", from: "", requestId: "" });
    const records = take();
    const claimedAt = stack().clock.now().toISOString();
    const { items } = (await tenant.admin.get("/v1/messages")).body;
    for (const row of (
      await table.getMany(
        message,
        items.map((m: { id: string }) => m.id),
        true,
      )
    ).values()) {
      await table.replace(message, row, nextVersion(row, claimedAt, { state: "sending", attempts: 1, claimedAt }));
    }
    expect(await send(records)).toBe(2);
    await sweepAt("2026-11-23T08:16:00Z");
    expect(await send(records)).toBe(0);
    expect([mails(), texts()]).toEqual([1, 0]);
    const after = (await tenant.admin.get("/v1/messages?channel=sms")).body.items;
    expect(after).toMatchObject([{ state: "failed", error: TEXT_LOST }]);
  });

  test("is marked by reports in any order, and never by those of an earlier sending", async () => {
    const { told, tenant } = await world();
    await send();
    const row = await told();
    const report = (eventType: string, sending: number, more: object = {}) => ({
      Records: [{ Sns: { Message: JSON.stringify({ eventType, mail: mailOf(tenant.id, row.id, sending), ...more }) } }],
    });
    await feedback(report("Delivery", 0) as never);
    await feedback(report("Send", 0) as never);
    expect((await told()).state).toBe("delivered");
    await tenant.admin.post(`/v1/messages/${row.id}/resend`);
    await feedback(report("Delivery", 0) as never);
    expect((await told()).state).toBe("queued");
    await feedback(
      report("Complaint", 1, { complaint: { complainedRecipients: [{ emailAddress: row.to }] } }) as never,
    );
    await feedback(report("Delivery", 1) as never);
    expect((await told()).state).toBe("complained");
    expect((await tenant.admin.get("/v1/suppressed-addresses")).body.items).toMatchObject([{ reason: "complained" }]);
    await feedback({ Records: [{ Sns: { Message: '{"eventType":"Open","mail":{}}' } }] } as never);
  });
});

const mailOf = (tenantId: string, messageId: string, sending: number) => ({
  messageId: "ses-1",
  tags: { tenant: [tenantId], message: [messageId], sending: [String(sending)] },
});
