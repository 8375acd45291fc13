import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { resolveExample } from "../../shared/contract/examples.ts";
import { routeKey } from "../../shared/http/route.ts";
import { scene } from "../support/demo.ts";
import { office } from "../support/mails.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

type Shown = { id: string; [field: string]: unknown };

describe("what a mail says", () => {
  const CANARY = "canary-7f3a-金丝雀";
  const tells = (answer: unknown): boolean => /canary-7f3a|金丝雀/.test(JSON.stringify(answer ?? ""));

  test("is shown by no door to whoever may not read its mailbox, an administrator or not", async () => {
    const { admin, outsider, reader, box, contact, comes, inbox } = await office(stack());
    const attachments = [{ filename: `${CANARY}.txt`, contentType: "text/plain", content: Buffer.from(CANARY) }];
    await comes({ subject: CANARY, text: CANARY, messageId: "secret@x", attachments });
    const [mail] = await inbox();
    expect(mail).toMatchObject({ subject: CANARY, text: CANARY, files: [{ name: `${CANARY}.txt`, state: "ready" }] });
    const draft = { mailboxId: box.id, to: [{ contactId: contact.id }], subject: CANARY, text: CANARY };
    const { id: sentId } = await made(reader.api, "/v1/mails", draft);
    await made(reader.api, "/v1/mails", draft);
    await reader.api.post(`/v1/mails/${sentId}/send`);
    await reader.api.post(`/v1/mails/${mail.id}/reply`, { text: CANARY });
    await stack().settled();

    const leaks: string[] = [];
    let read = 0;
    const ids: Record<string, string> = {
      mail: mail.id,
      mailbox: box.id,
      contact: contact.id,
      file: mail.files[0].fileId,
    };
    const messages = (await admin.get(`/v1/messages?relatedId=${sentId}`)).body.items;
    ids.message = messages[0].id;
    for (const route of scene.routes) {
      if (["public", "operator"].includes(String(route.permission))) continue;
      const isReading = route.method === "GET" || /\/(?:search|query|preview|rows|count)$/.test(route.path);
      if (!isReading) continue;
      const lookup = (noun: string): string => ids[noun] ?? `${noun.slice(0, 3)}_0000000000`;
      const { params, query, body } = resolveExample(route, scene.routes, scene.entities, lookup);
      const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? "x");
      const asked = new URLSearchParams(query).toString();
      const target = `${path}${asked ? `?${asked}` : ""}`;
      const answer = await admin.request(route.method, target, { ...(body !== undefined && { body }) });
      if (answer.status < 300) read += 1;
      if (tells(answer.body)) leaks.push(routeKey(route));
    }
    // The files by their own doors, the records' timelines and histories, and whatever the mail is named by.
    const named = [mail.id, sentId].flatMap((id) => [
      ...[`/v1/mails/${id}`, `/v1/mails/${id}/thread`, `/v1/mails/${id}/timeline`, `/v1/files?relatedTo=${id}`],
      `/v1/files?relatedTo=${id.replace("mai_", "mct_")}`,
      `/v1/audit-entries?recordId=${id}`,
    ]);
    const more = [
      `/v1/search?q=${encodeURIComponent(CANARY)}`,
      `/v1/files/${ids.file}`,
      `/v1/files/${ids.file}/download`,
      `/v1/messages/${ids.message}`,
    ];
    for (const path of [...named, ...more, `/v1/contacts/${contact.id}/timeline`, `/v1/mailboxes/${box.id}/mails`]) {
      for (const api of [admin, outsider.api]) if (tells((await api.get(path)).body)) leaks.push(path);
    }
    expect(leaks).toEqual([]);
    expect(read).toBeGreaterThan(100);
    expect((await admin.get(`/v1/mails/${mail.id}`)).body).toMatchObject({ readable: false, direction: "inbound" });
    expect((await outsider.api.get(`/v1/mails/${mail.id}`)).status).toBe(404);
    for (const api of [admin, outsider.api]) {
      expect((await api.get(`/v1/mailboxes/${box.id}/mails`)).status).toBe(403);
      expect((await api.post(`/v1/mails/${mail.id}/reply`, { text: "x" })).status).toBeGreaterThan(400);
    }
    // The same doors do show it to whoever reads the mailbox, so the search for it can find something.
    expect(JSON.stringify((await reader.api.get(`/v1/mails/${mail.id}`)).body)).toContain(CANARY);
  });
});

test("a mailbox tells each caller whether they read what its mails say", async () => {
  const { admin, reader, outsider, box } = await office(stack());
  const isReadable = async ({ api }: Pick<typeof reader, "api">) =>
    (await api.get(`/v1/mailboxes/${box.id}`)).body.readable;
  expect([await isReadable(reader), await isReadable(outsider), await isReadable({ api: admin })]).toEqual([
    ...[true, false, false],
  ]);
  await admin.patch(`/v1/mailboxes/${box.id}`, { readers: { roles: ["manager"] } });
  expect(await isReadable(outsider)).toBe(true);
});

test("a mail belongs to the thread of what it answers last, in its own mailbox alone", async () => {
  const { admin, reader, outsider, comes, inbox } = await office(stack());
  await comes({ subject: "甲", text: "甲", messageId: "a@customer.example" });
  await comes({ subject: "乙", text: "乙", messageId: "b@customer.example" });
  const [b, a] = await inbox();
  // Whoever carries on names the whole way: what stands last is what is answered.
  const way = {
    headers: "References: <a@customer.example> <b@customer.example>\r\n",
    messageId: "c@customer.example",
  };
  await comes({ ...way, subject: "Re: 乙", text: "又及" });
  const [carried] = await inbox();
  expect([carried.threadId, carried.answersId, a.threadId]).toEqual([b.threadId, b.id, a.id]);
  // The same names in another mailbox, whose people read none of that, lead nowhere; nor does the token of its address.
  const other = await made(admin, "/v1/mailboxes", { name: "招聘", ownerId: outsider.id });
  const elsewhere = String(other.inboundAddress);
  const token = elsewhere.replace("@", `+${a.id.slice(4).toLowerCase()}@`);
  await comes({ to: elsewhere, inReplyTo: "a@customer.example", text: "简历", messageId: "d@customer.example" });
  await comes({ to: token, text: "简历二", messageId: "e@customer.example" });
  const { items } = (await outsider.api.get(`/v1/mailboxes/${other.id}/mails`)).body;
  expect(items.map(({ id, threadId, answersId }: Shown) => [threadId === id, answersId])).toEqual([
    [true, undefined],
    [true, undefined],
  ]);
  expect((await reader.api.get(`/v1/mails/${a.id}/thread`)).body.items).toHaveLength(1);
});
