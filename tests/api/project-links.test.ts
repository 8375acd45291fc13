import { describe, expect, test } from "@jest/globals";
import { addDays, civilDate } from "../../shared/clock.ts";
import { report, soldProject, worked } from "../support/projects.ts";
import { useStack } from "../support/stack.ts";
import { openTenant, TIME_ZONE, unlike } from "../support/tenant.ts";

const stack = useStack();
const who = { name: "李娜", email: "li.na@example.com" };

/** A project whose acceptance has its documents, initiated by a manager who has an address. */
async function ready() {
  const tenant = await openTenant(stack());
  const sold = await soldProject(stack(), tenant);
  const { admin, path, project } = sold;
  const manager = await tenant.person({ roles: ["manager"] });
  await admin.post(`${path}/start`, { managerId: manager.id, budgetHours: 40, budgetMinor: 0 });
  const fileId = await report(stack(), admin, project.id);
  await admin.patch(`${path}/milestones/final`, { documents: [] });
  await worked(admin, path);
  const { body } = await admin.get(`/v1/users/${manager.id}`);
  const send = async (more: object = {}) => {
    const reply = await admin.post(`${path}/send-acceptance`, { milestone: "final", ...more });
    expect(reply.status).toBe(200);
    return { ...(reply.body as { publicUrl: string; linkId: string }), at: new URL(reply.body.publicUrl).pathname };
  };
  return { ...sold, tenant, fileId, send, mailOf: () => stack().outbox(body.email) };
}

describe("an acceptance by its address", () => {
  test("completes the milestone once, makes its instalment due, and tells the manager", async () => {
    const { admin, path, order, send, mailOf } = await ready();
    const { at } = await send();
    const page = await stack().api().get(at);
    expect([page.status, page.headers.get("content-security-policy")]).toEqual([
      200,
      expect.stringContaining("default-src 'none'"),
    ]);
    expect(page.body).toContain("终验");
    const replies = await Promise.all(
      [1, 2, 3].map(() =>
        stack()
          .api()
          .post(`${at}/accept`, { ...who, consent: true }),
      ),
    );
    expect(replies.map(({ status, body }) => [status, body.status])).toEqual(Array(3).fill([200, "accepted"]));
    const stranger = await stack().api().post(`${at}/accept`, { name: "王", email: "w@example.com", consent: true });
    expect(stranger).toMatchObject({ status: 409, body: { code: "invalid_state" } });
    await stack().settled();
    const today = civilDate(stack().clock.now(), TIME_ZONE);
    const { body: signed } = await admin.get(`/v1/orders/${order.id}`);
    expect(signed.instalments[1]).toMatchObject({ dueOn: addDays(today, 30), amountMinor: 5_000_000 });
    const { body: owed } = await admin.get(`/v1/receivables/${signed.instalments[1].receivableId}`);
    expect(owed).toMatchObject({ dueOn: addDays(today, 30), openMinor: 5_000_000 });
    expect((await admin.get(path)).body).toMatchObject({ status: "accepted", acceptedAt: expect.any(String) });
    const { body: list } = await admin.get(`${path}/milestones`);
    expect(list.items.at(-1)).toMatchObject({ state: "done", acceptedBy: "李娜 <li.na@example.com>" });
    expect(mailOf().map(({ subject }) => subject)).toEqual([expect.stringContaining("李娜已验收")]);
  });

  test("is not asked for without its documents", async () => {
    const { admin, path, fileId } = await ready();
    await admin.patch(`${path}/milestones/final`, { documents: ["验收报告"] });
    const refused = await admin.post(`${path}/send-acceptance`, { milestone: "final" });
    expect(refused).toMatchObject({ status: 409, body: { errors: [{ code: "document_missing" }] } });
    expect((await admin.post(`${path}/send-acceptance`, { milestone: "kickoff" })).status).toBe(422);
    const done = await admin.post(`${path}/milestones/final/complete`, { documents: [{ name: "验收报告", fileId }] });
    expect(done.body).toMatchObject({ state: "done" });
    expect((await admin.post(`${path}/send-acceptance`, { milestone: "final" })).status).toBe(409);
  });

  test("can be declined with a reason, ends, is revoked, and is nobody else's", async () => {
    const { admin, path, send, mailOf } = await ready();
    const first = await send();
    const declined = await stack()
      .api()
      .post(`${first.at}/decline`, { ...who, reason: "报表尚未交付" });
    expect(declined.body).toEqual({ status: "declined" });
    expect(
      (
        await stack()
          .api()
          .post(`${first.at}/accept`, { ...who, consent: true })
      ).status,
    ).toBe(409);
    await stack().settled();
    expect(mailOf().at(-1)?.text).toContain("报表尚未交付");
    const second = await send();
    const revoked = await admin.post(`${path}/revoke-links`, { linkId: second.linkId });
    expect(revoked.body).toEqual({ revoked: 1 });
    const soon = new Date(stack().clock.now().getTime() + 60_000).toISOString();
    const third = await send({ expiresAt: soon });
    await stack().advance(61);
    for (const at of [second.at, third.at, unlike(third.at)]) {
      expect((await stack().api().get(at)).status).toBe(404);
      expect(
        (
          await stack()
            .api()
            .post(`${at}/accept`, { ...who, consent: true })
        ).status,
      ).toBe(404);
    }
    expect((await admin.get(`${path}/links`)).body.items).toHaveLength(3);
  });
});
