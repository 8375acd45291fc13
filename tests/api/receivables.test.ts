import { describe, expect, test } from "@jest/globals";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();

async function ledger() {
  const tenant = await openTenant(stack());
  const account = await made(tenant.admin, "/v1/accounts", { name: "上海某某科技有限公司" });
  const invoice = (fields: object = {}) =>
    made(tenant.admin, "/v1/receivables", {
      accountId: account.id,
      reference: "INV-1001",
      amountMinor: 100_000,
      currency: "CNY",
      dueOn: "2026-01-31",
      ...fields,
    });
  return { ...tenant, account, invoice };
}

describe("a receivable", () => {
  test("is an opening balance: open, overdue after its day, its account's owner's", async () => {
    const { admin, account, invoice } = await ledger();
    const row = await invoice();
    expect(row).toMatchObject({
      kind: "invoice",
      status: "open",
      openMinor: 100_000,
      paidMinor: 0,
      overdue: true,
      ownerId: account.ownerId,
    });
    expect((await invoice({ dueOn: "2999-01-01" })).overdue).toBe(false);
    const found = await admin.get(`/v1/receivables?accountId=${account.id}&dueOn.lt=2027-01-01`);
    expect(found.body.items.map((r: { id: string }) => r.id)).toEqual([row.id]);
    expect((await admin.get(`/v1/receivables?status=paid`)).body.items).toEqual([]);
    expect((await admin.get(`/v1/receivables?reference=INV-1001&amountMinor.gte=1`)).body.items).toHaveLength(2);
  });

  test("belongs to its account's owner and department unless others are named", async () => {
    const { admin, person, invoice } = await ledger();
    const department = await made(admin, "/v1/departments", { name: "华东大区" });
    const [rep, other] = [await person({ roles: ["sales"] }), await person({ roles: ["sales"] })];
    const account = await made(admin, "/v1/accounts", { name: "乙公司", ownerId: rep.id, departmentId: department.id });
    expect(await invoice({ accountId: account.id })).toMatchObject({ ownerId: rep.id, departmentId: department.id });
    const named = await invoice({ accountId: account.id, ownerId: other.id });
    expect([named.ownerId, named.departmentId]).toEqual([other.id, undefined]);
    expect((await rep.api.get("/v1/receivables")).body.items).toHaveLength(1);
  });

  test("names every reference that leads nowhere", async () => {
    const { admin } = await ledger();
    const ghost = {
      accountId: "acc_0000000000",
      reference: "X-9999",
      amountMinor: 1,
      currency: "CNY",
      dueOn: "2026-01-01",
    };
    const reply = await admin.post("/v1/receivables", { ...ghost, ownerId: "usr_0000000000" });
    expect(reply.status).toBe(422);
    expect(reply.body.errors.map((e: { path: string }) => e.path)).toEqual(["accountId", "ownerId"]);
  });

  test("is given up in parts, and reopened by an entry that takes all of it back", async () => {
    const { admin, invoice } = await ledger();
    const { id } = await invoice();
    const path = `/v1/receivables/${id}`;
    const part = await admin.post(`${path}/write-off`, { reason: "尾差", amountMinor: 400 });
    expect(part.body).toMatchObject({ status: "open", openMinor: 99_600, writtenOffMinor: 400 });
    expect((await admin.patch(path, { amountMinor: 5 })).body.code).toBe("invalid_state");
    const tooMuch = await admin.post(`${path}/write-off`, { reason: "x", amountMinor: 99_601 });
    expect([tooMuch.status, tooMuch.body.errors[0].path]).toEqual([422, "amountMinor"]);
    const all = await admin.post(`${path}/write-off`, { reason: "客户已注销" });
    expect(all.body).toMatchObject({ status: "writtenOff", openMinor: 0, writtenOffMinor: 100_000 });
    expect((await admin.post(`${path}/write-off`, { reason: "x" })).body.code).toBe("invalid_state");
    const back = await admin.post(`${path}/reopen`, { reason: "恢复付款" });
    expect(back.body).toMatchObject({ status: "open", openMinor: 100_000, writtenOffMinor: 0 });
    const entries = (await admin.get(`${path}/write-offs`)).body.items;
    expect(entries.map((e: { amountMinor: number }) => e.amountMinor)).toEqual([400, 99_600, -100_000]);
  });

  test("may be corrected while nothing is settled on it, and never moves to another account", async () => {
    const { admin, account, invoice } = await ledger();
    const { id } = await invoice();
    const path = `/v1/receivables/${id}`;
    const changed = await admin.patch(path, { amountMinor: 90_000, dueOn: "2026-02-28", reference: "INV-1002" });
    expect(changed.body).toMatchObject({ amountMinor: 90_000, openMinor: 90_000, dueOn: "2026-02-28" });
    const other = await made(admin, "/v1/accounts", { name: "别家公司" });
    expect((await admin.patch(path, { accountId: account.id })).status).toBe(200);
    expect((await admin.patch(path, { accountId: other.id })).body.code).toBe("invalid_state");
  });

  test("is archived only once nothing of it is open, and cancelled instead of deleted", async () => {
    const { admin, invoice } = await ledger();
    const { id } = await invoice();
    const path = `/v1/receivables/${id}`;
    expect((await admin.post(`${path}/archive`)).body.code).toBe("invalid_state");
    const cancelled = await admin.post(`${path}/cancel`);
    expect(cancelled.body).toMatchObject({ status: "cancelled", openMinor: 0 });
    expect((await admin.post(`${path}/cancel`)).status).toBe(409);
    expect((await admin.patch(path, { dueOn: "2030-01-01" })).body.code).toBe("invalid_state");
    expect((await admin.post(`${path}/archive`)).status).toBe(200);
  });
});

