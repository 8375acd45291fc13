import { describe, expect, test } from "@jest/globals";
import { linkBank } from "../support/bank.ts";
import { apiClient, useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();

describe("an OIDC access token", () => {
  test("of a configured issuer acts as its user, until it expires or the user has left", async () => {
    const tenant = await openTenant(stack());
    const rep = await tenant.person({ roles: ["sales"] });
    const other = await openTenant(stack());
    const issued = await stack().api().post("/_local/token", { userId: rep.id, tenantId: tenant.id });
    const token: string = issued.body.accessToken;
    const caller = apiClient(stack().baseUrl, token);
    const me = await caller.get("/v1/users/me");
    expect(me.body).toMatchObject({ kind: "user", principalId: rep.id, tenantId: tenant.id, roles: ["sales"] });
    const forged = `${token.slice(0, -8)}AAAAAAAA`;
    expect((await apiClient(stack().baseUrl, forged).get("/v1/users/me")).status).toBe(401);
    const elsewhere = await stack().api().post("/_local/token", { userId: rep.id, tenantId: other.id });
    const wrong = apiClient(stack().baseUrl, elsewhere.body.accessToken);
    expect((await wrong.get("/v1/users/me")).status).toBe(401);
    await tenant.admin.post(`/v1/users/${rep.id}/archive`);
    expect((await caller.get("/v1/users/me")).status).toBe(401);
  });
});

describe("a role that a tenant has made", () => {
  test("hides, masks and fixes fields for reading, writing, filtering and sorting alike", async () => {
    const { admin, person } = await openTenant(stack());
    await made(admin, "/v1/roles", {
      name: "clerk",
      permissions: ["accounts.read", "accounts.write"],
      scopes: { "*": "all" },
      fields: { account: { registrationNo: "masked", payerNames: "hidden", parentId: "readOnly" } },
    });
    const input = { name: "某某", registrationNo: "91310000123456789X", payerNames: ["某"] };
    const account = await made(admin, "/v1/accounts", input);
    const clerk = (await person({ roles: ["clerk"] })).api;
    const path = `/v1/accounts/${account.id}`;
    for (const seen of [(await clerk.get(path)).body, (await clerk.get("/v1/accounts")).body.items[0]]) {
      expect(seen.registrationNo).toBe("913****789X");
      expect(seen).not.toHaveProperty("payerNames");
      expect(seen.name).toBe("某某");
    }
    for (const field of ["registrationNo", "payerNames", "parentId"]) {
      const reply = await clerk.patch(path, { [field]: null });
      expect(reply.body).toMatchObject({ status: 403, errors: [{ path: field }] });
    }
    expect((await clerk.get("/v1/accounts?registrationNo=91310000123456789X")).status).toBe(403);
    expect((await clerk.patch(path, { name: "另一" })).body).toMatchObject({
      name: "另一",
      registrationNo: "913****789X",
    });
    expect((await admin.get(path)).body).toMatchObject({ ...input, name: "另一" });
  });

  test("may not be named as a built-in one, and an unknown one cannot be given", async () => {
    const { admin } = await openTenant(stack());
    const role = { name: "Admin", permissions: [], scopes: {} };
    expect((await admin.post("/v1/roles", role)).body.errors).toMatchObject([{ path: "name", code: "duplicate" }]);
    const user = { email: "a@example.com", name: "a", roles: ["sales", "wizard"] };
    expect((await admin.post("/v1/users", user)).body.errors).toMatchObject([{ path: "roles.1" }]);
  });
});

describe("whoever may write users", () => {
  test("grants no more than they have", async () => {
    const { admin, person } = await openTenant(stack());
    await made(admin, "/v1/roles", { name: "hr", permissions: ["users.*", "accounts.read"], scopes: { "*": "all" } });
    await made(admin, "/v1/roles", { name: "reader", permissions: ["accounts.read"], scopes: { "*": "all" } });
    const hr = await person({ roles: ["hr"] });
    const newcomer = (roles: string[]) =>
      hr.api.post("/v1/users", { email: `${roles[0]}@example.com`, name: "x", roles });
    expect((await newcomer(["reader"])).status).toBe(201);
    expect((await newcomer(["admin"])).body).toMatchObject({ status: 403, code: "forbidden" });
    expect((await hr.api.patch(`/v1/users/${hr.id}`, { roles: ["finance"] })).status).toBe(403);
    const boss = await person({ roles: ["admin"] });
    expect((await hr.api.post(`/v1/users/${boss.id}/api-keys`, { name: "x" })).status).toBe(403);
    expect((await hr.api.post(`/v1/users/${hr.id}/api-keys`, { name: "x" })).status).toBe(201);
    const role = { name: "mine", permissions: ["*"], scopes: { "*": "all" } };
    expect((await hr.api.post("/v1/roles", role)).status).toBe(403);
  });
});

describe("a partner's key", () => {
  test("sees the partner's own orders and credits and nothing else", async () => {
    const tenant = await openTenant(stack());
    const { admin } = tenant;
    const bank = await linkBank(stack(), tenant);
    const [mine, others] = [
      await made(admin, "/v1/partners", { name: "甲" }),
      await made(admin, "/v1/partners", { name: "乙" }),
    ];
    const product = { code: "P", name: "产品", productType: "subscription", listPriceMinor: 1, currency: "CNY" };
    const productId = (await made(admin, "/v1/products", product)).id;
    const account = await made(admin, "/v1/accounts", { name: "客户" });
    for (const [n, partner] of [mine, others].entries()) {
      const order = await made(admin, "/v1/orders", {
        accountId: account.id,
        currency: "CNY",
        contractNo: `HT-2026-000${n}`,
        kind: "new",
        partnerId: partner.id,
        lines: [{ productId, quantity: 1, amountMinor: 1_000 }],
        instalments: [{ dueOn: "2026-12-31", amountMinor: 1_000 }],
        credits: [{ partnerId: partner.id, basisPoints: 10_000, ledger: "primary" }],
      });
      await admin.post(`/v1/orders/${order.id}/sign`);
      const line = {
        bankReference: `${n}`,
        bookedOn: "2026-11-22",
        direction: "credit",
        amountMinor: 1_000,
        currency: "CNY",
      };
      await bank.tell([{ ...line, remittance: `HT-2026-000${n}` }]);
    }
    await stack().settled();
    const { key } = (await made(admin, `/v1/partners/${mine.id}/api-keys`, { name: "portal" })) as unknown as {
      key: string;
    };
    const portal = apiClient(stack().baseUrl, key);
    const orders = (await portal.get("/v1/orders")).body.items;
    expect(orders.map((o: { partnerId: string }) => o.partnerId)).toEqual([mine.id]);
    const credits = (await portal.get("/v1/credits")).body.items;
    expect(credits).toMatchObject([{ partnerId: mine.id, amountMinor: 1_000 }]);
    expect((await admin.get("/v1/credits")).body.items).toHaveLength(2);
    for (const path of ["/v1/accounts", "/v1/bank-transactions", "/v1/receivables", "/v1/users"]) {
      expect([path, (await portal.get(path)).status]).toEqual([path, 403]);
    }
  });
});
