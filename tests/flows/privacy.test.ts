import { createHash } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { jobOf, movedOn } from "../support/jobs.ts";
import { recordsIn, rowsOf, traces, unzipped } from "../support/privacy.ts";
import { CANARIES, EMAIL, EVIDENCE, NAME, PHONE, privatePerson, WORDS } from "../support/private-person.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();

describe("what is held on a person", () => {
  test("is handed out whole, and nothing of others", async () => {
    const tenant = await openTenant(stack());
    const { contact } = await privatePerson(stack(), tenant);
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
    const { contact } = await privatePerson(stack(), tenant);
    const { api } = await tenant.person({ roles: ["manager"] });
    for (const path of ["person-exports", "erasures"]) {
      expect((await api.post(`/v1/${path}`, { personId: contact.id })).status).toBe(403);
    }
    const unknown = await tenant.admin.post("/v1/erasures", { personId: "con_000000000000" });
    expect([unknown.status, unknown.body.errors[0].path]).toEqual([422, "personId"]);
  });

  test("is erased from every place, and figures stay", async () => {
    const tenant = await openTenant(stack());
    const { contact, other, receivable } = await privatePerson(stack(), tenant);
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
    await privatePerson(stack(), tenant);
    await privatePerson(stack(), foreign);
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
