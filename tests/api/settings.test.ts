import { describe, expect, test } from "@jest/globals";
import { availability } from "../../functions/assignment/table.ts";
import { leadPolicy } from "../../functions/leads/table.ts";
import { reconciliationPolicy } from "../../functions/reconciliation/table.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { tenantTable } from "../../shared/table/table.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack();

/** Every setting: where it stands, a value of it, and a value that it refuses with the field at fault. */
const SETTINGS = [
  {
    path: async () => "/v1/reconciliation-policy",
    value: { duplicateWindowDays: 3 },
    wrong: { duplicateWindowDays: -1 },
    reads: "reconciliation.read",
    row: () => reconciliationPolicy.rowId(),
  },
  {
    path: async () => "/v1/lead-policy",
    value: { salesJoinsAt: "mql", mqlScore: 10 },
    wrong: { mqlScore: "ten" },
    reads: "leads.read",
    row: () => leadPolicy.rowId(),
  },
  {
    path: async ({ person }: TestTenant) => `/v1/users/${(await person({ roles: ["sales"] })).id}/availability`,
    value: { timeZone: "Asia/Shanghai", leave: [{ fromOn: "2026-12-28", toOn: "2026-12-31" }] },
    wrong: { timeZone: "Asia/Nowhere" },
    reads: "assignment.read",
    row: (path: string) => availability.rowId(path.split("/")[3]),
  },
];

describe.each(SETTINGS)("the setting $value", ({ path: pathOf, value, wrong, reads, row }) => {
  test("holds its defaults until it is written, and is then replaced whole under the version that was seen", async () => {
    const tenant = await openTenant(stack());
    const [{ admin }, path] = [tenant, await pathOf(tenant)];
    const defaults = await admin.get(path);
    expect(defaults).toMatchObject({ status: 200, body: { version: 0 } });
    const first = await admin.put(path, value, { "if-match": '"0"' });
    expect(first).toMatchObject({ status: 200, body: { ...value, version: 1 } });
    expect(first.headers.get("etag")).toBe('"1"');
    expect((await admin.put(path, {}, { "if-match": '"0"' })).body.code).toBe("precondition_failed");
    expect((await admin.get(path)).body).toEqual(first.body);
    expect((await admin.put(path, {}, { "if-match": '"1"' })).body).toEqual({ ...defaults.body, version: 2 });
  });

  test("is refused without a body, with a field that it does not have, and with a wrong value", async () => {
    const tenant = await openTenant(stack());
    const [{ admin }, path] = [tenant, await pathOf(tenant)];
    for (const body of [undefined, { unheardOf: 1 }, wrong]) {
      const reply = await admin.put(path, body);
      expect({ body, status: reply.status }).toEqual({ body, status: 422 });
      expect(reply.body.errors[0].path).toBe(body === wrong ? Object.keys(wrong)[0] : body ? "unheardOf" : "");
    }
    expect((await admin.get(path)).body.version).toBe(0);
  });

  test("takes all who write it at once and name no version, one after the other; the audit trail has each", async () => {
    const tenant = await openTenant(stack());
    const [{ admin }, path] = [tenant, await pathOf(tenant)];
    const replies = await Promise.all(Array.from({ length: 4 }, () => admin.put(path, value)));
    expect(replies.map(({ body }) => body.version).sort()).toEqual([1, 2, 3, 4]);
    const named = await Promise.all(Array.from({ length: 4 }, () => admin.put(path, {}, { "if-match": '"4"' })));
    expect(named.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
    await stack().settled();
    const audited = await admin.get(`/v1/audit-entries?recordId=${row(path)}`);
    expect(audited.body.items).toHaveLength(5);
  });

  test("is one tenant's own, and a role reads it by its permission", async () => {
    const [mine, other] = [await openTenant(stack()), await openTenant(stack())];
    const path = await pathOf(mine);
    await mine.admin.put(path, value);
    const theirs = await other.admin.get(path);
    expect(theirs.body.version ?? 0).toBe(0);
    const permissions = [reads, "users.read"];
    await made(mine.admin, "/v1/roles", { name: "reader", permissions, scopes: { "*": "all" } });
    const { api } = await mine.person({ roles: ["reader"] });
    expect((await api.get(path)).body).toMatchObject(value);
    expect((await api.put(path, value)).status).toBe(403);
  });
});

test("a field that is younger than a row has its default there", async () => {
  const { id, admin } = await openTenant(stack());
  await admin.put("/v1/reconciliation-policy", { duplicateWindowDays: 3 });
  const table = await tenantTable(id, { actor: "system:test", from: "", requestId: "" });
  const row = await table.get(reconciliationPolicy.entity, reconciliationPolicy.rowId());
  const { surplus, ...older } = row;
  expect(surplus).toBe("prepayment");
  await table.replace(reconciliationPolicy.entity, row, nextVersion(older as typeof row, row.updatedAt, {}));
  const { body } = await admin.get("/v1/reconciliation-policy");
  expect(body).toMatchObject({ duplicateWindowDays: 3, surplus: "prepayment", version: 2 });
  expect(await reconciliationPolicy.held(table)).toEqual(body);
});
