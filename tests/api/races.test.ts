import { expect, test } from "@jest/globals";
import type { DatabaseCall } from "../../infra/local/proxy.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Holds the next write that mentions a text until `meanwhile` is done: whoever asked first comes last. */
const held: { text?: string; meanwhile?: () => Promise<unknown> } = {};

async function overtake({ isWrite, body }: DatabaseCall): Promise<undefined> {
  const { text, meanwhile } = held;
  if (!isWrite || !text || !meanwhile || !body.includes(text)) return undefined;
  held.text = undefined;
  await meanwhile();
  return undefined;
}

const stack = useStack({ interceptor: { before: overtake } });

/** Lets `first` begin, overtakes its write by `second`, and gives both answers. */
async function overtaken<A, B>(text: string, first: () => Promise<A>, second: () => Promise<B>): Promise<[A, B]> {
  let answer: B | undefined;
  // What follows from the records' creation mentions them, too.
  await stack().settled();
  held.meanwhile = async () => {
    answer = await second();
  };
  held.text = text;
  const late = await first();
  expect(held.text).toBeUndefined();
  return [late, answer as B];
}

test("an action that was overtaken is decided anew from what stands now", async () => {
  const { admin } = await openTenant(stack());
  const { id } = await made(admin, "/v1/accounts", { name: "Alpha" });
  const [archived, patched] = await overtaken(
    id,
    () => admin.post(`/v1/accounts/${id}/archive`, {}),
    () => admin.patch(`/v1/accounts/${id}`, { name: "Beta" }),
  );
  expect([archived.status, patched.status]).toEqual([200, 200]);
  expect((await admin.get(`/v1/accounts/${id}`)).body).toMatchObject({ name: "Beta", archived: true });
});

test("whoever names the version that he decided on is told that it is another", async () => {
  const { admin } = await openTenant(stack());
  const { id } = await made(admin, "/v1/accounts", { name: "Alpha" });
  const [archived] = await overtaken(
    id,
    () => admin.post(`/v1/accounts/${id}/archive`, {}, { "if-match": '"1"' }),
    () => admin.patch(`/v1/accounts/${id}`, { name: "Beta" }),
  );
  expect([409, 412]).toContain(archived.status);
  expect((await admin.get(`/v1/accounts/${id}`)).body.archived).not.toBe(true);
});

test("patches of other fields both hold; of the same field the later one is stale", async () => {
  const { admin } = await openTenant(stack());
  const { id } = await made(admin, "/v1/accounts", { name: "Alpha" });
  const patch = (fields: object) => () => admin.patch(`/v1/accounts/${id}`, fields);
  const [name, payers] = await overtaken(id, patch({ name: "Beta" }), patch({ payerNames: ["Gamma"] }));
  expect([name.status, payers.status]).toEqual([200, 200]);
  expect((await admin.get(`/v1/accounts/${id}`)).body).toMatchObject({ name: "Beta", payerNames: ["Gamma"] });
  const [late, early] = await overtaken(id, patch({ name: "Delta" }), patch({ name: "Epsilon" }));
  expect([late.status, late.body.code, early.status]).toEqual([409, "stale", 200]);
  expect((await admin.get(`/v1/accounts/${id}`)).body.name).toBe("Epsilon");
});

test("an action that must not happen twice happens once, though both were begun", async () => {
  const { admin } = await openTenant(stack());
  const { id } = await made(admin, "/v1/leads", { name: "周敏", company: "云海科技" });
  const convert = () => admin.post(`/v1/leads/${id}/convert`, {});
  const [late, early] = await overtaken(id, convert, convert);
  expect([early.status, late.status]).toEqual([200, 409]);
  const accounts = await admin.get("/v1/accounts");
  expect(accounts.body.items).toHaveLength(1);
});
