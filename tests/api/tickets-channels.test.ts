import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { signDelivery } from "../../shared/http/signature.ts";
import { arrives as bring, type WrittenMail, writtenMail } from "../support/mails.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

const arrives = (raw: string): Promise<void> => bring(stack(), raw);
const mailOf = (written: WrittenMail): string => writtenMail(stack(), written);

async function desk() {
  const tenant = await openTenant(stack());
  const { admin, person } = tenant;
  const agent = await person({ roles: ["service"], name: "李雷" });
  await made(admin, "/v1/ticket-queues", { name: "一线", priority: 1, memberIds: [agent.id] });
  const channel = await made(admin, "/v1/ticket-channels", { name: "客服邮箱", kind: "email" });
  const account = await made(admin, "/v1/accounts", { name: "云帆" });
  const customer = `zhou.${tenant.id.slice(-8).toLowerCase()}@example.com`;
  await made(admin, "/v1/contacts", { name: "周敏", accountId: account.id, email: customer });
  const tickets = async () => (await admin.get("/v1/tickets?sort=createdAt")).body.items;
  const thread = async (id: string) => (await admin.get(`/v1/tickets/${id}/messages`)).body.items;
  return { ...tenant, agent, channel, address: String(channel.address), account, customer, tickets, thread };
}

const PDF = Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n");

