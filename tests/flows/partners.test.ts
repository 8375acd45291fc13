import { expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { handler as close } from "../../functions/rebates/close.ts";
import { channelWorld, type Entry, partnersPerson, ruleFrom, sumOf } from "../support/partners.ts";
import { morning } from "../support/renewals.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

test("a partner registers a deal, wins a conflict, orders, its customer pays in three parts with a refund, and the statement ties to the cent", async () => {
  const { admin, partner, crm, account, pay, bank, entries } = await channelWorld(stack(), "2026-10-05");
  const [mine, other] = [await partner({ rateBasisPoints: 8_000 }), await partner()];
  const { api } = await partnersPerson(stack(), admin, mine.id, "li.na@channel.example.com");
  const rule = await made(
    admin,
    "/v1/rebate-rules",
    ruleFrom("2026-10-05", { period: "month", asksAcknowledgement: true }),
  );
  await stack().settled();
  expect((await api.post(`/v1/rebate-rules/${rule.id}/acknowledge`, {})).status).toBe(200);

  const deal = { name: "总部项目", customerName: "Muster Maschinen GmbH", amountMinor: 160_000, currency: "CNY" };
  const first = await made(other.api, "/v1/deal-registrations", deal);
  expect((await other.api.post(`/v1/deal-registrations/${first.id}/submit`)).body.state).toBe("submitted");
  const { id } = await made(api, "/v1/deal-registrations", deal);
  expect((await api.post(`/v1/deal-registrations/${id}/submit`)).body.state).toBe("conflict");
  await admin.post(`/v1/deal-registrations/${first.id}/reject`, { reason: "未跟进" });
  const won = await admin.post(`/v1/deal-registrations/${id}/approve`, { reason: "客户指定" });
  expect(won.body.state).toBe("approved");
  const { opportunityId } = (await admin.post(`/v1/deal-registrations/${id}/convert`, {})).body;
  expect((await admin.get(`/v1/opportunities/${opportunityId}`)).body).toMatchObject({
    partnerId: mine.id,
    accountId: account.id,
  });

  const wanted = { customerName: deal.customerName, kind: "normal", lines: [{ productId: crm.id, quantity: 2_001 }] };
  const ordered = await made(api, "/v1/partner-orders", wanted);
  await api.post(`/v1/partner-orders/${ordered.id}/submit`);
  const { orderId } = (await admin.post(`/v1/partner-orders/${ordered.id}/confirm`, { contractNo: "HT-STORY-1" })).body;
  expect((await admin.get(`/v1/orders/${orderId}`)).body).toMatchObject({ partnerId: mine.id, totalMinor: 160_080 });
  expect((await admin.post(`/v1/orders/${orderId}/sign`)).status).toBe(200);

  // Three parts, of which the second goes back in part.
  await pay("HT-STORY-1-01", 70_001, "2026-10-05");
  await pay("HT-STORY-1-01", 50_002, "2026-10-05", { endToEndId: "E-2" });
  await pay("HT-STORY-1-01", 40_077, "2026-10-05");
  await pay("refund", 12_345, "2026-10-05", { direction: "debit", endToEndId: "E-2", returnReason: "MD06" });
  const cashMinor = 160_080 - 12_345;
  expect(sumOf(await entries(`orderId=${orderId}`))).toBe(Math.round(cashMinor * 0.08));

  morning(stack(), "2026-11-01");
  await Promise.all([close(), close()]);
  const [statement] = (await api.get("/v1/partner-statements")).body.items;
  expect(statement).toMatchObject({ state: "closed", month: "2026-10", totalMinor: Math.round(cashMinor * 0.08) });
  const lines = (await api.get(`/v1/partner-statements/${statement.id}/entries`)).body.items as Entry[];
  expect(sumOf(lines)).toBe(statement.totalMinor);
  // Each line names its receipt, and the cash of the lines is the cash that stayed.
  const receipts = (await admin.get(`/v1/bank-transactions?connectionId=${bank.connectionId}&limit=200`)).body.items;
  const known = receipts.map((receipt: { id: string }) => receipt.id);
  expect(lines.filter(({ bankTransactionId }) => !known.includes(bankTransactionId))).toEqual([]);
  expect(lines.reduce((sum, line) => sum + (line.cashMinor ?? 0), 0)).toBe(cashMinor);
  expect((await other.api.get("/v1/partner-statements")).body.items).toEqual([]);
});
