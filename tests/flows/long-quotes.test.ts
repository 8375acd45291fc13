import { expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { civilDate } from "../../shared/clock.ts";
import { linkBank } from "../support/bank.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, TIME_ZONE } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

const LINES = 300;
const TYPES = 50;
const INSTALMENTS = 4;

type Row = Record<string, unknown>;
const sumOf = (rows: readonly Row[], field = "amountMinor"): number =>
  rows.reduce((sum, row) => sum + Number(row[field]), 0);

/** A tenant with so many products of so many types. */
async function shop() {
  const tenant = await openTenant(stack());
  const { admin, person } = tenant;
  const account = await made(admin, "/v1/accounts", { name: "北京某某软件有限公司" });
  const seller = await person({ roles: ["sales"], name: "王芳" });
  const ids: string[] = [];
  for (let n = 0; n <= LINES; n += 10) {
    const some = Array.from({ length: Math.min(10, LINES + 1 - n) }, (_, m) =>
      made(admin, "/v1/products", {
        ...{ code: `P${n + m}`, name: `产品 ${n + m}`, listPriceMinor: 10_000 + n + m, costMinor: 7_000 },
        ...{ productType: `类型${(n + m) % (TYPES + 1)}`, currency: "CNY" },
      }),
    );
    ids.push(...(await Promise.all(some)).map(({ id }) => id));
  }
  // The last of each row of types would be one type too many.
  const sold = ids.filter((_, n) => n % (TYPES + 1) !== TYPES);
  const lines = Array.from({ length: LINES }, (_, n) => ({
    ...{ productId: sold[n % sold.length], quantity: (n % 7) + 1, taxBasisPoints: [0, 600, 1_300][n % 3] },
    ...(n % 4 === 0 && { discountBasisPoints: 333 }),
    ...(n % 5 === 0 && { unitPriceMinor: "33.335" }),
  }));
  const quote = { accountId: account.id, currency: "CNY", validUntil: "2099-12-31", ownerId: seller.id };
  return { ...tenant, account, seller, ids, lines, quote };
}

test("a quote of 300 lines is paid to the cent: quote, order, its receivables, credits, attainment, and back", async () => {
  const { admin, account, seller, lines, quote, ids, ...tenant } = await shop();
  const line = lines[0];
  const long = await admin.post("/v1/quotes", { ...quote, lines: [...lines, line] });
  expect([long.status, long.body.errors?.[0]?.path]).toEqual([422, "lines"]);
  const mixed = await admin.post("/v1/quotes", {
    ...quote,
    lines: ids.slice(0, TYPES + 1).map((productId) => ({ productId, quantity: 1 })),
  });
  expect([mixed.status, mixed.body.errors?.[0]]).toEqual([422, expect.objectContaining({ path: "lines" })]);
  expect((await admin.get("/v1/quotes")).body.items).toEqual([]);

  const draft = await made(admin, "/v1/quotes", { ...quote, lines, discountBasisPoints: 777 });
  const total = Number(draft.totalMinor);
  const quoted = draft.lines as Row[];
  expect(quoted).toHaveLength(LINES);
  expect(sumOf(quoted, "totalMinor")).toBe(total);
  expect(sumOf(quoted, "taxMinor")).toBe(draft.taxMinor);
  expect(Number(draft.subtotalMinor) - Number(draft.discountMinor) + Number(draft.taxMinor)).toBe(total);
  const part = Math.floor(total / INSTALMENTS);
  const instalments = Array.from({ length: INSTALMENTS }, (_, n) => ({
    dueOn: `2027-0${n + 1}-28`,
    amountMinor: n === 0 ? total - part * (INSTALMENTS - 1) : part,
  }));
  expect((await admin.patch(`/v1/quotes/${draft.id}`, { instalments })).status).toBe(200);
  await admin.post(`/v1/quotes/${draft.id}/submit`);
  const revised = await admin.post(`/v1/quotes/${draft.id}/revise`, {});
  expect(revised.body).toMatchObject({ revision: 2, totalMinor: total });
  await admin.post(`/v1/quotes/${draft.id}/submit`);
  expect((await admin.get(`/v1/quotes/${draft.id}/pdf`)).status).toBe(200);

  const { orderId } = (await admin.post(`/v1/quotes/${draft.id}/accept`, { contractNo: "HT-2027-0300" })).body;
  const signed = await admin.post(`/v1/orders/${orderId}/sign`);
  expect(signed.body).toMatchObject({ status: "signed", totalMinor: total });
  const owed = (await admin.get(`/v1/receivables?orderId=${orderId}&limit=200`)).body.items as Row[];
  expect(owed).toHaveLength(INSTALMENTS);
  expect(sumOf(owed)).toBe(total);
  for (const row of owed) expect(sumOf(row.lines as Row[])).toBe(row.amountMinor);
  // Product by product, the receivables sum to the order's line.
  const parts = owed.flatMap((row) => row.lines as Row[]);
  const byProduct = (rows: readonly Row[]) =>
    Object.fromEntries(
      [...Map.groupBy(rows, ({ productId }) => String(productId))].map(([id, some]) => [id, sumOf(some)]),
    );
  expect(byProduct(parts)).toEqual(byProduct(signed.body.lines));

  // One receipt pays all of them: more than a thousand credits in one transaction.
  const bank = await linkBank(stack(), { admin, ...tenant });
  await bank.tell([
    {
      ...{ bankReference: "B1", bookedOn: "2026-11-22", direction: "credit", amountMinor: total, currency: "CNY" },
      ...{ payer: { name: "北京某某软件有限公司" }, remittance: "合同 HT-2027-0300 全款" },
    },
  ]);
  await stack().settled();
  const [paid] = (await admin.get("/v1/bank-transactions")).body.items;
  expect(paid).toMatchObject({ state: "applied", unappliedMinor: 0 });
  const creditsOf = async (): Promise<Row[]> => {
    const all: Row[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const { body } = await admin.get(`/v1/credits?orderId=${orderId}&limit=200${cursor ? `&cursor=${cursor}` : ""}`);
      all.push(...body.items);
      cursor = body.nextCursor;
    }
    return all;
  };
  const earned = await creditsOf();
  expect(earned.length).toBeGreaterThan(1_000);
  expect(sumOf(earned)).toBe(total);
  expect(byProduct(earned)).toEqual(byProduct(signed.body.lines));
  const period = civilDate(stack().clock.now(), TIME_ZONE).slice(0, 7);
  await made(admin, "/v1/quotas", {
    ownerId: seller.id,
    period,
    measure: "signed",
    amountMinor: total,
    currency: "CNY",
  });
  const [attained] = (await admin.get(`/v1/attainment?period=${period}&measure=signed`)).body.items;
  expect(attained).toMatchObject({ attainedMinor: total });

  expect((await admin.post(`/v1/bank-transactions/${paid.id}/undo`, { reason: "错账" })).status).toBe(200);
  await stack().settled();
  expect(sumOf(await creditsOf())).toBe(0);
  const after = (await admin.get(`/v1/receivables?orderId=${orderId}&limit=200`)).body.items as Row[];
  expect(sumOf(after, "openMinor")).toBe(total);
}, 120_000);
