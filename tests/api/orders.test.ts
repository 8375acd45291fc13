import { describe, expect, test } from "@jest/globals";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();

type Row = { id: string; reference: string; amountMinor: number; status: string; dueOn: string };

async function shop() {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const account = await made(admin, "/v1/accounts", { name: "北京某某软件有限公司" });
  const catalogue = { productType: "subscription", listPriceMinor: 1, currency: "USD" };
  const crm = await made(admin, "/v1/products", { ...catalogue, code: "CRM", name: "CRM" });
  const care = await made(admin, "/v1/products", { ...catalogue, code: "CARE", name: "Care", productType: "service" });
  const draft = (fields: object = {}) => ({
    accountId: account.id,
    currency: "CNY",
    contractNo: "HT-2026-0117",
    kind: "new",
    lines: [
      { productId: crm.id, quantity: 1, amountMinor: 700 },
      { productId: care.id, quantity: 2, amountMinor: 301 },
    ],
    instalments: [
      { dueOn: "2026-12-31", amountMinor: 333 },
      { dueOn: "2027-03-31", amountMinor: 668 },
    ],
    ...fields,
  });
  const signed = async (fields: object = {}) => {
    const row = await made(admin, "/v1/orders", draft(fields));
    return (await admin.post(`/v1/orders/${row.id}/sign`)).body;
  };
  const receivables = async (orderId: string): Promise<Row[]> =>
    (await admin.get(`/v1/receivables?orderId=${orderId}&sort=dueOn`)).body.items;
  return { ...tenant, account, crm, care, draft, signed, receivables };
}

