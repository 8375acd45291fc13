import type { SQSEvent } from "aws-lambda";
import type { Draft, MessageRow } from "../../shared/notify/outbox.ts";
import type { TestStack } from "./stack.ts";
import { made, openTenant } from "./tenant.ts";

const EVIDENCE = { textVersion: "1", source: "展会", at: "2026-11-01T08:00:00Z" };

let numbers = 0;

/** A tenant with people outside who may be reached, and the sender, which runs where a test runs it. */
export async function reaching(stack: TestStack) {
  const tenant = await openTenant(stack);
  const { admin } = tenant;
  const account = await made(admin, "/v1/accounts", { name: "云帆" });
  const say = (contactId: string, channel: string, state = "given", at = EVIDENCE.at) =>
    made(admin, "/v1/consents", {
      ...{ contactId, channel, purpose: "marketing", state },
      evidence: { ...EVIDENCE, at },
    });
  /** Somebody who has agreed to marketing by these channels. */
  const agreed = async (channels: readonly string[] = ["email", "sms"], more: object = {}) => {
    numbers += 1;
    const reach = { phone: `+86139${String(30_000_000 + numbers)}`, email: `reached${numbers}@example.com` };
    const given = { name: `客户${numbers}`, accountId: account.id, ...reach, ...more };
    const { id } = await made(admin, "/v1/contacts", given);
    for (const channel of channels) await say(id, channel);
    return { ...reach, id, name: given.name };
  };
  const tableOf = async () =>
    (await import("../../shared/table/table.ts")).tenantTable(tenant.id, { actor: "test", from: "", requestId: "" });
  const { message, post } = await import("../../shared/notify/outbox.ts");
  /** Writes messages into the outbox, as any sender would. */
  const queue = async (drafts: readonly Draft[]) => post(await tableOf(), drafts, stack.clock.now().toISOString());
  const draft = (
    person: { id: string; email: string; phone: string },
    event: string,
    more: Partial<Draft> = {},
  ): Draft => {
    const channel = more.channel ?? "email";
    return {
      ...{ recipientId: person.id, to: channel === "sms" ? person.phone : person.email, locale: "zh-CN", channel },
      ...{ event, template: "fromTemplate", facts: { subject: event, preheader: "", blocks: [] } },
      reason: { kind: "marketing", purpose: "marketing" },
      ...more,
    };
  };
  const messageOf = async (of: Draft): Promise<MessageRow> => {
    const { messageId } = await import("../../shared/notify/outbox.ts");
    return (await tableOf()).get(message, messageId(of));
  };
  /** Brings messages to so many senders at once; those that wait are brought too, as a queue that lags would. */
  const deliver = async (ids: readonly string[], senders = 1) => {
    const { handler } = await import("../../functions/messages/sender.ts");
    const Records = ids.map((id) => ({
      ...{ messageId: id, body: JSON.stringify({ tenantId: tenant.id, messageId: id }) },
    }));
    return Promise.all(Array.from({ length: senders }, () => handler({ Records } as SQSEvent)));
  };
  return { ...tenant, account, say, agreed, queue, draft, messageOf, deliver, tableOf };
}
