import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { arrives, office, type WrittenMail, writtenMail } from "../support/mails.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

const PDF = Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n");

type Shown = { id: string; [field: string]: unknown };
const bare = (id: unknown): string => String(id).replace(/[<>]/g, "");

describe("a mailbox's day", () => {
  test("a mail comes, is archived by its address, answered in its thread, and the answer to that comes back", async () => {
    const { admin, reader, box, account, contact, customer, address, comes, inbox } = await office(stack());
    const opportunity = await made(admin, "/v1/opportunities", { name: "二期", accountId: account.id });
    const written: Partial<WrittenMail> = {
      ...{ subject: "询价：二期", text: "请报价。", messageId: "first@customer.example", cc: "boss@example.com" },
      attachments: [
        { filename: "需求.pdf", contentType: "application/pdf", content: PDF },
        { filename: "run.exe", contentType: "application/x-msdownload", content: Buffer.from("MZ") },
      ],
    };
    const raw = writtenMail(stack(), { ...written, from: customer, to: address });
    await Promise.all([arrives(stack(), raw), arrives(stack(), `Received: by another way\r\n${raw}`)]);
    const [mail, ...others] = await inbox();
    expect(others).toEqual([]);
    expect(mail).toMatchObject({
      ...{ direction: "inbound", state: "received", kind: "person", subject: "询价：二期", text: "请报价。" },
      ...{ from: { address: customer, personId: contact.id }, leftOut: ["run.exe"], ownerId: reader.id },
      ...{ readable: true, archivedBy: "address", accountIds: [account.id] },
    });
    expect(mail.relatedTo.map(({ id }: Shown) => id)).toEqual([contact.id, account.id, opportunity.id]);
    expect(mail.files).toMatchObject([{ name: "需求.pdf", state: "ready", url: expect.stringContaining("http") }]);
    expect(Buffer.from(await (await fetch(mail.files[0].url)).arrayBuffer())).toEqual(PDF);

    const answer = await reader.api.post(`/v1/mails/${mail.id}/reply`, { text: "您好！\n报价如下。", all: true });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      state: "sent",
      subject: "Re: 询价：二期",
      threadId: mail.id,
      answersId: mail.id,
    });
    await stack().settled();
    const [sent] = stack().outbox(customer);
    expect(sent?.text).toContain("报价如下。");
    expect(sent?.headers).toMatchObject({ "in-reply-to": "<first@customer.example>" });
    const token = mail.id.slice(4).toLowerCase();
    expect(sent?.headers?.["reply-to"]).toContain(address.replace("@", `+${token}@`));
    expect(stack().outbox("boss@example.com")).toHaveLength(1);
    expect((await reader.api.get(`/v1/mails/${mail.id}`)).body.repliedAt).toBeDefined();

    // By the id that it answers, and by the token alone where a mail program has lost it.
    const ours = bare(sent?.headers?.["message-id"]);
    await comes({ subject: "Re: 询价", text: "可以，签吧。", inReplyTo: ours, messageId: "second@x" });
    await comes({
      to: address.replace("@", `+${token}@`),
      text: "还有，附件收到。",
      messageId: "third@x",
      from: "boss@example.com",
    });
    const { items: thread } = (await reader.api.get(`/v1/mails/${mail.id}/thread`)).body;
    expect(thread.map(({ text }: Shown) => text)).toEqual([
      "请报价。",
      "您好！\n报价如下。",
      "可以，签吧。",
      "还有，附件收到。",
    ]);
    const answered = (await reader.api.get(`/v1/mails/${answer.body.id}`)).body;
    expect(answered.repliedAt).toBeDefined();
    expect(answered.deliveries.map(({ to, state }: Shown) => [to, state]).sort()).toEqual(
      [
        ["boss@example.com", "delivered"],
        [customer, "delivered"],
      ].sort(),
    );
    const told = (await admin.get(`/v1/opportunities/${opportunity.id}/timeline?kinds=mail`)).body.items;
    expect(told).toHaveLength(4);
    expect((await reader.api.get(`/v1/mails?relatedTo=${account.id}&mailboxId=${box.id}`)).body.items).toHaveLength(4);
  });

  test("a draft is written, changed and sent once; what cannot be sent names its field", async () => {
    const { reader, outsider, box, contact, account, customer } = await office(stack());
    const body = { mailboxId: box.id, to: [{ contactId: contact.id }], subject: "报价", text: "见附件" };
    const draft = await made(reader.api, "/v1/mails", body);
    expect(draft).toMatchObject({ state: "draft", to: [{ address: customer, personId: contact.id }] });
    expect((await reader.api.patch(`/v1/mails/${draft.id}`, { text: "见正文" })).body).toMatchObject({
      text: "见正文",
    });
    const sends = await Promise.all([1, 2, 3].map(() => reader.api.post(`/v1/mails/${draft.id}/send`)));
    expect(sends.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    await stack().settled();
    expect(stack().outbox(customer)).toHaveLength(1);
    expect((await reader.api.patch(`/v1/mails/${draft.id}`, { text: "太晚" })).status).toBe(409);
    const nobody = await made(reader.api, "/v1/contacts", { name: "无址", accountId: account.id });
    const refused = async (more: object, api = reader.api) => {
      const reply = await api.post("/v1/mails", { ...body, ...more });
      return [reply.status, reply.body.errors?.[0]?.path];
    };
    expect(await refused({ to: [{ contactId: nobody.id }] })).toEqual([422, "to.0.contactId"]);
    expect(await refused({ to: [{ email: customer, contactId: contact.id }] })).toEqual([422, "to.0.email"]);
    expect(await refused({ cc: [{ email: customer.toUpperCase() }] })).toEqual([422, "cc.0"]);
    expect(await refused({ mailboxId: "mbx_NOBODY0000" })).toEqual([422, "mailboxId"]);
    expect(await refused({}, outsider.api)).toEqual([403, undefined]);
    expect(await refused({ text: undefined })).toEqual([422, "text"]);
    const marketing = await made(reader.api, "/v1/mails", {
      ...body,
      reason: { kind: "marketing", purpose: "marketing" },
    });
    const withheld = await reader.api.post(`/v1/mails/${marketing.id}/send`);
    expect([withheld.status, withheld.body.code]).toEqual([403, "consent_required"]);
    expect(await reader.api.post(`/v1/mails/${marketing.id}/discard`)).toMatchObject({ status: 200 });
    await stack().settled();
    expect(stack().outbox(customer)).toHaveLength(1);
  });

  test("files of records go along, once they were looked into and where their sender sees them", async () => {
    const { admin, reader, box, contact, account, customer } = await office(stack());
    const open = async (api: typeof admin, related: { noun: string; id: string }, bytes?: Buffer) => {
      const shape = { name: "合同.pdf", contentType: "application/pdf", sizeBytes: PDF.length };
      const { id, uploadUrl } = await made(api, "/v1/files", { ...shape, relatedTo: related });
      if (bytes) {
        await fetch(String(uploadUrl), {
          method: "PUT",
          body: new Uint8Array(bytes),
          headers: { "content-type": "application/pdf" },
        });
      }
      await stack().settled();
      return id;
    };
    const ours = { noun: "account", id: account.id };
    const hidden = await made(admin, "/v1/accounts", { name: "别家" });
    const ready = await open(reader.api, ours, PDF);
    const waiting = await open(reader.api, ours);
    const unseen = await open(admin, { noun: "account", id: hidden.id }, PDF);
    const body = { mailboxId: box.id, to: [{ contactId: contact.id }], subject: "合同", text: "请签" };
    for (const id of [waiting, unseen]) {
      const refused = await reader.api.post("/v1/mails", { ...body, fileIds: [ready, id] });
      expect([refused.status, refused.body.errors[0].path]).toEqual([422, "fileIds.1"]);
    }
    const draft = await made(reader.api, "/v1/mails", { ...body, fileIds: [ready] });
    expect(draft).toMatchObject({ attachments: 1, files: [{ name: "合同.pdf", state: "ready" }] });
    await reader.api.post(`/v1/mails/${draft.id}/send`);
    await stack().settled();
    expect(stack().outbox(customer)[0]?.attachments).toMatchObject([{ name: "合同.pdf", size: PDF.length }]);
  });

  test("a template is filled in for the one whom it goes to, and says whose value is missing", async () => {
    const { admin, reader, box, contact, customer } = await office(stack());
    const blocks = [
      { kind: "paragraph", text: "{{name}}，您好！" },
      { kind: "button", label: "查看{{offer}}", url: "https://example.com/offer" },
    ];
    const variables = [{ name: "offer" }];
    const shape = { channel: "email", purpose: "service", subject: "给{{name}}的报价", blocks, variables };
    const template = await made(admin, "/v1/templates", { name: "报价", ...shape });
    const body = { mailboxId: box.id, to: [{ contactId: contact.id }], templateId: template.id };
    const refused = async (more: object) => {
      const reply = await reader.api.post("/v1/mails", { ...body, ...more });
      return [reply.status, reply.body.errors?.[0]?.path];
    };
    expect(await refused({})).toEqual([422, "variables.offer"]);
    expect(await refused({ text: "又" })).toEqual([422, "text"]);
    expect(await refused({ to: [{ email: "nobody@else.example" }] })).toEqual([422, "to"]);
    expect(await refused({ templateId: "tpl_NOBODY00" })).toEqual([422, "templateId"]);
    const draft = await made(reader.api, "/v1/mails", { ...body, variables: { offer: "二期报价" } });
    expect(draft).toMatchObject({ subject: "给周敏的报价", reason: { kind: "service", purpose: "报价" } });
    expect(draft.text).toContain("周敏，您好！");
    await reader.api.post(`/v1/mails/${draft.id}/send`);
    await stack().settled();
    const [sent] = stack().outbox(customer);
    expect(sent).toMatchObject({ subject: "给周敏的报价", html: expect.stringContaining("https://example.com/offer") });
  });

  test("rules give mails to people, make leads of strangers and tickets of questions, once each", async () => {
    const { admin, person, reader, box, comes, inbox, customer } = await office(stack());
    const colleague = await person({ roles: ["sales"], name: "周杰" });
    const channel = await made(admin, "/v1/ticket-channels", { name: "工单", kind: "email" });
    const rules = [
      { name: "故障", when: { field: "subject", op: "contains", value: "故障" }, ticketChannelId: channel.id },
      { name: "陌生人", when: { field: "isKnown", op: "eq", value: false }, lead: {} },
      { name: "老客户", ownerId: colleague.id },
    ];
    const refused = await admin.patch(`/v1/mailboxes/${box.id}`, { rules });
    expect([refused.status, refused.body.errors[0].path]).toEqual([422, "rules.2.ownerId"]);
    const bad = [{ name: "x", when: { field: "colour", op: "eq", value: 1 }, ownerId: reader.id }];
    expect((await admin.patch(`/v1/mailboxes/${box.id}`, { rules: bad })).body.errors[0].path).toContain(
      "rules.0.when",
    );
    const readers = { userIds: [colleague.id] };
    expect((await admin.patch(`/v1/mailboxes/${box.id}`, { readers, rules })).status).toBe(200);
    await comes({ subject: "随便问问", messageId: "a@x" });
    await comes({ subject: "故障：登录", text: "登录不了", messageId: "b@x" });
    await comes({ subject: "合作", from: "new@stranger.example", name: "陌生人", messageId: "c@x" });
    await comes({ subject: "再问", from: "new@stranger.example", name: "陌生人", messageId: "d@x" });
    const [again, strange, fault, known] = await inbox();
    expect(known).toMatchObject({ ownerId: colleague.id, routedBy: "老客户" });
    expect(strange.relatedTo).toEqual([{ noun: "lead", id: expect.stringMatching(/^led_/) }]);
    // The stranger is known by now, and a lead of its own is nobody's twin.
    expect(again).toMatchObject({ relatedTo: strange.relatedTo, routedBy: "老客户" });
    const [{ id: ticketId }] = fault.relatedTo;
    await comes({ subject: "Re: 故障", text: "还是不行", inReplyTo: "b@x", messageId: "e@x" });
    const thread = (await admin.get(`/v1/tickets/${ticketId}/messages`)).body.items;
    expect(thread.map(({ text }: Shown) => text)).toEqual(["登录不了", "还是不行"]);
    expect((await admin.get("/v1/leads")).body.items).toHaveLength(1);
    expect((await admin.get(`/v1/tickets/${ticketId}`)).body.requester.email).toBe(customer);
  });

  test("what no person wrote answers nothing and is given to nobody; what came back is noted", async () => {
    const { reader, box, contact, customer, comes, inbox, address, admin } = await office(stack(), [
      { name: "陌生人", when: { field: "isKnown", op: "eq", value: false }, lead: {} },
    ]);
    const body = { mailboxId: box.id, to: [{ contactId: contact.id }], subject: "报价", text: "请查收" };
    const { id } = await made(reader.api, "/v1/mails", body);
    await reader.api.post(`/v1/mails/${id}/send`);
    await stack().settled();
    const ours = bare(stack().outbox(customer)[0]?.headers?.["message-id"]);
    await comes({ headers: "Auto-Submitted: auto-replied\r\n", text: "休假中", inReplyTo: ours, messageId: "away@x" });
    const stranger = { from: "robot@stranger.example", messageId: "robot@x" };
    await comes({ ...stranger, headers: "Precedence: bulk\r\n" });
    expect((await reader.api.get(`/v1/mails/${id}`)).body.repliedAt).toBeUndefined();
    const report = [
      `From: MAILER-DAEMON@mx.example`,
      `To: ${address}`,
      "Subject: Undelivered",
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      "",
      ...["--b", "Content-Type: text/plain", "", "It could not be delivered."],
      ...["--b", "Content-Type: message/delivery-status", "", "Action: failed", "Status: 5.1.1"],
      ...["--b", "Content-Type: text/rfc822-headers", "", `Message-ID: <${ours}>`, "--b--", ""],
    ].join("\r\n");
    await arrives(stack(), report);
    await comes({ from: address, messageId: "loop@x" });
    const found = await inbox();
    expect(found.map(({ kind }: Shown) => kind)).toEqual(["bounce", "automatic", "automatic", "person"]);
    expect(found[0].threadId).toBe(id);
    expect((await reader.api.get(`/v1/mails/${id}`)).body).toMatchObject({ bouncedAt: expect.any(String) });
    expect((await admin.get("/v1/leads")).body.items).toEqual([]);
  });

  test("what was archived by its address is archived by hand, and taken back", async () => {
    const { admin, reader, account, contact, comes, inbox } = await office(stack());
    await comes({ messageId: "one@x" });
    const [{ id }] = await inbox();
    const other = await made(admin, "/v1/accounts", { name: "别家" });
    const path = `/v1/mails/${id}`;
    expect((await reader.api.post(`${path}/undo-relate`)).status).toBe(409);
    const wrong = await reader.api.post(`${path}/relate`, { relatedTo: [{ noun: "account", id: contact.id }] });
    expect([wrong.status, wrong.body.errors[0].path]).toEqual([422, "relatedTo.0.id"]);
    const moved = await admin.post(`${path}/relate`, { relatedTo: [{ noun: "account", id: other.id }] });
    expect(moved.body).toMatchObject({ accountIds: [other.id], archivedBy: "hand" });
    expect((await admin.get(`/v1/accounts/${account.id}/timeline?kinds=mail`)).body.items).toEqual([]);
    await admin.post(`${path}/undo-relate`);
    expect((await admin.get(`/v1/accounts/${account.id}/timeline?kinds=mail`)).body.items).toHaveLength(1);
  });

  test("hostile mails are taken for what they are", async () => {
    const { address, inbox } = await office(stack());
    const big5 = Buffer.from([0xb3, 0xf8, 0xbb, 0xf9]).toString("latin1");
    const hostile = [
      `From: a@b.example\r\nTo: ${address}\r\nSubject: =?UTF-8?B?${Buffer.from("‮evil\u0000 \u0007").toString("base64")}?=\r\nContent-Type: text/html\r\n\r\n<script>alert(1)</script><p>Hello &amp; &#60;b&#62;</p>`,
      `From: a@b.example\r\nTo: ${address}\r\nSubject: big5\r\nContent-Type: text/plain; charset=big5\r\n\r\n${big5}`,
      `From: b@b.example\r\nTo: ${address}\r\n${"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n".repeat(60)}`,
      `From: c@b.example\r\nTo: ${address.toUpperCase()}\r\nSubject: ${"x".repeat(5_000)}\r\n\r\n${"long ".repeat(20_000)}`,
      "garbage without any header",
      `From: a@b.example\r\nTo: mbx_0000000000NOBODY000@in.cashloop.example\r\n\r\nx`,
    ];
    for (const raw of hostile) await arrives(stack(), raw);
    const found = (await inbox()).reverse();
    expect(found.map(({ subject }: { subject: string }) => subject.slice(0, 4))).toEqual(["evil", "big5", "xxxx"]);
    expect(found.map(({ text }: { text: string }) => text.slice(0, 11))).toEqual([
      "Hello & <b>",
      "報價",
      "long long l",
    ]);
    expect(found[2].leftOut).toEqual([expect.stringContaining("characters of the text")]);
  });
});
