import { createHash } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { handler as measure } from "../../functions/metering/walk.ts";
import { lambdas } from "../../functions/modules.ts";
import { handler as leave } from "../../functions/privacy/leaving.ts";
import { keysBelow } from "../../shared/listed.ts";
import { CANARIES, plant, wordsOf } from "../support/canary.ts";
import { differences, dump } from "../support/dump.ts";
import { folded } from "../support/folded.ts";
import { jobOf } from "../support/jobs.ts";
import { objectsOf, rowsOf } from "../support/privacy.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

/** Of what runs by the clock only what is looked at here, so that weeks pass quickly. */
const stack = useStack({
  lambdas: lambdas.filter(({ kind, name }) => kind !== "schedule" || name === "tenantsLeaving"),
});
const operator = () => stack().api(stack().operatorKey);
const DAY_SECONDS = 86_400;

async function world({ admin }: TestTenant) {
  const account = await made(admin, "/v1/accounts", { name: "云海集团" });
  const contact = await made(admin, "/v1/contacts", { name: "李娜", accountId: account.id, email: "li@example.com" });
  const bank = { name: "招行", accountNo: "6225001", currency: "CNY" };
  const connection = await made(admin, "/v1/bank-connections", bank);
  const file = { name: "a.txt", contentType: "text/plain", sizeBytes: 3 };
  const upload = await made(admin, "/v1/files", { ...file, relatedTo: { noun: "contact", id: contact.id } });
  await fetch(String(upload.uploadUrl), { method: "PUT", body: "abc", headers: { "content-type": "text/plain" } });
  await stack().settled();
  return { account, contact, connection };
}

describe("a tenant that is suspended", () => {
  test("is read or not even that, says why, and is open again as it was", async () => {
    const tenant = await openTenant(stack());
    const { account } = await world(tenant);
    const path = `/v1/tenants/${tenant.id}`;
    const told = await operator().post(`${path}/suspend`, { reason: "Unpaid since March" });
    expect([told.status, told.body]).toMatchObject([200, { state: "suspended", reads: true }]);
    expect((await tenant.admin.get(`/v1/accounts/${account.id}`)).status).toBe(200);
    const refused = await tenant.admin.post("/v1/accounts", { name: "新" });
    expect([refused.status, refused.body.code]).toEqual([403, "forbidden"]);
    expect(refused.body.detail).toContain("Unpaid since March");
    expect((await tenant.admin.post("/v1/tenant-exports", {})).status).toBe(403);
    await operator().post(`${path}/suspend`, { reason: "Unpaid since March", reads: false });
    expect((await tenant.admin.get(`/v1/accounts/${account.id}`)).status).toBe(403);
    expect((await tenant.admin.post(`${path}/reopen`)).status).toBe(403);
    expect((await operator().post(`${path}/reopen`)).body).toMatchObject({ state: "open" });
    expect((await tenant.admin.post("/v1/accounts", { name: "新" })).status).toBe(201);
    expect((await operator().get(`${path}/standing`)).body).toMatchObject({ id: tenant.id, state: "open" });
  });
});

