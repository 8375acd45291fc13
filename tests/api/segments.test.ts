import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { lambdas } from "../../functions/modules.ts";
import { scaled } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, unlike } from "../support/tenant.ts";

const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

const ROLES = ["decider", "champion", "user"] as const;
const PEOPLE = 12;

async function world() {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const account = await made(admin, "/v1/accounts", { name: "云帆" });
  const people: { id: string; role: string; gone: boolean }[] = [];
  for (let n = 0; n < PEOPLE; n++) {
    const role = ROLES[n % ROLES.length] as string;
    const { id } = await made(admin, "/v1/contacts", { name: `人${n}`, accountId: account.id, decisionRole: role });
    people.push({ id, role, gone: false });
  }
  const members = async (segmentId: string, api = admin): Promise<string[]> => {
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor ? `?cursor=${encodeURIComponent(cursor)}` : "";
      const { body } = await api.get(`/v1/segments/${segmentId}/members${query}`);
      found.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor;
    } while (cursor);
    return found.sort();
  };
  const count = async (id: string) => (await admin.get(`/v1/segments/${id}/preview`)).body.count;
  return { ...tenant, people, members, count };
}

const deciders = { all: [{ field: "decisionRole", op: "eq", value: "decider" }] };
const rule = { name: "决策者", of: "contact", kind: "rule", filter: deciders };

test("a rule has whom its filter means at that moment, whatever changes, and the preview counts them", async () => {
  const { admin, people, members, count } = await world();
  const { id } = await made(admin, "/v1/segments", rule);
  const change = fc.record({ at: fc.nat(PEOPLE - 1), to: fc.constantFrom<string>(...ROLES, "archive", "restore") });
  for (const { at, to } of fc.sample(change, scaled(12, 200))) {
    const one = people[at] as (typeof people)[number];
    if (to === "archive" || to === "restore") {
      await admin.post(`/v1/contacts/${one.id}/${to}`);
      one.gone = to === "archive";
    } else if (!one.gone) {
      await admin.patch(`/v1/contacts/${one.id}`, { decisionRole: to });
      one.role = to;
    }
    const expected = people.filter((p) => p.role === "decider" && !p.gone).map((p) => p.id);
    expect([await members(id), await count(id)]).toEqual([expected.sort(), expected.length]);
  }
});

test("a list has whom somebody put there; groups of one seed do not meet and are the same whenever they are drawn", async () => {
  const { admin, people, members, count } = await world();
  const { id } = await made(admin, "/v1/segments", { name: "名单", of: "contact", kind: "manual" });
  const add = people.slice(0, 5).map((p) => p.id);
  expect((await admin.post(`/v1/segments/${id}/members`, { add })).body).toEqual({ added: 5, removed: 0 });
  expect((await admin.post(`/v1/segments/${id}/members`, { add, remove: [add[4]] })).body).toEqual({
    added: 0,
    removed: 1,
  });
  expect([await members(id), await count(id)]).toEqual([add.slice(0, 4).sort(), 4]);
  const unknown = await admin.post(`/v1/segments/${id}/members`, { add: [unlike(add[0] as string)] });
  expect([unknown.status, unknown.body.errors[0].path]).toEqual([422, "add.0"]);
  const group = (fromBasisPoints: number, toBasisPoints: number) =>
    made(admin, "/v1/segments", {
      ...{ ...rule, filter: { all: [] }, name: `组${fromBasisPoints}` },
      sample: { seed: "2026-11", fromBasisPoints, toBasisPoints },
    });
  const [a, b] = [await group(0, 5_000), await group(5_000, 10_000)];
  const [inA, inB] = [await members(a.id), await members(b.id)];
  expect([...inA, ...inB].sort()).toEqual(people.map((p) => p.id).sort());
  expect(await members(a.id)).toEqual(inA);
});

test("what cannot be is refused by its field, and nobody reads through a segment whom they do not see", async () => {
  const { admin, person, members, people } = await world();
  const wrong = async (body: object) =>
    (await admin.post("/v1/segments", { ...rule, ...body })).body.errors?.map((e: { path: string }) => e.path);
  expect(await wrong({ filter: undefined })).toEqual(["filter"]);
  expect(await wrong({ kind: "manual" })).toEqual(["filter"]);
  expect((await wrong({ filter: { all: [{ field: "nosuch", op: "eq", value: 1 }] } }))[0]).toContain("filter");
  expect(await wrong({ sample: { seed: "x", fromBasisPoints: 5, toBasisPoints: 5 } })).toEqual([
    "sample.toBasisPoints",
  ]);
  const { id } = await made(admin, "/v1/segments", { ...rule, filter: { all: [] } });
  const { api } = await person({ roles: ["sales"] });
  expect(await members(id, api)).toEqual([]);
  expect(await members(id)).toHaveLength(people.length);
});