describe("a mailbox", () => {
  test("makes a ticket of a mail, sends the reply into its thread, and goes on with the answer", async () => {
    const { admin, agent, address, account, customer, tickets, thread } = await desk();
    const attachments = [
      { filename: "报错.pdf", contentType: "application/pdf", content: PDF },
      { filename: "run.exe", contentType: "application/x-msdownload", content: Buffer.from("MZ") },
      { filename: "fake.pdf", contentType: "application/pdf", content: Buffer.from("MZ no pdf") },
    ];
    const first = mailOf({ from: customer, to: address, messageId: "first@customer.example", attachments });
    await arrives(first);
    await arrives(first);
    const [ticket, ...others] = await tickets();
    expect(others).toEqual([]);
    expect(ticket).toMatchObject({
      ...{ subject: "报表无法导出", channel: "email", accountId: account.id, assigneeId: agent.id, state: "new" },
      ...{ requester: { name: "周敏", email: customer }, leftOut: ["run.exe"] },
    });
    const files = (await admin.get(`/v1/files?relatedTo=${ticket.id}`)).body.items;
    const states = files.map(({ name, state }: { name: string; state: string }) => `${name} ${state}`).sort();
    expect(states).toEqual(["fake.pdf refused", "报错.pdf ready"]);
    await agent.api.post(`/v1/tickets/${ticket.id}/messages`, { text: "请问是哪张报表？" });
    await stack().settled();
    const [sent] = stack().outbox(customer);
    expect(sent?.subject).toBe(`[${ticket.number}] 报表无法导出`);
    const headers = sent?.headers ?? {};
    expect(headers).toMatchObject({
      "in-reply-to": "<first@customer.example>",
      references: "<first@customer.example>",
      "reply-to": expect.stringContaining(`<${address}>`),
    });
    // A person has written it: whoever is away may say so.
    expect(headers["auto-submitted"]).toBeUndefined();
    const ours = headers["message-id"]?.replace(/[<>]/g, "") ?? "";
    // A colleague answers from another address: our own id is what proves that it is an answer.
    const text = "是销售日报。\n\n在 2027年3月1日，李雷 写道：\n> 请问是哪张报表？";
    await arrives(
      mailOf({
        from: "colleague@elsewhere.example",
        to: address,
        subject: "Re: x",
        text,
        inReplyTo: ours,
        messageId: "second@x",
      }),
    );
    expect((await thread(ticket.id)).map((m: { text: string }) => m.text)).toEqual([
      "一直转圈",
      "请问是哪张报表？",
      "是销售日报。",
    ]);
    expect((await tickets())[0].state).toBe("open");
    // By the number in the subject too, but for those alone whose ticket it is.
    await arrives(
      mailOf({
        from: customer,
        to: address,
        subject: `转发：[${ticket.number}]`,
        text: "还有一张",
        messageId: "third@x",
      }),
    );
    await arrives(
      mailOf({
        from: "stranger@else.example",
        to: address,
        subject: `[${ticket.number}] 骗你的`,
        messageId: "fourth@x",
      }),
    );
    expect(await thread(ticket.id)).toHaveLength(4);
    expect(await tickets()).toHaveLength(2);
  });

  test("answers no machine and makes no ticket of one", async () => {
    const { agent, address, customer, tickets, thread, admin } = await desk();
    const auto = [
      "Auto-Submitted: auto-replied",
      "Precedence: bulk",
      "List-Id: <x.example>",
      "X-Autoreply: yes",
      "Return-Path: <>",
      "X-SES-Virus-Verdict: FAIL",
    ];
    for (const [n, line] of auto.entries()) {
      await arrives(mailOf({ from: customer, to: address, headers: `${line}\r\n`, messageId: `auto${n}@x` }));
    }
    await arrives(mailOf({ from: "MAILER-DAEMON@example.com", to: address, messageId: "auto9@x" }));
    await arrives(mailOf({ from: address, to: address, messageId: "loop@x" }));
    await arrives(mailOf({ from: "no-reply@cashloop.example", to: address, messageId: "own@x" }));
    expect(await tickets()).toEqual([]);
    await arrives(mailOf({ from: customer, to: address, messageId: "real@x" }));
    const [{ id }] = await tickets();
    await agent.api.post(`/v1/tickets/${id}/messages`, { text: "好的" });
    await agent.api.post(`/v1/tickets/${id}/resolve`);
    await arrives(
      mailOf({
        from: customer,
        to: address,
        headers: "Auto-Submitted: auto-replied\r\n",
        inReplyTo: "real@x",
        text: "我在休假",
        messageId: "away@x",
      }),
    );
    expect((await admin.get(`/v1/tickets/${id}`)).body.state).toBe("resolved");
    expect((await thread(id)).at(-1)).toMatchObject({ visibility: "internal", author: "product", text: "我在休假" });
    await arrives(mailOf({ from: customer, to: address, inReplyTo: "real@x", text: "还是不行", messageId: "again@x" }));
    expect((await admin.get(`/v1/tickets/${id}`)).body).toMatchObject({ state: "open", reopened: 1 });
  });

  test("takes hostile mails for what they are", async () => {
    const { address, tickets, thread } = await desk();
    const hostile = [
      `From: a@b.example\r\nTo: ${address}\r\nSubject: =?UTF-8?B?${Buffer.from("‮evil\u0000 \u0007").toString("base64")}?=\r\nContent-Type: text/html\r\n\r\n<style>x{}</style><script>alert(1)</script><p>Hello &amp; &#60;b&#62;</p>`,
      `From: a@b.example\r\nTo: ${address}\r\nMessage-ID: no brackets\r\n\r\n`,
      `From: a@b.example\r\nTo: ${address}\r\n${"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n".repeat(60)}`,
      `From: a@b.example, c@d.example\r\nTo: ${address.toUpperCase()}\r\nSubject: ${"x".repeat(5_000)}\r\n\r\n${"long ".repeat(10_000)}`,
      "garbage without any header",
      `From: not an address\r\nTo: ${address}\r\n\r\nx`,
      `From: a@b.example\r\nTo: tkc_0000000000NOBODY000@in.cashloop.example\r\n\r\nx`,
    ];
    for (const raw of hostile) await arrives(raw);
    const found = await tickets();
    expect(found.map(({ subject }: { subject: string }) => subject.slice(0, 10))).toEqual(["evil", "—", "xxxxxxxxxx"]);
    expect((await thread(found[0].id))[0].text).toBe("Hello & <b>");
    expect(found[2].subject).toHaveLength(300);
    expect(found[2].leftOut).toEqual([expect.stringContaining("characters of the text")]);
  });
});

