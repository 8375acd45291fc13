import { beforeAll, describe, expect, test } from "@jest/globals";
import { deliver } from "../support/demo.ts";
import { itemsOf, jobOf } from "../support/jobs.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack();

let tenant: TestTenant;
let [leaver, heir, boss, east, west] = ["", "", "", "", ""];
let leaverKey: Awaited<ReturnType<TestTenant["person"]>>;

const ACCOUNTS = 230;

/** A rep with a full book: accounts in two regions, people, sales, a signed order, a receipt, a report. */
beforeAll(async () => {
  tenant = await openTenant(stack());
  const { admin, person } = tenant;
  east = (await made(admin, "/v1/departments", { name: "华东" })).id;
  west = (await made(admin, "/v1/departments", { name: "华西" })).id;
  leaverKey = await person({ roles: ["sales"], departmentId: east, email: "leaver@example.com" });
  leaver = leaverKey.id;
  heir = (await person({ roles: ["sales"], departmentId: east })).id;
  boss = (await person({ roles: ["manager"], departmentId: west })).id;
  const names = Array.from({ length: ACCOUNTS }, (_, n) => `客户有限公司 ${n}`);
  const content = Buffer.from(["名称,负责人", ...names.map((n) => `${n},leaver@example.com`)].join("\n")).toString(
    "base64",
  );
  await jobOf(stack(), admin, "/v1/imports", { noun: "account", format: "csv", content });
  const accountId = (await made(admin, "/v1/accounts", { name: "西部客户", ownerId: leaver, departmentId: west })).id;
  await made(admin, "/v1/accounts", { name: "同事的客户", ownerId: heir, team: [{ userId: leaver, role: "售前" }] });
  const archived = await made(admin, "/v1/accounts", { name: "旧客户", ownerId: leaver });
  await admin.post(`/v1/accounts/${archived.id}/archive`);
  await made(leaverKey.api, "/v1/contacts", { name: "周敏", accountId });
  await made(leaverKey.api, "/v1/opportunities", { name: "二期", accountId });
  const receivable = { accountId, reference: "OFF-2026-01", amountMinor: 500, currency: "CNY", dueOn: "2026-12-31" };
  await made(admin, "/v1/receivables", receivable);
  const link = await made(admin, "/v1/bank-connections", { name: "基本户", accountNo: "7559", currency: "CNY" });
  const connection = { connectionId: link.id, signingSecret: String(link.signingSecret) };
  const line = { bankReference: "1", bookedOn: "2026-11-22", direction: "credit", amountMinor: 500, currency: "CNY" };
  await deliver(stack(), connection, [{ ...line, remittance: "OFF-2026-01" }]);
  const report = { report: "dailyReceipts", recipients: [leaver, boss], at: "08:00", days: "daily" };
  await made(admin, "/v1/report-subscriptions", report);
  await stack().settled();
});

describe("off-boarding", () => {
  test("asks for rules that leave nothing behind, and for heirs who are there", async () => {
    const path = `/v1/users/${leaver}/offboard`;
    const statusOf = async (to: unknown) => (await tenant.admin.post(path, { to })).status;
    expect(await statusOf([{ noun: "account", to: heir }])).toBe(422);
    expect(await statusOf([{ noun: "nosuch", to: heir }, { to: heir }])).toBe(422);
    expect(await statusOf(leaver)).toBe(422);
    expect(await statusOf("usr_00000000000000000000")).toBe(422);
    expect((await leaverKey.api.post(path, { to: heir })).status).toBe(403);
    expect((await tenant.admin.get(`/v1/users/${leaver}`)).body.archived).toBeUndefined();
  });

  test("ends every credential first, then hands over noun by noun, and what was there before is there after", async () => {
    const { admin } = tenant;
    const ownedBy = async (id: string, path: string): Promise<number> => {
      const archived =
        path === "accounts" ? (await admin.get(`/v1/${path}/count?ownerId=${id}&archived=true`)).body.count : 0;
      return (await admin.get(`/v1/${path}/count?ownerId=${id}`)).body.count + archived;
    };
    const paths = ["accounts", "contacts", "opportunities"];
    const before = await Promise.all(paths.map((path) => ownedBy(leaver, path)));
    const heirs = await Promise.all(
      paths.map(async (path) => (await ownedBy(heir, path)) + (await ownedBy(boss, path))),
    );
    const reply = await admin.post(`/v1/users/${leaver}/offboard`, {
      to: [{ departmentId: west, to: boss }, { to: heir }],
    });
    expect(reply.status).toBe(202);
    expect((await leaverKey.api.get("/v1/accounts")).status).toBe(401);
    await stack().settled();
    const job = (await admin.get(`/v1/jobs/${reply.body.id}`)).body;
    expect(job.state).toBe("done");
    expect(await Promise.all(paths.map((path) => ownedBy(leaver, path)))).toEqual([0, 0, 0]);
    const after = await Promise.all(
      paths.map(async (path) => (await ownedBy(heir, path)) + (await ownedBy(boss, path))),
    );
    expect(after).toEqual(before.map((count, n) => count + (heirs[n] ?? 0)));
    expect(job.result.nouns).toMatchObject({
      account: { before: ACCOUNTS + 3, moved: ACCOUNTS + 3, left: 0 },
      contact: { before: 1, moved: 1, left: 0 },
      receivable: { before: 1, moved: 1, left: 0 },
      bankTransaction: { before: 1, moved: 1, left: 0 },
      reportSubscription: { before: 1, moved: 1, left: 0 },
    });
    expect(job.progress.failed).toBe(0);
    expect(await itemsOf(admin, job.id)).toHaveLength(job.progress.total);
  });

  test("by region and into the heir's department, teams and reports included, in the name of who asked for it", async () => {
    const { admin } = tenant;
    const named = async (name: string) =>
      (await admin.get(`/v1/accounts?name=${encodeURIComponent(name)}`)).body.items[0];
    expect(await named("西部客户")).toMatchObject({ ownerId: boss, departmentId: west });
    expect(await named("客户有限公司 7")).toMatchObject({ ownerId: heir, departmentId: east });
    // Whoever owns it needs no place in its team.
    expect((await named("同事的客户")).team).toEqual([]);
    expect((await admin.get("/v1/report-subscriptions")).body.items[0].recipients).toEqual([heir, boss]);
    const { items } = (await admin.get(`/v1/users/${leaver}/api-keys`)).body;
    expect(items.every((key: { revokedAt?: string }) => key.revokedAt !== undefined)).toBe(true);
    const me = (await admin.get("/v1/users/me")).body.principalId;
    const { id } = await named("西部客户");
    const trail = (await admin.get(`/v1/audit-entries?recordId=${id}`)).body;
    expect(JSON.stringify(trail)).toContain(`user:${me}`);
  });

  test("asked for again finds nothing more to do", async () => {
    const job = await jobOf(stack(), tenant.admin, `/v1/users/${leaver}/offboard`, { to: heir });
    expect(job).toMatchObject({ state: "done", progress: { done: 0, failed: 0, total: 0 } });
  });
});
