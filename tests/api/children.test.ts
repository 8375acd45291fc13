import { expect, test } from "@jest/globals";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();

type Item = { id: string; kind: string };

async function world() {
  const tenant = await openTenant(stack());
  const lead = await made(tenant.admin, "/v1/leads", { name: "张三", email: "zhang@example.com" });
  const path = `/v1/leads/${lead.id}/touches`;
  const hour = (n: number): string => new Date(stack().clock.now().getTime() - n * 3_600_000).toISOString();
  for (const n of [5, 4, 3, 2, 1])
    await made200(tenant.admin.post(path, { kind: n % 2 ? "call" : "visit", at: hour(n) }));
  return { ...tenant, lead, path };
}

const made200 = async (reply: Promise<{ status: number }>): Promise<void> => {
  expect((await reply).status).toBe(200);
};

test("rows under a record are paged through without loss or repetition, and asked for by their fields", async () => {
  const { admin, path } = await world();
  const whole = (await admin.get(path)).body;
  expect(whole.items).toHaveLength(5);
  expect(whole.nextCursor).toBeNull();
  for (const [filter, count] of [
    ["", 5],
    ["&kind=call", 3],
    ["&kind=visit", 2],
    ["&kind=email", 0],
  ] as const) {
    const seen: Item[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page = await admin.get(`${path}?limit=2${filter}${cursor ? `&cursor=${cursor}` : ""}`);
      expect(page.status).toBe(200);
      expect(page.body.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.body.items);
      cursor = page.body.nextCursor;
    }
    expect(seen).toEqual(whole.items.filter((item: Item) => !filter || filter.endsWith(item.kind)));
    expect(seen).toHaveLength(count);
  }
});

test("what cannot be asked for is refused with the field, and a cursor of another list with its code", async () => {
  const { admin, path } = await world();
  for (const query of ["kind=letter", "limit=0", "limit=201", "limit=two", "note=x"]) {
    const { status, body } = await admin.get(`${path}?${query}`);
    expect([query, status]).toEqual([query, status === 400 ? 400 : 422]);
    expect(body.errors[0].path).toBe(query.split("=")[0]);
  }
  const { nextCursor } = (await admin.get(`${path}?limit=2`)).body;
  for (const other of [`${path}?limit=2&kind=call`, `${path}?limit=2&kind=visit`]) {
    expect((await admin.get(`${other}&cursor=${nextCursor}`)).body.code).toBe("invalid_cursor");
  }
  expect((await admin.get(`${path}?cursor=forged`)).body.code).toBe("invalid_cursor");
});

test("rows under an index are paged through the same way, and stand behind the walls of their record", async () => {
  const { admin, person } = await world();
  const [owner, stranger] = [await person({ roles: ["sales"] }), await person({ roles: ["sales"] })];
  const account = await made(owner.api, "/v1/accounts", { name: "上海某某科技有限公司" });
  const path = `/v1/accounts/${account.id}/life-cycle`;
  for (const stage of ["signed", "user", "dormant"]) {
    await made200(admin.post(path, { stage }));
    await stack().advance(60);
  }
  const first = (await owner.api.get(`${path}?limit=2`)).body;
  const rest = (await owner.api.get(`${path}?limit=2&cursor=${first.nextCursor}`)).body;
  const stages = [...first.items, ...rest.items].map(({ to }) => to);
  expect(stages).toEqual(["signed", "user", "dormant"]);
  expect(rest.nextCursor).toBeNull();
  expect((await owner.api.get(`${path}?to=user`)).body.items).toMatchObject([{ to: "user" }]);
  expect((await stranger.api.get(path)).status).toBe(404);
  const { id } = await openTenant(stack()).then(({ admin: other }) => made(other, "/v1/accounts", { name: "别家" }));
  expect((await admin.get(`/v1/accounts/${id}/life-cycle`)).status).toBe(404);
});
