import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { handler as carry } from "../../functions/budgets/carry.ts";
import { costCentreOn } from "../../functions/budgets/rules.ts";
import { lambdas } from "../../functions/modules.ts";
import { type Linked, told } from "../support/expenses.ts";
import { scaled } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

async function company() {
  const { admin, ...tenant } = await openTenant(stack());
  const { id: departmentId } = await made(admin, "/v1/departments", { name: "市场部" });
  const budget = (month: string, limitMinor: number, more: object = {}) =>
    made(admin, "/v1/budgets", { departmentId, month, limitMinor, ...more });
  const draft = async (amountMinor: number, on = "2027-01-12", more: object = {}): Promise<string> =>
    (
      await made(admin, "/v1/expenses", {
        ...{ title: "费用", departmentId, lines: [{ on, category: "travel", amountMinor }] },
        ...more,
      })
    ).id;
  const submit = (id: string) => admin.post(`/v1/expenses/${id}/submit`);
  const read = async (id: string) => (await admin.get(`/v1/budgets/${id}`)).body;
  return { ...tenant, admin, departmentId, budget, draft, submit, read };
}

test("of twenty who ask at once as many get it as there is money for, and the others are told what is left", async () => {
  const { budget, draft, submit, read, admin } = await company();
  const { id } = await budget("2027-01", 700);
  const asked = await Promise.all(Array.from({ length: 20 }, () => draft(100)));
  const replies = await Promise.all(asked.map(submit));
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(7);
  const refused = replies.filter(({ status }) => status !== 200);
  expect(new Set(refused.map(({ body }) => body.code))).toEqual(new Set(["over_budget"]));
  expect(refused[0]?.body.errors).toMatchObject([
    { path: "lines", code: "over_budget", message: expect.stringContaining("CNY 0.00 left") },
  ]);
  expect(await read(id)).toMatchObject({ consumedMinor: 700, reservedMinor: 0, leftMinor: 0 });
  // Raised, it has room again; nobody takes away what was spent.
  expect((await admin.patch(`/v1/budgets/${id}`, { limitMinor: 699 })).body).toMatchObject({
    ...{ code: "over_budget", errors: [{ path: "limitMinor" }] },
  });
  expect((await admin.patch(`/v1/budgets/${id}`, { month: "2027-02" })).status).toBe(409);
  expect((await admin.post(`/v1/budgets/${id}/archive`)).status).toBe(409);
  await admin.patch(`/v1/budgets/${id}`, { limitMinor: 850 });
  const more = await Promise.all((await Promise.all([draft(100), draft(100)])).map(submit));
  expect(more.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test("whatever is asked for, taken back and given, a budget holds what stands and never more than it may", async () => {
  const { admin, budget, draft, submit, read } = await company();
  const step = fc.record({
    act: fc.constantFrom("submit", "submit", "reverse", "raise", "cut"),
    amount: fc.integer({ min: 1, max: 400 }),
    at: fc.nat({ max: 3 }),
  });
  let month = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      month += 1;
      const on = `${2100 + month}-03-05`;
      const { id } = await budget(on.slice(0, 7), 500);
      let limit = 500;
      const standing = new Map<string, number>();
      const used = () => [...standing.values()].reduce((sum, n) => sum + n, 0);
      for (const { act, amount, at } of steps) {
        if (act === "submit") {
          const one = await draft(amount, on);
          const fits = used() + amount <= limit;
          expect((await submit(one)).status).toBe(fits ? 200 : 409);
          if (fits) standing.set(one, amount);
        } else if (act === "reverse") {
          const one = [...standing.keys()][at];
          if (!one) continue;
          expect((await admin.post(`/v1/expenses/${one}/reverse`, { reason: "取消" })).status).toBe(200);
          standing.delete(one);
        } else {
          const next = act === "raise" ? limit + amount : Math.max(0, limit - amount);
          const fits = next >= limit || used() <= next;
          expect((await admin.patch(`/v1/budgets/${id}`, { limitMinor: next })).status).toBe(fits ? 200 : 409);
          if (fits) limit = next;
        }
        expect(await read(id)).toMatchObject({ consumedMinor: used(), leftMinor: limit - used(), limitMinor: limit });
      }
    }),
    { numRuns: scaled(5, 500) },
  );
});

