import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { daysOf, monthsOf } from "../../functions/quotas/rules.ts";
import { civilDate } from "../../shared/clock.ts";
import { figureCell, figurePart } from "../../shared/records/figures.ts";
import { tenantTable, write } from "../../shared/table/table.ts";
import type { Api } from "../support/api.ts";
import { linkBank } from "../support/bank.ts";
import { seeded } from "../support/faults.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Only the work on older records runs by the clock. */
const stack = useStack({ lambdas: lambdas.filter((l) => l.kind !== "schedule" || l.name === "backfill") });

type Item = {
  target: string;
  attainedMinor: number;
  quotaMinor?: number;
  basisPoints?: number;
  gapMinor?: number;
  [field: string]: unknown;
};
type Order = {
  id: string;
  kind: string;
  status: string;
  currency: string;
  signedAt?: string;
  ownerId?: string;
  partnerId?: string;
  departmentId?: string;
  totalMinor: number;
  lines: { productType: string; amountMinor: number }[];
};

const monthNow = (): string => civilDate(stack().clock.now(), "Asia/Shanghai").slice(0, 7);

async function world() {
  const tenant = await openTenant(stack());
  const { admin, person } = tenant;
  const head = await made(admin, "/v1/departments", { name: "销售部" });
  const [north, south] = [
    await made(admin, "/v1/departments", { name: "北区", parentId: head.id }),
    await made(admin, "/v1/departments", { name: "南区", parentId: head.id }),
  ];
  const boss = await person({ roles: ["manager"], departmentId: head.id });
  const chief = await person({ roles: ["manager"], departmentId: north.id });
  const reps = [
    await person({ roles: ["sales"], departmentId: north.id }),
    await person({ roles: ["sales"], departmentId: south.id }),
    await person({ roles: ["sales"], departmentId: south.id }),
  ] as const;
  const partner = await made(admin, "/v1/partners", { name: "渠道甲" });
  const product = (code: string, productType: string) =>
    made(admin, "/v1/products", { code, name: code, productType, listPriceMinor: 1_000, currency: "CNY" });
  const products = [await product("S", "subscription"), await product("V", "service_days")];
  const account = await made(admin, "/v1/accounts", { name: "北京某某软件有限公司" });
  const order = async (fields: object, amounts: readonly number[], currency = "CNY") => {
    const total = amounts.reduce((sum, n) => sum + n, 0);
    const lines = amounts.map((amountMinor, n) => ({ productId: products[n % 2]?.id, quantity: 1, amountMinor }));
    const body = { accountId: account.id, currency, kind: "new", lines, ...fields };
    return made(admin, "/v1/orders", { ...body, instalments: [{ dueOn: "2027-01-31", amountMinor: total }] });
  };
  return { ...tenant, head, north, south, boss, chief, reps, partner, products, account, order };
}

const attained = async (api: Api, query: string) => {
  const reply = await api.get(`/v1/attainment?${query}`);
  expect([query, reply.status]).toEqual([query, 200]);
  return reply.body as { totalMinor: number; items: Item[]; from: string; to: string };
};

/** What was attained, by another way: a walk over the orders as their list shows them. */
function recomputed(orders: readonly Order[], measure: string, below: Record<string, string[]>) {
  const counted = orders.filter(
    ({ status, kind, currency }) =>
      status === "signed" && currency === "CNY" && (measure === "signed" || measure === kind),
  );
  const sums: Record<string, number> = {};
  const add = (name: string | undefined, n: number): void => {
    if (name) sums[name] = (sums[name] ?? 0) + n;
  };
  for (const { ownerId, partnerId, departmentId, totalMinor, lines } of counted) {
    add("total", totalMinor);
    add(ownerId, totalMinor);
    add(partnerId, totalMinor);
    for (const [id, all] of Object.entries(below)) if (all.includes(departmentId ?? "")) add(id, totalMinor);
    for (const line of lines) add(`type ${line.productType}`, line.amountMinor);
  }
  return sums;
}

const told = ({ items, totalMinor }: { items: Item[]; totalMinor: number }): Record<string, number> =>
  Object.fromEntries([
    ...items.map((item) => {
      const { ownerId, departmentId, partnerId, productType } = item;
      return [String(ownerId ?? departmentId ?? partnerId ?? `type ${productType}`), item.attainedMinor];
    }),
    ...(totalMinor === 0 ? [] : [["total", totalMinor]]),
  ]);