describe("a form and a chat", () => {
  test("bring tickets: from people, once, and from pages that may; a conversation is one ticket", async () => {
    const { admin, tickets, thread } = await desk();
    const form = await made(admin, "/v1/ticket-channels", {
      name: "官网",
      kind: "form",
      allowedOrigins: ["https://www.example.com"],
    });
    const origin = { headers: { origin: "https://www.example.com" } };
    const stranger = stack().api();
    expect((await stranger.get(String(form.definitionPath))).status).toBe(403);
    const { body: definition } = await stranger.request("GET", String(form.definitionPath), origin);
    const said = {
      name: "周敏",
      email: "zhou@example.com",
      subject: "登录",
      body: "密码错误",
      renderedAt: definition.renderedAt,
    };
    const send = (body: object) => stranger.request("POST", String(form.submissionPath), { ...origin, body });
    stack().clock.set(new Date(stack().clock.now().getTime() + 5_000));
    expect((await send({ ...said, fax: "1" })).status).toBe(202);
    expect(await tickets()).toEqual([]);
    for (const _ of [1, 2]) {
      stack().clock.set(new Date(stack().clock.now().getTime() + 20_000));
      expect((await send(said)).status).toBe(202);
    }
    expect(await tickets()).toMatchObject([{ subject: "登录", channel: "form", requester: { name: "周敏" } }]);
    const bad = await send({ ...said, email: "" });
    expect([bad.status, bad.body.errors[0].path]).toEqual([422, "email"]);
    expect(bad.headers.get("access-control-allow-origin")).toBe("https://www.example.com");

    const chat = await made(admin, "/v1/ticket-channels", { name: "在线客服", kind: "chat", priority: "high" });
    expect((await admin.get(`/v1/ticket-channels/${chat.id}`)).body.secrets).toBeUndefined();
    const tell = async (messages: object[], secret = String(chat.signingSecret)) => {
      const rawBody = JSON.stringify({ messages });
      const at = String(Math.floor(stack().clock.now().getTime() / 1_000));
      const headers = { "content-type": "application/json", "webhook-id": "w1", "webhook-timestamp": at };
      const signature = signDelivery(secret, "w1", at, rawBody);
      const reply = await fetch(stack().baseUrl + chat.webhookPath, {
        method: "POST",
        body: rawBody,
        headers: { ...headers, "webhook-signature": signature },
      });
      return { status: reply.status, body: (await reply.json()) as { items: { id: string; ticketId: string }[] } };
    };
    const author = { name: "周敏", phone: "13800000002" };
    const one = { id: "1", conversationId: "c1", text: "在吗\n报表导不出", author };
    const two = { id: "2", conversationId: "c1", text: "急", author };
    expect((await tell([one], "whsec_d3Jvbmc=")).status).toBe(401);
    const replies = await Promise.all([tell([one]), tell([one, two]), tell([two])]);
    expect(replies.map(({ status }) => status)).toEqual([202, 202, 202]);
    const ids = new Set(replies.flatMap(({ body }) => body.items.map(({ ticketId }) => ticketId)));
    expect(ids.size).toBe(1);
    const [id = ""] = ids;
    expect((await admin.get(`/v1/tickets/${id}`)).body).toMatchObject({ channel: "chat", priority: "high" });
    expect((await thread(id)).map((m: { text: string }) => m.text).sort()).toEqual(["在吗\n报表导不出", "急"].sort());
    for (const act of ["resolve", "close"]) await admin.post(`/v1/tickets/${id}/${act}`);
    stack().clock.set(new Date(stack().clock.now().getTime() + 40 * 86_400_000));
    const later = await tell([{ ...one, id: "3", text: "又来了" }]);
    const next = later.body.items[0]?.ticketId ?? "";
    expect((await admin.get(`/v1/tickets/${next}`)).body).toMatchObject({ subject: "又来了", linkedIds: [id] });
    const rotated = (await admin.post(`/v1/ticket-channels/${chat.id}/rotate-secret`, { graceHours: 0 })).body;
    expect((await tell([{ ...one, id: "4" }])).status).toBe(401);
    expect((await tell([{ ...one, id: "4" }], rotated.signingSecret)).status).toBe(202);
    expect((await admin.patch(`/v1/ticket-channels/${chat.id}`, { kind: "form" })).status).toBe(422);
  });
});