describe("an order", () => {
  test("is a draft until it is signed; signing makes one receivable an instalment, in one step", async () => {
    const { admin, draft, receivables, account } = await shop();
    const order = await made(admin, "/v1/orders", draft());
    expect(order).toMatchObject({ status: "draft", totalMinor: 1001, ownerId: account.ownerId });
    expect(order.lines).toMatchObject([{ productType: "subscription" }, { productType: "service" }]);
    expect(await receivables(order.id)).toEqual([]);
    const signed = await admin.post(`/v1/orders/${order.id}/sign`);
    expect(signed.body).toMatchObject({ status: "signed", version: 2 });
    const rows = await receivables(order.id);
    expect(rows).toMatchObject([
      { reference: "HT-2026-0117-01", amountMinor: 333, openMinor: 333, status: "open", instalmentNo: 1 },
      { reference: "HT-2026-0117-02", amountMinor: 668, openMinor: 668, status: "open", instalmentCount: 2 },
    ]);
    expect(signed.body.instalments.map((i: { receivableId: string }) => i.receivableId)).toEqual(rows.map((r) => r.id));
  });

  test("takes a line's amount from its price, and refuses one that does not agree with it", async () => {
    const { admin, draft, crm } = await shop();
    const ordered = (line: object, amountMinor: number) =>
      admin.post(
        "/v1/orders",
        draft({ lines: [{ productId: crm.id, ...line }], instalments: [{ dueOn: "2026-12-31", amountMinor }] }),
      );
    const priced = { quantity: 3, unitPriceMinor: 335, discountBasisPoints: 1_000 };
    const made = await ordered(priced, 905);
    expect(made).toMatchObject({ status: 201, body: { totalMinor: 905, lines: [{ ...priced, amountMinor: 905 }] } });
    const patch = { lines: [{ productId: crm.id, quantity: 1, unitPriceMinor: 905, amountMinor: 905 }] };
    expect((await admin.patch(`/v1/orders/${made.body.id}`, patch)).body.lines).toMatchObject(patch.lines);
    const wrong: [object, string][] = [
      [{ ...priced, amountMinor: 904 }, "amountMinor"],
      [{ quantity: 1 }, "amountMinor"],
      [{ quantity: 1, amountMinor: 905, discountBasisPoints: 10 }, "unitPriceMinor"],
      [{ quantity: 1, unitPriceMinor: 100, discountBasisPoints: 10_000 }, "unitPriceMinor"],
      [{ quantity: 1_000_000, unitPriceMinor: 99_999_999_999_999 }, "unitPriceMinor"],
    ];
    for (const [line, field] of wrong) {
      const refused = await ordered(line, 905);
      expect([refused.status, refused.body.errors[0].path]).toEqual([422, `lines.0.${field}`]);
    }
  });

  test("is signed once, whoever signs at the same time", async () => {
    const { admin, draft, receivables } = await shop();
    const { id } = await made(admin, "/v1/orders", draft());
    const replies = await Promise.all(Array.from({ length: 4 }, () => admin.post(`/v1/orders/${id}/sign`)));
    expect(replies.map((r) => r.status).sort()).toEqual([200, 409, 409, 409]);
    expect((await admin.post(`/v1/orders/${id}/sign`)).body.code).toBe("invalid_state");
    expect(await receivables(id)).toHaveLength(2);
  });

  test("is either signed or patched, not both from one version", async () => {
    const { admin, draft } = await shop();
    const { id } = await made(admin, "/v1/orders", draft());
    const [patch, sign] = await Promise.all([
      admin.patch(
        `/v1/orders/${id}`,
        { instalments: [{ dueOn: "2026-06-30", amountMinor: 1001 }] },
        { "if-match": "1" },
      ),
      admin.post(`/v1/orders/${id}/sign`, {}, { "if-match": "1" }),
    ]);
    expect([patch.status, sign.status].filter((s) => s === 200)).toHaveLength(1);
    expect((await admin.patch(`/v1/orders/${id}`, { kind: "renewal" })).status).toBe(sign.status === 200 ? 409 : 200);
  });

  test("is refused with all errors at once, each with its path", async () => {
    const { admin, draft } = await shop();
    const ghost = { userId: "usr_0000000000", basisPoints: 5000, ledger: "primary" };
    const body = draft({ instalments: [{ dueOn: "2026-12-31", amountMinor: 1000 }], credits: [ghost] });
    const reply = await admin.post("/v1/orders", { ...body, accountId: "acc_0000000000" });
    expect(reply.status).toBe(422);
    expect(reply.body.errors.map((e: { path: string }) => e.path).sort()).toEqual([
      "accountId",
      "credits",
      "credits.0.userId",
      "instalments",
    ]);
  });

  test("has a contract number that no other has", async () => {
    const { admin, draft } = await shop();
    await made(admin, "/v1/orders", draft());
    const twin = await admin.post("/v1/orders", draft({ contractNo: "ht 2026 0117" }));
    expect([twin.status, twin.body.errors[0].path]).toEqual([409, "contractNo"]);
  });

  test("changes after signing by amendments that keep the terms before", async () => {
    const { admin, signed, receivables, crm } = await shop();
    const order = await signed();
    const [first, second] = await receivables(order.id);
    const amended = await admin.post(`/v1/orders/${order.id}/amend`, {
      reason: "分三期",
      lines: [{ productId: crm.id, quantity: 1, amountMinor: 1200 }],
      instalments: [
        { dueOn: "2026-12-31", amountMinor: 333 },
        { dueOn: "2027-06-30", amountMinor: 400 },
        { dueOn: "2027-09-30", amountMinor: 467 },
      ],
    });
    expect(amended.status).toBe(200);
    expect(amended.body).toMatchObject({ totalMinor: 1200, amendments: 1 });
    const rows = await receivables(order.id);
    expect(rows.map((r) => [r.reference.slice(-2), r.amountMinor, r.status])).toEqual([
      ["01", 333, "open"],
      ["02", 668, "cancelled"],
      ["03", 400, "open"],
      ["04", 467, "open"],
    ]);
    expect([rows[0]?.id, rows[1]?.id]).toEqual([first?.id, second?.id]);
    const history = (await admin.get(`/v1/orders/${order.id}/amendments`)).body.items;
    expect(history).toMatchObject([
      { number: 1, reason: "分三期", totalDeltaMinor: 199, before: { totalMinor: 1001 } },
    ]);
    expect((await admin.patch(`/v1/orders/${order.id}`, { kind: "upsell" })).body.code).toBe("invalid_state");
  });

  test("changes a named receivable in place", async () => {
    const { admin, signed, receivables } = await shop();
    const order = await signed();
    const [first, second] = await receivables(order.id);
    await admin.post(`/v1/orders/${order.id}/amend`, {
      reason: "移一百到首付",
      instalments: [
        { receivableId: first?.id, dueOn: "2026-11-30", amountMinor: 433 },
        { receivableId: second?.id, dueOn: "2027-03-31", amountMinor: 568 },
      ],
    });
    expect(await receivables(order.id)).toMatchObject([
      { id: first?.id, amountMinor: 433, openMinor: 433, dueOn: "2026-11-30" },
      { id: second?.id, amountMinor: 568, openMinor: 568 },
    ]);
  });

  test("is cancelled with its receivables, and never again", async () => {
    const { admin, signed, receivables } = await shop();
    const order = await signed();
    const cancelled = await admin.post(`/v1/orders/${order.id}/cancel`, { reason: "客户撤单" });
    expect(cancelled.body).toMatchObject({ status: "cancelled", cancelReason: "客户撤单" });
    expect((await receivables(order.id)).map((r) => r.status)).toEqual(["cancelled", "cancelled"]);
    expect((await admin.post(`/v1/orders/${order.id}/cancel`, { reason: "again" })).body.code).toBe("invalid_state");
    expect((await admin.post(`/v1/orders/${order.id}/archive`)).status).toBe(200);
  });
});
