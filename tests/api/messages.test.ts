import { describe, expect, test } from "@jest/globals";
import { linkBank } from "../support/bank.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();

/** A receipt that cleared a rep's receivable; the rep and a finance colleague were told. */
async function world() {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const rep = await tenant.person({ roles: ["sales"] });
  const finance = await tenant.person({ roles: ["finance"] });
  const other = await tenant.person({ roles: ["sales"] });
  const account = await made(admin, "/v1/accounts", { name: "上海某某科技有限公司", ownerId: rep.id });
  const owed = { accountId: account.id, reference: "INV-2026-77", amountMinor: 118_580, currency: "CNY" };
  await made(admin, "/v1/receivables", { ...owed, dueOn: "2026-12-31" });
  const bank = await linkBank(stack(), tenant);
  const paid = { bookedOn: "2026-11-22", direction: "credit", amountMinor: 118_580, currency: "CNY" };
  await bank.tell([
    { ...paid, bankReference: "1", payer: { name: "上海某某科技有限公司" }, remittance: "INV-2026-77" },
  ]);
  await stack().settled();
  return { tenant, admin, rep, finance, other };
}

describe("messages", () => {
  test("are listed to their recipient, and all of them to the administrator", async () => {
    const { admin, rep, finance, other } = await world();
    const all = (await admin.get("/v1/messages")).body.items;
    expect(all.map((m: { recipientId: string }) => m.recipientId).sort()).toEqual([finance.id, rep.id].sort());
    const own = (await rep.api.get("/v1/messages?channel=email&state=delivered")).body.items;
    expect(own).toMatchObject([{ recipientId: rep.id, template: "receipt", attempts: 1 }]);
    expect(own[0]).not.toHaveProperty("facts");
    expect((await other.api.get("/v1/messages")).body.items).toEqual([]);
    expect((await other.api.get(`/v1/messages/${own[0].id}`)).status).toBe(404);
    const filtered = await admin.get(`/v1/messages?recipientId=${rep.id}&createdAt.gte=2020-01-01T00:00:00Z`);
    expect(filtered.body.items).toHaveLength(1);
  });

  test("are shown as they were sent", async () => {
    const { rep } = await world();
    const [{ id, to }] = (await rep.api.get("/v1/messages")).body.items;
    const shown = (await rep.api.get(`/v1/messages/${id}`)).body;
    const [sent] = stack().outbox(to);
    expect(shown).toMatchObject({ subject: sent?.subject, attachments: false });
    expect(shown.html).toBe(sent?.html.trimEnd());
  });

  test("are sent again by those who may, and only once they are through", async () => {
    const { admin, rep } = await world();
    const [{ id, to }] = (await rep.api.get("/v1/messages")).body.items;
    expect((await rep.api.post(`/v1/messages/${id}/resend`)).status).toBe(403);
    const replies = await Promise.all([1, 2, 3].map(() => admin.post(`/v1/messages/${id}/resend`)));
    expect(replies.map((r) => r.status)).toContain(200);
    expect(replies.every((r) => r.status === 200 || r.body.code === "stale" || r.body.code === "invalid_state")).toBe(
      true,
    );
    await stack().settled();
    expect(stack().outbox(to)).toHaveLength(2);
    expect((await admin.get(`/v1/messages/${id}`)).body).toMatchObject({ state: "delivered", resends: 1 });
  });
});
