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
