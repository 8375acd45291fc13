import { createHash } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { jobOf, movedOn } from "../support/jobs.ts";
import { recordsIn, rowsOf, traces, unzipped } from "../support/privacy.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack();

const NAME = "欧阳靖雯";
const EMAIL = "canary.person@canary-mail.example";
const PHONE = "13912345671";
const WORDS = "鹦鹉喜欢榛子蛋糕";
const CANARIES = [NAME, EMAIL, PHONE, WORDS];

const EVIDENCE = { textVersion: "n/3", source: "展会", at: "2026-11-01T08:00:00Z", address: EMAIL, text: WORDS };

/** A person in the middle of business: with figures, talk, a file, and others beside them. */
async function world(tenant: TestTenant) {
  const { admin } = tenant;
  const account = await made(admin, "/v1/accounts", { name: "云海集团" });
  const person = { name: NAME, accountId: account.id, email: EMAIL, phone: PHONE };
  const contact = await made(admin, "/v1/contacts", { ...person, tags: ["VIP"] });
  const other = await made(admin, "/v1/contacts", {
    name: "王小满",
    accountId: account.id,
    email: "other@example.com",
  });
  const relatedTo = [{ noun: "contact", id: contact.id }];
  await made(admin, "/v1/activities", { kind: "note", subject: `与${NAME}谈过`, body: WORDS, relatedTo });
  await made(admin, "/v1/activities", {
    ...{ kind: "call", subject: `${NAME}与王小满`, body: `请打 139-1234-5671`, outcome: "好" },
    relatedTo: [...relatedTo, { noun: "contact", id: other.id }],
  });
  const of = { contactId: contact.id, channel: "email", purpose: "marketing", state: "given" };
  await made(admin, "/v1/consents", { ...of, evidence: EVIDENCE });
  const sale = { name: `${NAME}的采购`, accountId: account.id, contactId: contact.id };
  await made(admin, "/v1/opportunities", { ...sale, amountMinor: 123_456, currency: "CNY", expectedOn: "2027-03-31" });
  const ticket = { contactId: contact.id, subject: WORDS, body: WORDS, channel: "hotline", priority: "normal" };
  await made(admin, "/v1/tickets", ticket);
  const due = { accountId: account.id, reference: "INV-77", amountMinor: 5_000, currency: "CNY", dueOn: "2027-01-31" };
  const receivable = await made(admin, "/v1/receivables", due);
  const file = { name: `${NAME}.txt`, contentType: "text/plain", sizeBytes: Buffer.byteLength(WORDS) };
  const upload = await made(admin, "/v1/files", { ...file, relatedTo: { noun: "contact", id: contact.id } });
  await fetch(String(upload.uploadUrl), { method: "PUT", body: WORDS, headers: { "content-type": "text/plain" } });
  // What was so before is in the history.
  await admin.patch(`/v1/contacts/${contact.id}`, { role: WORDS.slice(0, 4) });
  await stack().settled();
  return { account, contact, other, receivable, upload };
}