test("what is left of a month goes to the next once, by the clock of the tenant, and comes to no more", async () => {
  const { admin, budget, draft, submit, read, departmentId } = await company();
  const [first, second] = [await budget("2027-01", 1_000, { carriesOver: true }), await budget("2027-02", 50)];
  const { id: kept } = await budget("2027-01", 300, { category: "meals" });
  await submit(await draft(400));
  // What the company has paid is borne beyond what there is: nothing is left of that to go over.
  const { id: over } = await budget("2027-01", 300, { category: "lodging", carriesOver: true });
  const link = (await made(admin, "/v1/expense-connections", { name: "商旅", departmentId })) as Linked;
  const booking = { externalId: "B-1", on: "2027-01-12", category: "lodging", amountMinor: 500 };
  expect((await told(stack(), link, [booking])).body).toMatchObject({ booked: 1 });
  stack().clock.set(new Date("2027-01-31T15:59:00.000Z"));
  await carry();
  expect(await read(first.id)).toMatchObject({ leftMinor: 600, carriedOutMinor: 0 });
  // Midnight in Shanghai.
  stack().clock.set(new Date("2027-01-31T16:00:00.000Z"));
  await Promise.all([carry(), carry()]);
  await carry();
  expect(await read(first.id)).toMatchObject({ leftMinor: 0, carriedOutMinor: 600, carriedAt: expect.any(String) });
  expect(await read(second.id)).toMatchObject({ leftMinor: 650, carriedInMinor: 600 });
  expect(await read(kept)).toMatchObject({ leftMinor: 300, carriedOutMinor: 0 });
  expect(await read(over)).toMatchObject({ leftMinor: -200, carriedOutMinor: 0 });
  expect((await submit(await draft(651, "2027-02-03"))).body.code).toBe("over_budget");
  expect((await submit(await draft(650, "2027-02-03"))).status).toBe(200);
  // Where nobody has made the next one it is made of what is carried.
  await admin.patch(`/v1/budgets/${second.id}`, { carriesOver: true, limitMinor: 80 });
  stack().clock.set(new Date("2027-02-28T16:00:00.000Z"));
  await carry();
  const next = await admin.get(`/v1/budgets?departmentId=${departmentId}&month=2027-03`);
  expect(next.body.items).toMatchObject([{ limitMinor: 0, carriedInMinor: 30, leftMinor: 30, carriesOver: true }]);
});

test("the nearest budget bears a spending: of its category, else of the department, else of the cost centre of its day", async () => {
  const { admin, budget, draft, submit, read, departmentId } = await company();
  const { id: below } = await made(admin, "/v1/departments", { name: "活动组", parentId: departmentId });
  const chart = (fromOn: string) => ({
    costCentres: [
      { code: "CC-1", name: "市场", departments: [{ departmentId }] },
      { code: "CC-2", name: "新市场", parent: "CC-1", departments: [{ departmentId, fromOn }] },
    ],
  });
  expect((await admin.put("/v1/finance-chart", chart("2027-01-15"))).status).toBe(200);
  const centre = (costCentre: string) =>
    made(admin, "/v1/budgets", { costCentre, month: "2027-01", limitMinor: 10_000 });
  const [one, two] = [await centre("CC-1"), await centre("CC-2")];
  const [travel, all] = [await budget("2027-01", 1_000, { category: "travel" }), await budget("2027-01", 1_000)];
  const left = async () => Promise.all([travel, all, one, two].map(async ({ id }) => (await read(id)).leftMinor));
  await submit(await draft(1));
  const meals = [{ on: "2027-01-12", category: "meals", amountMinor: 2 }];
  await submit(await draft(0, "", { lines: meals }));
  const elsewhere = (on: string) => ({ departmentId: below, lines: [{ on, category: "travel", amountMinor: 3 }] });
  await submit(await draft(0, "", elsewhere("2027-01-14")));
  await submit(await draft(0, "", elsewhere("2027-01-15")));
  // What nobody has a budget for is borne by none.
  await submit(await draft(5, "2027-02-01"));
  expect(await left()).toEqual([999, 998, 9_997, 9_997]);
  const place = { month: "2027-01", limitMinor: 1 };
  const wrong = async (body: object) => (await admin.post("/v1/budgets", { ...place, ...body })).body;
  expect((await wrong({ departmentId, costCentre: "CC-1" })).errors).toMatchObject([{ path: "costCentre" }]);
  expect((await wrong({})).errors).toMatchObject([{ path: "departmentId" }]);
  expect((await wrong({ costCentre: "CC-9" })).errors).toMatchObject([{ path: "costCentre" }]);
  expect((await wrong({ departmentId, month: "2027-13" })).errors).toMatchObject([{ path: "month" }]);
  expect(await wrong({ departmentId })).toMatchObject({ status: 409, code: "duplicate" });
  const stranger = [{ code: "A", name: "a", departments: [{ departmentId: "dep_000000" }] }];
  expect((await admin.put("/v1/finance-chart", { costCentres: stranger })).body.errors).toMatchObject([
    { path: "costCentres.0.departments.0.departmentId", code: "unknown_reference" },
  ]);
  const bad = [
    { code: "A", name: "a", parent: "B" },
    { code: "B", name: "b", parent: "A" },
    { code: "C", name: "c", parent: "Z" },
    { code: "C", name: "c" },
  ];
  const refused = await admin.put("/v1/finance-chart", { costCentres: bad });
  expect((refused.body.errors as { path: string }[]).map(({ path }) => path).sort()).toEqual([
    "costCentres.0.parent",
    "costCentres.1.parent",
    "costCentres.2.parent",
    "costCentres.3.code",
  ]);
});

