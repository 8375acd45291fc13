import { expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { eventsOf } from "../support/events.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";
import { workOf } from "../support/work.ts";

/** Nothing runs by the clock. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });
const { world } = eventsOf(stack);

const phone = (n: number): string => `1390000${String(1_000 + n)}`;

test("a text message to an event goes to whoever has registered and not cancelled, once each, with its state", async () => {
  const at = await world({ capacity: 2 });
  const { admin } = at;
  for (const n of [1, 2, 3]) expect((await at.register(n, { phone: phone(n) })).status).toBe(200);
  await at.register(4);
  await at.cancel(2);
  // Somebody whose record has no number is reached at the one that they registered with.
  const account = await made(admin, "/v1/accounts", { name: "云帆" });
  await made(admin, "/v1/contacts", { name: "李娜", accountId: account.id, email: at.mail(5) });
  await at.register(5, { phone: phone(5) });
  await stack().settled();
  const recipients = { marketingEventId: at.event.id };
  const campaign = (purpose: string) =>
    made(admin, "/v1/sms-campaigns", { name: "改址", purpose, text: "改到 6 号馆", recipients });
  const refused = await admin.post(`/v1/sms-campaigns/${(await campaign("marketing")).id}/send`);
  expect([refused.status, refused.body.code]).toEqual([403, "consent_required"]);
  const { id } = await campaign("service");
  const preview = (await admin.get(`/v1/sms-campaigns/${id}/preview`)).body;
  expect([preview.recipients, preview.reachable]).toEqual([4, 3]);
  expect((await admin.post(`/v1/sms-campaigns/${id}/send`)).status).toBe(200);
  await stack().settled();
  const { items } = (await admin.get(`/v1/sms-campaigns/${id}/deliveries`)).body;
  const told = [1, 3, 5].map((n) => `+86${phone(n)}`);
  expect(items.map(({ to, state }: Record<string, string>) => [to, state]).sort()).toEqual(
    told.map((to) => [to, "sent"]),
  );
  for (const to of told) expect(stack().outbox(to)).toHaveLength(1);
  expect(stack().outbox(`+86${phone(2)}`)).toEqual([]);
  const row = (await admin.get(`/v1/sms-campaigns/${id}`)).body;
  expect(row).toMatchObject({ status: "sent", queued: 3, unreachable: 1, recipientCount: 4 });
  // Nobody writes to the people of another's event.
  const other = await openTenant(stack());
  const body = { name: "x", purpose: "service", text: "x", recipients };
  const strange = await other.admin.post("/v1/sms-campaigns", body);
  expect([strange.status, strange.body.errors?.[0]?.path]).toEqual([422, "recipients.marketingEventId"]);
});

test("a mail goes to all of an event's people, each in the language of their registration, however they are paged", async () => {
  const at = await world({ capacity: 9 });
  const { admin } = at;
  for (const n of [1, 2, 3, 4, 5]) await at.register(n, { locale: n === 1 ? "en" : "zh-CN" });
  await stack().settled();
  const text = { name: "回顾", channel: "email", purpose: "service", subject: "{{name}}，资料已备好" };
  const blocks = [{ kind: "paragraph", text: "请看" }];
  const template = await made(admin, "/v1/templates", { ...text, blocks });
  const recipients = { marketingEventId: at.event.id };
  const { id } = await made(admin, "/v1/mail-campaigns", { name: "回顾", templateId: template.id, recipients });
  const sent = await admin.post(`/v1/mail-campaigns/${id}/send`, {});
  expect([sent.status, sent.body.detail]).toEqual([200, undefined]);
  await stack().settled();
  const row = (await admin.get(`/v1/mail-campaigns/${id}`)).body;
  expect(row).toMatchObject({ status: "sent", queued: 5, recipientCount: 5, doubled: 0 });
  const letters = [1, 2, 3, 4, 5].map((n) => at.mails(n).filter(({ subject }) => subject.includes("资料已备好")));
  expect(letters.map((all) => all.map(({ html }) => /lang="([^"]+)"/.exec(html ?? "")?.[1]))).toEqual([
    ...[["en"], ["zh-CN"], ["zh-CN"], ["zh-CN"], ["zh-CN"]],
  ]);
  // Pages of two have the same people as one of all.
  const { table } = await workOf(at.id, stack().clock.now());
  const { registeredFor } = await import("../../functions/broadcasts/registered.ts");
  const paged = async (limit?: number): Promise<unknown[]> => {
    const read = registeredFor({ table }, String(at.event.id), limit);
    const from = async (after?: string): Promise<unknown[]> => {
      const { rows, next } = await read(after);
      expect(rows.length).toBeLessThanOrEqual(limit ?? 5);
      return [...rows.map(({ email }) => email), ...(next === undefined ? [] : await from(next))];
    };
    return (await from()).sort();
  };
  expect([await paged(2), await paged()]).toEqual(Array(2).fill([1, 2, 3, 4, 5].map((n) => at.mail(n))));
});
