import { describe, expect, test } from "@jest/globals";
import { fetched, jobOf } from "../support/jobs.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack();

/** The same fields of the tenant's own, in either tenant. */
async function fields({ admin }: TestTenant): Promise<void> {
  const of = (body: object) => made(admin, "/v1/custom-fields", { noun: "account", ...body });
  await of({ key: "region", label: "大区", type: "enum", options: ["华东", "华南"] });
  await of({ key: "budget", label: "预算", type: "money" });
  await of({ key: "lines", label: "产品线", type: "multiEnum", options: ["云", "安全"] });
  await of({ key: "isKey", label: "重点", type: "boolean" });
  await of({ key: "signedOn", label: "签约日期", type: "date" });
}

const OWN = ["id", "createdAt", "updatedAt", "version", "ownerId", "stageAt"];
type Named = { id: string; name: string; [field: string]: unknown };

/** The nouns of a tenant without what is its own: ids, times, who made them. References are told by names. */
async function contents({ admin }: TestTenant): Promise<unknown> {
  const read = async (path: string): Promise<Named[]> => (await admin.get(`/v1/${path}`)).body.items;
  const all = [await read("accounts"), await read("contacts"), await read("opportunities")];
  const names = new Map(all.flat().map(({ id, name }) => [id, name]));
  const plain = (row: Named) =>
    Object.entries(row)
      .filter(([field]) => !OWN.includes(field))
      .map(([field, value]) => [field, names.get(value as string) ?? value] as const);
  const byName = (a: Named, b: Named): number => a.name.localeCompare(b.name);
  return all.map((rows) => rows.sort(byName).map((row) => Object.fromEntries(plain(row))));
}

describe("an export", () => {
  test.each(["csv", "xlsx"] as const)("as %s comes back whole when an empty tenant imports it", async (format) => {
    const [from, to] = [await openTenant(stack()), await openTenant(stack())];
    await fields(from);
    await fields(to);
    const custom = {
      region: "华东",
      budget: { amountMinor: -123_456, currency: "USD" },
      lines: ["云", "安全"],
      isKey: false,
      signedOn: "2026-02-28",
    };
    const payerNames = ["Foo Co., Ltd.", "=1+1", "甲；乙"];
    const group = await made(from.admin, "/v1/accounts", {
      name: "云海集团",
      registrationNo: "00123",
      custom,
      payerNames,
    });
    const child = await made(from.admin, "/v1/accounts", { name: '引号"与,逗号\n换行', parentId: group.id });
    const contact = {
      name: "周敏",
      accountId: child.id,
      phone: "13800000002",
      tags: ["VIP", "展会"],
      decisionRole: "decider",
    };
    const consents = [{ channel: "sms", granted: true, at: "2026-01-01T00:00:00Z", evidence: "表单" }];
    const { id: contactId } = await made(from.admin, "/v1/contacts", { ...contact, consents });
    const sale = { name: "CRM 二期", accountId: child.id, contactId, amountMinor: 12_345_678, currency: "JPY" };
    await made(from.admin, "/v1/opportunities", { ...sale, expectedOn: "2027-03-31" });
    for (const noun of ["account", "contact", "opportunity"]) {
      const exported = await jobOf(stack(), from.admin, "/v1/exports", { noun, format });
      expect(exported.state).toBe("done");
      const { body: upload } = await to.admin.post("/v1/uploads", { format });
      const file = Buffer.from(await (await fetch(exported.downloadUrl)).arrayBuffer());
      const headers = { "content-type": upload.contentType };
      await fetch(upload.uploadUrl, { method: "PUT", body: file, headers });
      const { body: suggested } = await to.admin.post("/v1/imports/suggest", { noun, format, uploadId: upload.id });
      const mapping = Object.fromEntries(
        Object.entries(suggested.mapping as Record<string, string>).filter(([, field]) => field !== "ownerId"),
      );
      const job = await jobOf(stack(), to.admin, "/v1/imports", { noun, format, uploadId: upload.id, mapping });
      expect(job).toMatchObject({ state: "done", progress: { failed: 0 } });
    }
    expect(await contents(to)).toEqual(await contents(from));
  });

  test("has what its starter sees: no others' records, no hidden column, masked values masked, and no formula", async () => {
    const tenant = await openTenant(stack());
    const { admin } = tenant;
    const role = {
      name: "caller",
      permissions: ["contacts.read", "jobs.*"],
      scopes: { contact: "own", account: "all", job: "own" },
      fields: { contact: { phone: "masked", email: "hidden" } },
    };
    await made(admin, "/v1/roles", role);
    const person = await tenant.person({ roles: ["caller"] });
    const accountId = (await made(admin, "/v1/accounts", { name: "甲" })).id;
    const shown = { accountId, phone: "13800000001", email: "a@example.com", ownerId: person.id };
    await made(admin, "/v1/contacts", { name: "=HYPERLINK(1)", ...shown });
    await made(admin, "/v1/contacts", { name: "别人的", accountId });
    const job = await jobOf(stack(), person.api, "/v1/exports", { noun: "contact", format: "csv" });
    const text = await (await fetch(job.downloadUrl)).text();
    expect(text).not.toContain("a@example.com");
    expect(text).not.toContain("邮箱");
    expect(text).not.toContain("别人的");
    expect(text).toContain("+86****0001");
    expect(text).toContain("'=HYPERLINK(1)");
    const hidden = { noun: "contact", format: "csv" };
    expect((await person.api.post("/v1/exports", { ...hidden, columns: ["email"] })).status).toBe(403);
    const byHidden = { ...hidden, filter: { field: "email", op: "startsWith", value: "a" } };
    expect((await person.api.post("/v1/exports", byHidden)).status).toBe(403);
    expect((await person.api.post("/v1/exports", { noun: "opportunity", format: "csv" })).status).toBe(403);
    expect((await admin.get(`/v1/jobs/${job.id}`)).body.downloadUrl).toBeUndefined();
  });

  test("takes a filter and chosen columns, over several pages", async () => {
    const { admin } = await openTenant(stack());
    const rows = Array.from({ length: 450 }, (_, n) => `客户 ${String(n).padStart(3, "0")}`);
    const content = Buffer.from(["名称", ...rows].join("\n")).toString("base64");
    const imported = await jobOf(stack(), admin, "/v1/imports", { noun: "account", format: "csv", content });
    expect(imported.progress).toEqual({ done: 450, failed: 0, total: 450 });
    const filter = { field: "name", op: "ne", value: "客户 007" };
    const job = await jobOf(stack(), admin, "/v1/exports", {
      noun: "account",
      format: "csv",
      filter,
      columns: ["name"],
    });
    const file = await fetched(job.downloadUrl);
    expect(file[0]).toEqual(["名称"]);
    expect(new Set(file.slice(1).flat())).toEqual(new Set(rows.filter((name) => name !== "客户 007")));
  });
});
