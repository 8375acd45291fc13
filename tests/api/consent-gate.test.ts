import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import type { SQSEvent } from "aws-lambda";
import { TEMPLATES } from "../../functions/messages/render.ts";
import { lambdas } from "../../functions/modules.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** The sender runs where the test runs it. */
const stack = useStack({ lambdas: lambdas.filter(({ name }) => name !== "sender") });

const sources = ["functions", "shared"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => ({ path: `${folder}/${file}`, text: readFileSync(`${folder}/${file}`, "utf8") })),
);
const saying = (pattern: RegExp): string[] =>
  sources.flatMap(({ path, text }) => (pattern.test(text) ? [path] : [])).sort();

const CHANNELS = ["email", "sms"] as const;
const SENDERS = TEMPLATES.flatMap((template) => CHANNELS.map((channel) => ({ template, channel })));

describe("nothing is sent past the gate", () => {
  test("one place calls the providers, and one writes what that place sends", () => {
    // A server's own client sends too, for the one place that asks it.
    const sending = ["functions/messages/sender.ts", "shared/notify/send.ts", "shared/notify/smtp.ts"];
    expect(saying(/\bsend(Mail|Text)\(/)).toEqual(sending);
    expect(saying(/["/]smtp\.ts"/)).toEqual(["shared/notify/send.ts"]);
    expect(saying(/@aws-sdk\/client-(ses|sns)"/)).toEqual(["shared/notify/send.ts"]);
    // Identities are kept by a client that could send as well.
    expect(saying(/@aws-sdk\/client-sesv2"/)).toEqual(["functions/senders/provider.ts"]);
    expect(saying(/\bSend\w*EmailCommand/)).toEqual(["shared/notify/send.ts"]);
    expect(saying(/\b(write\.create|createOnce|\.create)\(message\b/)).toEqual(["shared/notify/outbox.ts"]);
  });

  test("whatever is sent, marketing without consent is refused before it is queued, and held back after a withdrawal", async () => {
    const { id: tenantId, admin } = await openTenant(stack());
    const account = await made(admin, "/v1/accounts", { name: "云帆" });
    const person = { accountId: account.id, phone: "+8613900009999", email: "gate@example.com" };
    const { id } = await made(admin, "/v1/contacts", { name: "李娜", ...person });
    const { tenantTable } = await import("../../shared/table/table.ts");
    const { post, posting } = await import("../../shared/notify/outbox.ts");
    const table = await tenantTable(tenantId, { actor: "test", from: "", requestId: "" });
    const now = stack().clock.now().toISOString();
    const draft = ({ template, channel }: (typeof SENDERS)[number]) => ({
      ...{ recipientId: id, to: channel === "sms" ? person.phone : person.email, locale: "zh-CN" as const },
      ...{ event: template, template, channel, facts: { subject: "x", preheader: "x", blocks: [] } },
      reason: { kind: "marketing" as const, purpose: "marketing" },
    });
    for (const sender of SENDERS) {
      const refused = expect.objectContaining({ code: "consent_required" });
      await expect(post(table, [draft(sender)], now)).rejects.toEqual(refused);
      await expect(posting(table, [draft(sender)], now)).rejects.toEqual(refused);
      const { reason: _, ...bare } = draft(sender);
      await expect(post(table, [bare], now)).rejects.toThrow("why it may be sent");
    }
    const listed = async () => (await admin.get(`/v1/messages?recipientId=${id}&limit=200`)).body.items;
    expect(await listed()).toEqual([]);
    const say = (channel: string, state: string) =>
      made(admin, "/v1/consents", {
        ...{ contactId: id, channel, purpose: "marketing", state },
        evidence: { textVersion: "1", source: "test", at: "2026-11-01T00:00:00Z" },
      });
    for (const channel of CHANNELS) await say(channel, "given");
    await post(table, SENDERS.map(draft), now);
    for (const channel of CHANNELS) await say(channel, "withdrawn");
    const { handler } = await import("../../functions/messages/sender.ts");
    const Records = (await listed()).map(({ id: messageId }: { id: string }) => ({
      body: JSON.stringify({ tenantId, messageId }),
      messageId,
    }));
    await handler({ Records } as SQSEvent);
    const states = (await listed()).map(({ state, template, channel }: Record<string, string>) => ({
      state,
      template,
      channel,
    }));
    expect(states).toHaveLength(SENDERS.length);
    expect(states.filter(({ state }: { state: string }) => state !== "suppressed")).toEqual([]);
    expect([stack().outbox(person.email), stack().outbox(person.phone)]).toEqual([[], []]);
  });
});
