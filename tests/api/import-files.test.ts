import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { fetched, type JobBody, jobOf } from "../support/jobs.ts";
import { useStack } from "../support/stack.ts";
import { openTenant } from "../support/tenant.ts";

const stack = useStack();

/** Workbooks that other programs have made: openpyxl 3.1.5, and pandas 3.1.1 with it. */
const fileOf = (name: string): string =>
  readFileSync(join(import.meta.dirname, "../support/fixtures/tables", name)).toString("base64");

test("workbooks of a Python library are read as they are shown, and what is exported of them comes back the same", async () => {
  const { admin } = await openTenant(stack());
  const imported = (noun: string, file: string): Promise<JobBody> =>
    jobOf(stack(), admin, "/v1/imports", { noun, format: "xlsx", content: fileOf(file) });
  const accounts = await imported("account", "openpyxl-accounts.xlsx");
  expect(accounts).toMatchObject({ state: "done", progress: { done: 2, failed: 0 } });
  const { items } = (await admin.get("/v1/accounts?sort=name")).body;
  expect(items.map((one: JobBody) => [one.name, one.registrationNo])).toEqual([
    ["海图贸易有限公司", "91310000MA1K"],
    ["云海软件有限公司", "000042"],
  ]);
  const contacts = await imported("contact", "pandas-contacts.xlsx");
  expect(contacts).toMatchObject({ state: "done", progress: { done: 2, failed: 0 } });
  const people = (await admin.get("/v1/contacts?sort=name")).body.items;
  expect(people.map((one: JobBody) => [one.name, one.email, one.phone])).toEqual([
    ["Ann Lee", "ann@example.com", "+8613800000001"],
    ["周敏", "zhou@example.com", "+8613800000002"],
  ]);
  const job = await jobOf(stack(), admin, "/v1/exports", { noun: "contact", format: "xlsx" });
  const rows = await fetched(job.downloadUrl, "xlsx");
  const bytes = Buffer.from(await (await fetch(job.downloadUrl)).arrayBuffer());
  const body = { noun: "contact", format: "xlsx", content: bytes.toString("base64"), upsertBy: "email" };
  expect(await jobOf(stack(), admin, "/v1/imports", body)).toMatchObject({ state: "done", progress: { failed: 0 } });
  const again = await jobOf(stack(), admin, "/v1/exports", { noun: "contact", format: "xlsx" });
  expect(await fetched(again.downloadUrl, "xlsx")).toEqual(rows);
});