describe("a tenant that closes", () => {
  test("is read and exported until its retention is over, and can come back until then", async () => {
    const tenant = await openTenant(stack());
    await world(tenant);
    const path = `/v1/tenants/${tenant.id}`;
    const closed = await operator().post(`${path}/close`, { reason: "Contract ended", retentionDays: 10 });
    expect(closed.body).toMatchObject({ state: "closing", reads: true });
    expect((await tenant.admin.post("/v1/accounts", { name: "新" })).status).toBe(403);
    expect(await jobOf(stack(), tenant.admin, "/v1/tenant-exports", {})).toMatchObject({ state: "done" });
    const before = (await rowsOf(stack(), tenant.id)).length;
    await operator().post("/_local/clock", { advanceSeconds: 9 * DAY_SECONDS });
    await stack().settled();
    expect((await rowsOf(stack(), tenant.id)).length).toBeGreaterThanOrEqual(before);
    expect((await operator().post(`${path}/reopen`)).body.state).toBe("open");
    await operator().post("/_local/clock", { advanceSeconds: 9 * DAY_SECONDS });
    expect((await tenant.admin.post("/v1/accounts", { name: "新" })).status).toBe(201);
  });

  test("leaves nothing but its report, and others are untouched byte for byte", async () => {
    const [tenant, other] = [await openTenant(stack()), await openTenant(stack(), "另一家公司")];
    await world(tenant);
    await world(other);
    for (const one of [tenant, other]) expect(await folded(stack(), one)).toBe(true);
    expect([...(await objectsOf(tenant.id)).keys()].filter((key) => key.startsWith("facts/"))).not.toEqual([]);
    expect((await plant(tenant, wordsOf("con_01CANARY000001"))).bare).toEqual([]);
    await stack().settled();
    await measure();
    const others = await rowsOf(stack(), other.id);
    const objects = await objectsOf(other.id);
    const path = `/v1/tenants/${tenant.id}`;
    await operator().post(`${path}/close`, { reason: "Contract ended", retentionDays: 0 });
    const deletedAt = stack().clock.now();
    for (let runs = 0; runs < 8; runs++) {
      await operator().post("/_local/clock", { advanceSeconds: 900 });
      await stack().settled();
    }
    const { body } = await operator().get(`${path}/standing`);
    expect(body).toMatchObject({ state: "deleted", reads: false });
    expect(Date.parse(body.deletedAt)).toBeGreaterThan(deletedAt.getTime());
    expect(body.counts).toMatchObject({ "table.account": 2, "table.contact": 2, "bucket.files": 1 });
    expect(body.counts.system).toBeGreaterThan(0);
    const left = (await rowsOf(stack(), tenant.id)).map(({ sk, id }) => `${sk?.S} ${id?.S}`);
    expect(left).toEqual(["- tsd_tenant"]);
    expect([...(await objectsOf(tenant.id)).keys()]).toEqual([]);
    const elsewhere = (await dump(stack(), "S#")).filter((item) => JSON.stringify(item).includes(tenant.id));
    expect(elsewhere.map(({ id }) => id?.S)).toEqual([tenant.id]);
    expect(JSON.stringify(elsewhere)).not.toContain("云帆");
    const everything = JSON.stringify(await dump(stack(), ""));
    expect(CANARIES.filter((word) => everything.includes(word))).toEqual([]);
    expect((await keysBelow("")).keys.filter((key) => key.includes(tenant.id))).toEqual([]);
    expect((await tenant.admin.get("/v1/accounts")).status).toBe(401);
    expect(differences(others, await rowsOf(stack(), other.id))).toEqual([]);
    const bytes = (all: Map<string, Buffer>) =>
      [...all].map(([key, content]) => [key, createHash("sha256").update(content).digest("hex")]);
    expect(bytes(await objectsOf(other.id))).toEqual(bytes(objects));
    expect((await operator().post(`${path}/reopen`)).status).toBe(409);
    // What runs once more has nothing to do.
    await leave();
    expect((await operator().get(`${path}/standing`)).body.counts).toEqual(body.counts);
  });

  test("leaves the activation code that registered it to the others whom that registered", async () => {
    const tenants = [
      await openTenant(stack()),
      await openTenant(stack(), "另一家公司"),
      await openTenant(stack(), "三家"),
    ];
    const issued = await made(operator(), "/v1/activation-codes", { seats: 5 });
    for (const { admin } of tenants)
      expect((await admin.post("/v1/licence/activate", { code: issued.code })).status).toBe(200);
    const [first, gone, last] = tenants as [TestTenant, TestTenant, TestTenant];
    const path = `/v1/tenants/${gone.id}`;
    await operator().post(`${path}/close`, { reason: "Contract ended", retentionDays: 0 });
    for (let runs = 0; runs < 8; runs++) {
      await operator().post("/_local/clock", { advanceSeconds: 900 });
      await stack().settled();
    }
    expect((await operator().get(`${path}/standing`)).body.state).toBe("deleted");
    const code = `/v1/activation-codes/${issued.id}`;
    expect((await operator().post(`${code}/extend`, { validUntil: "2099-12-31" })).status).toBe(200);
    const licences = async () => [await first.admin.get("/v1/licence"), await last.admin.get("/v1/licence")];
    expect((await licences()).map(({ body }) => body.validUntil)).toEqual(["2099-12-31", "2099-12-31"]);
    expect((await operator().post(`${code}/revoke`, { reason: "Unpaid" })).status).toBe(200);
    expect((await licences()).map(({ body }) => body.state)).toEqual(["expired", "expired"]);
  });
});
