import { expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { seeded } from "../support/faults.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

const SEED = Number(process.env.SEED ?? 11);
const WORLDS = 3;

test("a manager's step goes up the departments to the first manager who has not asked for it, else to administrators", async () => {
  const { admin, person } = await openTenant(stack());
  const random = seeded(SEED);
  const some = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  // 0 ─ 1 ─ 2, 1 ─ 3, 0 ─ 4.
  const above = [undefined, 0, 1, 1, 0];
  const departments: string[] = [];
  for (const [n, parent] of above.entries()) {
    const parentId = parent === undefined ? undefined : departments[parent];
    departments.push((await made(admin, "/v1/departments", { name: `部门 ${n}`, parentId })).id);
  }
  const people: Awaited<ReturnType<typeof person>>[] = [];
  for (const departmentId of departments) people.push(await person({ roles: ["sales"], departmentId }));
  const product = await made(admin, "/v1/products", {
    ...{ code: "CRM", name: "CRM", productType: "x", listPriceMinor: 100, currency: "CNY" },
  });
  await made(admin, "/v1/approval-rules", { noun: "quote", steps: [{ by: "manager" }] });
  const asked = async (n: number): Promise<string> => {
    const { api } = people[n] as (typeof people)[number];
    const account = await made(api, "/v1/accounts", { name: `客户 ${n} ${random()}` });
    const lines = [{ productId: product.id, quantity: 1 }];
    const quote = { accountId: account.id, currency: "CNY", validUntil: "2099-12-31", lines };
    const { id } = await made(api, "/v1/quotes", quote);
    const { approvalId } = (await api.post(`/v1/quotes/${id}/submit`)).body;
    return (await admin.get(`/v1/approvals/${approvalId}`)).body.steps[0].turn;
  };
  const met = new Set<string>();
  for (let world = 0; world < WORLDS; world++) {
    const managers = departments.map(() => some([undefined, ...people.map(({ id }) => id)]));
    for (const [n, managerId = null] of managers.entries()) {
      expect((await admin.patch(`/v1/departments/${departments[n]}`, { managerId })).status).toBe(200);
    }
    for (const [n, { id }] of people.entries()) {
      let at: number | undefined = n;
      while (at !== undefined && (managers[at] === undefined || managers[at] === id)) at = above[at];
      const wanted = at === undefined ? "role:admin" : `user:${managers[at]}`;
      expect([managers, n, await asked(n)]).toEqual([managers, n, wanted]);
      met.add(at === undefined ? "nobody" : at === n ? "their own" : "above");
    }
  }
  // Were one of the ways never gone, the rest would tell nothing of it.
  expect([...met].sort()).toEqual(["above", "nobody", "their own"]);
});
