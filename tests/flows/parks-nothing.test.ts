import { expect, test } from "@jest/globals";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();

const MERGED = [
  ["/v1/accounts", (n: number) => ({ name: `云帆${n}` })],
  ["/v1/contacts", (n: number) => ({ name: `周敏${n}`, phone: `1380000000${n}` })],
  ["/v1/leads", (n: number) => ({ name: `李雷${n}`, company: "云海", phone: `1390000000${n}` })],
] as const;

test.each(MERGED)("a merge of %s, and its undoing, set no record aside", async (path, bodyOf) => {
  const { admin } = await openTenant(stack());
  const of = path === "/v1/contacts" ? { accountId: (await made(admin, "/v1/accounts", { name: "甲" })).id } : {};
  const [into, from] = [
    await made(admin, path, { ...bodyOf(1), ...of }),
    await made(admin, path, { ...bodyOf(2), ...of }),
  ];
  expect((await admin.post(`${path}/${into.id}/merge`, { from: [from.id] })).status).toBeLessThan(300);
  await stack().settled();
  expect((await admin.get(`${path}/${into.id}/merges`)).body.items[0].state).toBe("done");
  expect((await admin.get("/v1/parked-records")).body.items).toEqual([]);
  expect((await admin.post(`${path}/${into.id}/unmerge`)).status).toBeLessThan(300);
  await stack().settled();
  expect((await admin.get(`${path}/${from.id}`)).body.archived).toBeUndefined();
  expect((await admin.get("/v1/parked-records")).body.items).toEqual([]);
  const history = (await admin.get(`/v1/audit-entries?recordId=${from.id}`)).body.items;
  expect(history.every((entry: { recordVersion: number }) => entry.recordVersion >= 1)).toBe(true);
});