describe("what is held on a person", () => {
  test("is handed out whole, and nothing of others", async () => {
    const tenant = await openTenant(stack());
    const { contact } = await world(tenant);
    const job = await jobOf(stack(), tenant.admin, "/v1/person-exports", { personId: contact.id });
    expect(job).toMatchObject({ state: "done", kind: "personExport" });
    const files = await unzipped(job.downloadUrl);
    const records = recordsIn(files);
    expect(records.get("contact")).toEqual([expect.objectContaining({ relation: "self", id: contact.id, name: NAME })]);
    expect(records.get("consent")).toMatchObject([{ relation: "about", evidence: EVIDENCE }]);
    expect(records.get("ticket")).toMatchObject([{ relation: "about", subject: WORDS }]);
    expect(records.get("opportunity")).toEqual([expect.objectContaining({ relation: "named", fields: ["contactId"] })]);
    expect([...(records.get("auditEntry") ?? [])].length).toBeGreaterThan(0);
    expect([...files].filter(([path]) => path.startsWith("files/")).map(([, bytes]) => bytes.toString())).toEqual([
      WORDS,
    ]);
    const all = [...files.values()].map(String).join("\n");
    expect(all).not.toContain("other@example.com");
    const manifest = JSON.parse(String(files.get("manifest.json")));
    for (const { path, bytes, sha256 } of manifest.files) {
      const content = files.get(path) as Buffer;
      expect([path, content.length, createHash("sha256").update(content).digest("hex")]).toEqual([path, bytes, sha256]);
    }
    const counts = Object.fromEntries([...records].map(([noun, rows]) => [noun, rows.length]));
    expect(manifest.records).toEqual(counts);
  });

  test("takes a permission of its own", async () => {
    const tenant = await openTenant(stack());
    const { contact } = await world(tenant);
    const { api } = await tenant.person({ roles: ["manager"] });
    for (const path of ["person-exports", "erasures"]) {
      expect((await api.post(`/v1/${path}`, { personId: contact.id })).status).toBe(403);
    }
    const unknown = await tenant.admin.post("/v1/erasures", { personId: "con_000000000000" });
    expect([unknown.status, unknown.body.errors[0].path]).toEqual([422, "personId"]);
  });

  test("is erased from every place, and figures stay", async () => {
    const tenant = await openTenant(stack());
    const { contact, other, receivable } = await world(tenant);
    expect((await traces(stack(), tenant.id, CANARIES)).length).toBeGreaterThan(5);
    const reports = () => tenant.admin.get("/v1/opportunities/count");
    const before = (await reports()).body;
    const job = await jobOf(stack(), tenant.admin, "/v1/erasures", { personId: contact.id, reason: "Art. 17" });
    expect(job).toMatchObject({ state: "done", result: { left: 0 } });
    expect(await traces(stack(), tenant.id, CANARIES)).toEqual([]);
    expect((await reports()).body).toEqual(before);
    expect((await tenant.admin.get(`/v1/receivables/${receivable.id}`)).body).toMatchObject({ openMinor: 5_000 });
    expect((await tenant.admin.get(`/v1/contacts/${other.id}`)).body).toMatchObject({ name: "王小满" });
    expect((await tenant.admin.get(`/v1/contacts/${contact.id}`)).body).toMatchObject({
      name: "erased",
      archived: true,
    });
    expect(job.result.erased).toMatchObject({ contact: 1, consent: 1, ticket: 1, opportunity: 1 });
    expect(JSON.stringify(job)).not.toMatch(new RegExp(CANARIES.join("|")));
    // Whatever comes to rest behind its back is found by the second look.
    await made(tenant.admin, "/v1/activities", { kind: "note", subject: "晚到的记录", body: `${EMAIL} ${PHONE}` });
    await movedOn(stack(), tenant.admin);
    expect(await traces(stack(), tenant.id, CANARIES)).toEqual([]);
    const looked = (await tenant.admin.get(`/v1/jobs/${job.id}`)).body;
    expect(looked).toMatchObject({ state: "done", result: { left: 0, lookedAgainAt: expect.any(String) } });
    expect(looked.result.erased.activity).toBe(job.result.erased.activity + 1);
    const again = await jobOf(stack(), tenant.admin, "/v1/erasures", { personId: contact.id });
    expect(again).toMatchObject({ state: "done", result: { erased: {}, passes: 1 } });
  });
});

describe("what a tenant has", () => {
  test("is handed out whole, with counts and checksums, and nothing of another", async () => {
    const [tenant, foreign] = [await openTenant(stack()), await openTenant(stack(), "另一家公司")];
    await world(tenant);
    await world(foreign);
    const job = await jobOf(stack(), tenant.admin, "/v1/tenant-exports", {});
    expect(job).toMatchObject({ state: "done", kind: "tenantExport" });
    const files = await unzipped(job.downloads[0].url);
    const records = recordsIn(files);
    const rows = await rowsOf(stack(), tenant.id);
    for (const noun of ["contact", "activity", "receivable", "opportunity", "auditEntry"]) {
      const wanted = { contact: 2, activity: 2, receivable: 1, opportunity: 1 }[noun];
      if (wanted) expect([noun, records.get(noun)?.length]).toEqual([noun, wanted]);
      else expect(records.get(noun)?.length).toBeGreaterThan(5);
    }
    const versioned = rows.filter(({ id, version }) => id && version).map(({ id }) => id?.S);
    const exported = new Set([...records.values()].flat().map(({ id }) => id));
    expect(versioned.filter((id) => !exported.has(id) && !id?.startsWith("job_"))).toEqual([]);
    expect([...files.values()].map(String).join("\n")).not.toContain(foreign.id);
    const bytes = Buffer.from(await (await fetch(job.downloads[0].url)).arrayBuffer());
    const [volume] = job.result.volumes;
    expect([volume.bytes, volume.sha256]).toEqual([bytes.length, createHash("sha256").update(bytes).digest("hex")]);
    expect([...files.values()].map(String).join("\n")).not.toMatch(/sealingKey/);
  });
});