test("a department books where it, or the nearest above it, was mapped last by that day", () => {
  const departments = ["d0", "d1", "d2", "d3"];
  const day = fc.integer({ min: 1, max: 9 }).map((n) => `2027-01-0${n}`);
  const mapping = fc.record({
    departmentId: fc.constantFrom(...departments),
    fromOn: fc.option(day, { nil: undefined }),
  });
  const centre = fc.uniqueArray(mapping, {
    maxLength: 4,
    selector: ({ departmentId, fromOn }) => `${departmentId}${fromOn}`,
  });
  fc.assert(
    fc.property(centre, centre, day, fc.constantFrom(...departments), (a, b, on, of) => {
      const taken = new Set(a.map(({ departmentId, fromOn }) => `${departmentId}${fromOn}`));
      const rest = b.filter(({ departmentId, fromOn }) => !taken.has(`${departmentId}${fromOn}`));
      const made = (code: string, all: typeof a) => ({
        ...{ code, name: code },
        departments: all.map(({ departmentId, fromOn }) => ({ departmentId, ...(fromOn && { fromOn }) })),
      });
      const centres = [made("A", a), made("B", rest)];
      const parents = new Map(departments.map((id, n) => [id, departments[n - 1]]));
      // Day by day forward, who books where is simply overwritten.
      const books = new Map<string, string>();
      const days = [undefined, ...Array.from({ length: 9 }, (_, n) => `2027-01-0${n + 1}`)];
      for (const at of days.filter((one) => one === undefined || one <= on)) {
        for (const { code, departments: all } of centres) {
          for (const one of all) if (one.fromOn === at) books.set(one.departmentId, code);
        }
      }
      const chain = departments.slice(0, departments.indexOf(of) + 1).reverse();
      const expected = chain.map((id) => books.get(id)).find(Boolean);
      expect(costCentreOn(centres, parents, of, on)).toBe(expected);
    }),
  );
});

test("a budget tells who has used it as far as its reader sees them, and what was taken back no more", async () => {
  const { admin, person, departmentId, budget, draft, submit } = await company();
  const [rep, finance] = [await person({ roles: ["sales"] }), await person({ roles: ["finance"] })];
  const { id } = await budget("2027-01", 10_000, { ownerId: rep.id });
  const others = await draft(100);
  const own = await draft(200, "2027-01-13", { ownerId: rep.id });
  const unasked = await draft(300);
  await Promise.all([submit(others), submit(own)]);
  const used = async (by: typeof admin, query = "") => {
    const { body } = await by.get(`/v1/budgets/${id}/expenses${query}`);
    return (body.items as { id: string }[]).map((row) => row.id).sort();
  };
  expect(await used(admin)).toEqual([others, own].sort());
  expect(await used(finance.api, `?ownerId=${rep.id}`)).toEqual([own]);
  expect(await used(rep.api)).toEqual([own]);
  expect(await used(admin)).not.toContain(unasked);
  await admin.post(`/v1/expenses/${own}/reverse`, { reason: "行程取消" });
  expect(await used(admin)).toEqual([others]);
  const page = (await admin.get(`/v1/budgets/${id}/expenses?limit=1`)).body;
  expect(page).toMatchObject({ items: [{ charges: [{ budgetId: id, amountMinor: 100 }], departmentId }] });
  const stranger = await openTenant(stack());
  expect((await stranger.admin.get(`/v1/budgets/${id}/expenses`)).status).toBe(404);
});
