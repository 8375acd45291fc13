import { expect } from "@jest/globals";
import type { TestStack } from "./stack.ts";
import { made, openTenant } from "./tenant.ts";

export type CouponRow = {
  id: string;
  code: string;
  status: string;
  usableBefore?: string;
  claimBefore?: string;
};

/** A tenant that sells, with an account, and all that tests do with coupons. */
export async function couponShop(stack: TestStack) {
  const tenant = await openTenant(stack);
  const { admin } = tenant;
  const sold = { productType: "software", listPriceMinor: 100_000, currency: "CNY" };
  const crm = await made(admin, "/v1/products", { ...sold, code: "CRM", name: "CRM" });
  const yearly = { ...sold, recurring: { months: 12 } };
  const rent = await made(admin, "/v1/products", { ...yearly, code: "RENT", name: "租用" });
  const customer = (name: string, more: object = {}) => made(admin, "/v1/accounts", { name, ...more });
  const account = await customer("北京某某软件有限公司");
  const hundred = { type: "amount", amountMinor: 10_000, of: "basket" };
  const template = (fields: object = {}) =>
    made(admin, "/v1/coupon-templates", { name: "百元券", currency: "CNY", effect: hundred, ...fields });
  const ask = (templateId: string, accountId?: string, more: object = {}) =>
    admin.post("/v1/coupons", { templateId, ...(accountId && { accountId }), ...more });
  const claim = async (...asked: Parameters<typeof ask>): Promise<CouponRow> => {
    const reply = await ask(...asked);
    expect([reply.status, reply.body]).toEqual([201, expect.anything()]);
    return reply.body;
  };
  const price = async (coupons: string[], more: object = {}) => {
    const lines = [{ productId: crm.id, quantity: 1 }];
    const asked = { currency: "CNY", accountId: account.id, orderKind: "new", lines, coupons, ...more };
    const reply = await admin.post("/v1/prices/best", asked);
    expect([reply.status, reply.body]).toEqual([200, expect.anything()]);
    return reply.body;
  };
  const why = async (...asked: Parameters<typeof price>) => (await price(...asked)).rejected[0]?.why;
  const order = (coupons: string[], more: object = {}) =>
    admin.post("/v1/orders", {
      ...{ accountId: account.id, currency: "CNY", kind: "new", coupons },
      lines: [{ productId: crm.id, quantity: 1, amountMinor: 90_000 }],
      instalments: [{ dueOn: "2099-12-31", amountMinor: 90_000 }],
      ...more,
    });
  const read = async ({ id }: { id: string }): Promise<CouponRow> => (await admin.get(`/v1/coupons/${id}`)).body;
  return { ...tenant, crm, rent, account, customer, template, ask, claim, price, why, order, read };
}

/** The code of the first field that was refused. */
export const codeOf = (reply: { body: { errors: { code: string }[] } }): string | undefined =>
  reply.body.errors?.[0]?.code;