test("what is open in any part, what is overdue, and what a list comes to by currency can be asked for", async () => {
  const { admin } = await openTenant(stack());
  const account = await made(admin, "/v1/accounts", { name: "云海" });
  const owe = (reference: string, more: object) =>
    made(admin, "/v1/receivables", {
      accountId: account.id,
      reference,
      amountMinor: 1_000,
      currency: "CNY",
      dueOn: "2099-12-31",
      ...more,
    });
  const [open, late, partly, given] = [
    await owe("A-1", {}),
    await owe("A-2", { dueOn: "2020-01-01" }),
    await owe("A-3", { currency: "USD", amountMinor: 500 }),
    await owe("A-4", { amountMinor: 70 }),
  ];
  await admin.post(`/v1/receivables/${partly.id}/write-off`, { reason: "抹零", amountMinor: 200 });
  await admin.post(`/v1/receivables/${given.id}/write-off`, { reason: "坏账" });
  const ids = async (query: string) => {
    const { status, body } = await admin.get(`/v1/receivables?${query}`);
    expect([query, status]).toEqual([query, 200]);
    return body.items.map(({ id }: { id: string }) => id).sort();
  };
  expect(await ids("open=true")).toEqual([open.id, late.id, partly.id].sort());
  expect(await ids("open=false")).toEqual([given.id]);
  expect(await ids(`overdue=true&accountId=${account.id}`)).toEqual([late.id]);
  expect((await admin.get("/v1/receivables?open=maybe")).body).toMatchObject({
    status: 422,
    errors: [{ path: "open" }],
  });
  expect((await admin.get("/v1/receivables/count")).body.count).toBe(4);
  const count = (await admin.get("/v1/receivables/count?open=true")).body;
  expect(count).toMatchObject({ count: 3, complete: true });
  expect(count.sums).toEqual([
    { currency: "CNY", count: 2, amounts: { amountMinor: 2_000, paidMinor: 0, openMinor: 2_000 } },
    { currency: "USD", count: 1, amounts: { amountMinor: 500, paidMinor: 0, openMinor: 300 } },
  ]);
});
