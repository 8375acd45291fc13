import { describe, expect, test } from "@jest/globals";
import { modules } from "../../functions/modules.ts";
import { entities } from "../../functions/streams/entities.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();

type Entry = {
  recordVersion: number;
  change: string;
  actor: string;
  from: string;
  requestId: string;
  fields: { field: string; before: unknown; after: unknown }[];
};

async function world() {
  const tenant = await openTenant(stack());
  const rep = await tenant.person({ roles: ["sales"] });
  const account = await made(rep.api, "/v1/accounts", { name: "上海某某科技有限公司" });
  const history = async (id: string, api = tenant.admin, more = "") => {
    await stack().settled();
    return api.get(`/v1/audit-entries?recordId=${id}${more}`);
  };
  return { tenant, admin: tenant.admin, rep, account, history };
}

describe("the history of a record", () => {
  test("says who changed what, when and from where, newest first", async () => {
    const { rep, account, history } = await world();
    await rep.api.patch(`/v1/accounts/${account.id}`, { payerNames: ["某某科技"] });
    const reply = await history(account.id);
    expect(reply.status).toBe(200);
    const [changed, created] = reply.body.items as Entry[];
    expect(created).toMatchObject({
      change: "created",
      recordVersion: 1,
      from: expect.stringMatching(/127\.0\.0\.1|::1/),
    });
    expect(created?.fields).toContainEqual({ field: "name", before: null, after: "上海某某科技有限公司" });
    expect(changed).toMatchObject({ change: "changed", recordVersion: 2, actor: expect.stringContaining(rep.id) });
    expect(changed?.fields).toEqual([{ field: "payerNames", before: null, after: ["某某科技"] }]);
    expect(changed?.requestId).toBeTruthy();
    const page = (await history(account.id, undefined, "&limit=1")).body;
    expect(page.items).toHaveLength(1);
    const rest = await history(account.id, undefined, `&limit=1&cursor=${encodeURIComponent(page.nextCursor)}`);
    expect(rest.body).toMatchObject({ items: [{ change: "created" }], nextCursor: null });
  });

  test("does not grow when the stream tells of a change again, or when only a counter moved", async () => {
    const { rep, history, admin } = await world();
    const key = (await admin.get(`/v1/users/${rep.id}/api-keys`)).body.items[0];
    expect(key.lastUsedAt).toBeTruthy();
    expect((await history(key.id)).body.items).toHaveLength(1);
    const { StreamReader, streamArn } = await import("../../infra/local/streams.ts");
    const { handler } = await import("../../functions/streams/rest.ts");
    const reader = new StreamReader(
      stack().databaseEndpoint,
      await streamArn(stack().databaseEndpoint, "cashloop"),
      undefined,
    );
    for (let page = await reader.read(); page.records.length > 0; page = await reader.read()) {
      await handler({ Records: page.records });
    }
    expect((await history(key.id)).body.items).toHaveLength(1);
  });

  test("holds no secret, and hides and masks what a role hides and masks", async () => {
    const { tenant, admin, rep, history } = await world();
    const key = (await admin.get(`/v1/users/${rep.id}/api-keys`)).body.items[0];
    expect(JSON.stringify((await history(key.id)).body)).not.toMatch(/hash/i);
    await made(admin, "/v1/roles", {
      name: "auditor",
      permissions: ["audit.read", "users.read"],
      scopes: { "*": "all" },
      fields: { user: { phone: "masked", email: "hidden" } },
    });
    const auditor = await tenant.person({ roles: ["auditor"] });
    await admin.patch(`/v1/users/${rep.id}`, { phone: "+8613812340001" });
    const { items } = (await history(rep.id, auditor.api)).body;
    const text = JSON.stringify(items);
    expect(text).toContain("+86****0001");
    expect(text).not.toContain("13812340001");
    expect(text).not.toContain("@example.com");
  });

  test("is seen by those only who see the record", async () => {
    const { tenant, account, history } = await world();
    const other = await tenant.person({ roles: ["sales"] });
    const service = await tenant.person({ roles: ["service"] });
    const stranger = await openTenant(stack());
    expect((await history(account.id, other.api)).status).toBe(404);
    expect((await history(account.id, service.api)).status).toBe(403);
    expect((await history(account.id, stranger.admin)).status).toBe(404);
    expect((await history("acc_0000000000")).status).toBe(404);
    expect((await history("nonsense")).status).toBe(422);
    expect((await history(account.id, undefined, "&cursor=forged")).status).toBe(400);
  });
});

describe("the consumer beside money", () => {
  test("knows every audited entity of every module, by its module", () => {
    const audited = modules.flatMap((m) => m.entities.filter((e) => e.audited).map((e) => `${m.name} ${e.noun}`));
    const known = entities.map(({ module, noun }) => `${module} ${noun}`);
    expect(known).toEqual(expect.arrayContaining(audited));
    const emitting = modules.flatMap((m) => {
      const events = (m.handles ?? []).filter((h) => h.consumer === "rest").map((h) => h.event);
      return (m.emits ?? []).filter((e) => events.includes(e.event)).map((e) => e.entity.noun);
    });
    expect(entities.map(({ noun }) => noun)).toEqual(expect.arrayContaining(emitting));
  });
});

describe("the trail of a person and of the settings", () => {
  test("tells what people changed of records that the caller sees, page by page, and nothing that the product did", async () => {
    const { tenant, admin, rep, account } = await world();
    const other = await tenant.person({ roles: ["sales"] });
    // What is changed within one millisecond has no order.
    await stack().advance(1);
    await rep.api.patch(`/v1/accounts/${account.id}`, { payerNames: ["某某科技"] });
    const role = await made(admin, "/v1/roles", { name: "督导", permissions: ["accounts.read"], scopes: {} });
    await stack().settled();
    const trail = async (query: string, api = admin) => (await api.get(`/v1/audit-entries?${query}`)).body;
    const told = ({ items }: { items: (Entry & { recordId: string })[] }) =>
      items.map(({ recordId, change }) => `${recordId} ${change}`);
    const whole = [`${account.id} changed`, `${account.id} created`];
    expect(told(await trail(`actorId=${rep.id}`))).toEqual(whole);
    const page = await trail(`actorId=${rep.id}&limit=1`);
    const rest = await trail(`actorId=${rep.id}&limit=1&cursor=${encodeURIComponent(page.nextCursor)}`);
    expect([...told(page), ...told(rest)]).toEqual(whole);
    expect(told(await trail(`actorId=${rep.id}`, other.api))).toEqual([]);
    const settings = told(await trail("settings=true"));
    expect(settings).toContain(`${role.id} created`);
    expect(settings.filter((line) => line.startsWith(account.id))).toEqual([]);
    for (const query of ["", `actorId=${rep.id}&settings=true`]) {
      expect((await trail(query)).errors).toMatchObject([{ path: "recordId" }]);
    }
    const stranger = await openTenant(stack());
    expect(told(await trail(`actorId=${rep.id}`, stranger.admin))).toEqual([]);
  });
});