describe("attainment", () => {
  test("equals a walk over all orders, whatever is signed, amended, cancelled and in which currency, and so after a recount", async () => {
    const { id, admin, reps, partner, head, north, south, order, boss, chief } = await world();
    const random = seeded(11);
    const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
    for (let n = 0; n < 14; n++) {
      const amounts = Array.from({ length: 1 + Math.floor(random() * 3) }, () => 1 + Math.floor(random() * 9_999));
      const fields = {
        ...{ kind: pick(["new", "upsell", "renewal"]), ownerId: pick(reps).id },
        ...(random() < 0.4 && { partnerId: partner.id }),
      };
      const made = await order(fields, amounts, random() < 0.2 ? "USD" : "CNY");
      if (random() < 0.9) await admin.post(`/v1/orders/${made.id}/sign`);
      if (random() < 0.2) await admin.post(`/v1/orders/${made.id}/cancel`, { reason: "客户撤单" });
      else if (random() < 0.3) {
        const lines = [
          { productId: (made.lines as { productId: string }[])[0]?.productId, quantity: 1, amountMinor: 777 },
        ];
        const instalments = [{ dueOn: "2027-02-28", amountMinor: 777 }];
        await admin.post(`/v1/orders/${made.id}/amend`, { reason: "缩减", lines, instalments });
      }
    }
    await stack().settled();
    const orders = (await admin.get("/v1/orders?limit=200")).body.items as Order[];
    const below = { [head.id]: [head.id, north.id, south.id], [north.id]: [north.id], [south.id]: [south.id] };
    const month = monthNow();
    const check = async () => {
      for (const measure of ["signed", "new", "upsell", "renewal"]) {
        for (const period of [
          month,
          month.slice(0, 4),
          `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`,
        ]) {
          expect(told(await attained(admin, `period=${period}&measure=${measure}`))).toEqual(
            recomputed(orders, measure, below),
          );
        }
      }
      const inNorth = orders.filter(({ departmentId }) => departmentId === north.id);
      const northern = recomputed(inNorth, "signed", { [north.id]: [north.id] });
      expect(told(await attained(chief.api, `period=${month}&measure=signed`))).toEqual(northern);
      expect(told(await attained(boss.api, `period=${month}&measure=signed&departmentId=${north.id}`))).toEqual(
        northern,
      );
      const own = orders.filter(({ ownerId }) => ownerId === reps[1].id);
      const mine = await attained(reps[1].api, `period=${month}&measure=signed`);
      expect(mine.totalMinor).toBe(recomputed(own, "signed", {}).total ?? 0);
      expect(mine.items.filter(({ ownerId }) => ownerId && ownerId !== reps[1].id)).toEqual([]);
    };
    await check();
    expect((await chief.api.get(`/v1/attainment?period=${month}&measure=signed&departmentId=${south.id}`)).status).toBe(
      404,
    );

    const table = await tenantTable(id, { actor: "system:test", from: "", requestId: "" });
    const parts = orders.map((row) => ({ id: `${figurePart.prefix}_signed-${row.id}` }));
    const departments = [head.id, north.id, south.id, "none"].map((one) => one.slice(one.indexOf("_") + 1));
    const cells = departments.map((one) => ({ id: `${figureCell.prefix}_attD-${month}-${one}` }));
    await table.commit(parts.map((part) => write.remove(figurePart, part)));
    await table.commit(cells.map((cell) => write.remove(figureCell, cell)));
    expect((await attained(admin, `period=${month}&measure=signed`)).totalMinor).toBe(0);
    const begun = await admin.post("/v1/figure-recounts");
    await stack().advance(120);
    await stack().settled();
    expect((await admin.get(`/v1/figure-recounts/${begun.body.id}`)).body.state).toBe("done");
    const again = await attained(admin, `period=${month}&measure=signed`);
    expect(told(again)).toEqual(recomputed(orders, "signed", below));
  });

  test("of cash and credits equals what came in and what it earned, and an undo takes it back", async () => {
    const tenant = await world();
    const { admin, reps, partner, order } = tenant;
    const bank = await linkBank(stack(), tenant);
    const credits = [
      { userId: reps[0].id, basisPoints: 7_000, ledger: "primary" },
      { partnerId: partner.id, basisPoints: 3_000, ledger: "primary" },
      { userId: reps[2].id, basisPoints: 1_000, ledger: "overlay" },
    ];
    const { id } = await order({ ownerId: reps[0].id, contractNo: "HT-2026-0117", credits }, [600, 400]);
    await admin.post(`/v1/orders/${id}/sign`);
    // Booked in another month than it is told in: received goes by the booking, credits by the earning.
    const bookedOn = daysOf(monthsOf(monthNow(), 1)).from.replace(/^(\d{4}-\d\d)-01$/, "$1-01");
    const line = { bankReference: "1", bookedOn, direction: "credit", amountMinor: 1_000, currency: "CNY" };
    await bank.tell([{ ...line, remittance: "合同 HT-2026-0117" }]);
    await stack().settled();
    const query = (measure: string) => attained(admin, `period=${monthNow()}&measure=${measure}`);
    expect(told(await query("received"))).toMatchObject({
      ...{ [reps[0].id]: 1_000, total: 1_000, "type subscription": 600, "type service_days": 400 },
    });
    expect(told(await query("credits"))).toMatchObject({ [reps[0].id]: 700, [partner.id]: 300, total: 1_000 });
    expect(told(await query("overlay"))).toMatchObject({ [reps[2].id]: 100, total: 100 });
    const listed = (await admin.get("/v1/credits?ledger=primary&limit=200")).body.items as { amountMinor: number }[];
    expect(listed.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe((await query("credits")).totalMinor);
    const [receipt] = (await admin.get("/v1/bank-transactions")).body.items;
    await admin.post(`/v1/bank-transactions/${receipt.id}/undo`, { reason: "付错" });
    await stack().settled();
    for (const measure of ["received", "credits", "overlay"]) expect((await query(measure)).totalMinor).toBe(0);
  });

  test("stands against quotas, and stays with those who have left", async () => {
    const { admin, reps, north, south, boss, order } = await world();
    const month = monthNow();
    const quota = (fields: object) => ({
      period: month,
      measure: "signed",
      amountMinor: 3_000,
      currency: "CNY",
      ...fields,
    });
    await made(admin, "/v1/quotas", quota({ ownerId: reps[0].id }));
    await made(boss.api, "/v1/quotas", quota({ departmentId: north.id, amountMinor: 500 }));
    await made(admin, "/v1/quotas", quota({ productType: "subscription" }));
    expect((await admin.post("/v1/quotas", quota({ ownerId: reps[0].id }))).body.code).toBe("duplicate");
    const both = await admin.post("/v1/quotas", quota({ ownerId: reps[0].id, departmentId: north.id }));
    expect([both.status, both.body.errors[0].path]).toEqual([422, "departmentId"]);
    expect((await admin.post("/v1/quotas", quota({}))).body.errors[0].path).toBe("ownerId");
    expect((await admin.post("/v1/quotas", quota({ ownerId: reps[0].id, period: "2026-13" }))).status).toBe(422);
    expect((await reps[0].api.post("/v1/quotas", quota({ ownerId: reps[1].id }))).status).toBe(403);
    const { id } = await order({ ownerId: reps[0].id }, [1_000]);
    await admin.post(`/v1/orders/${id}/sign`);
    await stack().settled();
    const item = async (target: string, by: string, value: string) =>
      (await attained(admin, `period=${month}&measure=signed&by=${target}`)).items.find((one) => one[by] === value);
    const stands = { attainedMinor: 1_000, quotaMinor: 3_000, basisPoints: 3_333, gapMinor: 2_000 };
    expect(await item("person", "ownerId", reps[0].id)).toMatchObject(stands);
    expect(await item("department", "departmentId", north.id)).toMatchObject({ quotaMinor: 500, basisPoints: 20_000 });
    expect(await item("productType", "productType", "subscription")).toMatchObject(stands);
    expect(await item("department", "departmentId", south.id)).toBeUndefined();
    const job = await admin.post(`/v1/users/${reps[0].id}/offboard`, { to: reps[1].id });
    expect(job.status).toBeLessThan(300);
    await stack().settled();
    expect((await admin.get(`/v1/orders/${id}`)).body.ownerId).toBe(reps[1].id);
    expect(await item("person", "ownerId", reps[0].id)).toMatchObject(stands);
    expect(await item("person", "ownerId", reps[1].id)).toBeUndefined();
  });
});

test("periods follow the tenant's years, to the end of the last month", () => {
  expect(monthsOf("2026-11", 4)).toEqual(["2026-11"]);
  expect(monthsOf("2026-Q4", 1)).toEqual(["2026-10", "2026-11", "2026-12"]);
  expect(monthsOf("2026-Q4", 4)).toEqual(["2027-01", "2027-02", "2027-03"]);
  expect(monthsOf("2026", 7).at(-1)).toBe("2027-06");
  expect(daysOf(monthsOf("2027-Q1", 12))).toEqual({ from: "2027-12-01", to: "2028-02-29" });
  for (let start = 1; start <= 12; start++) {
    const quarters = [1, 2, 3, 4].flatMap((n) => monthsOf(`2026-Q${n}`, start));
    expect(quarters).toEqual(monthsOf("2026", start));
  }
});
