import { expect, test } from "@jest/globals";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();

test("a segment has the companies that its filter picks now", async () => {
  const { admin } = await openTenant(stack());
  const { id: sourceId } = await made(admin, "/v1/directory-sources", { name: "工商", rank: 1, kind: "list" });
  const deliver = (body: object) => admin.post("/v1/directory-entries", { sourceId, ...body });
  await deliver({ name: "大", size: 900 });
  const { body } = await deliver({ name: "小", size: 9 });
  const filter = { all: [{ field: "size", op: "gte", value: 500 }] };
  const { id } = await made(admin, "/v1/directory-segments", { name: "大企业", filter });
  const names = async () =>
    (await admin.get(`/v1/directory-segments/${id}/entries`)).body.items.map(({ name }: { name: string }) => name);
  expect(await names()).toEqual(["大"]);
  await deliver({ name: "小", size: 600 });
  expect((await names()).sort()).toEqual(["大", "小"].sort());
  expect((await admin.get(`/v1/directory-entries/${body.id}`)).body.size).toBe(600);
  const wrong = await admin.post("/v1/directory-segments", {
    name: "x",
    filter: { all: [{ field: "no", op: "eq", value: 1 }] },
  });
  expect(wrong.status).toBe(422);
});
