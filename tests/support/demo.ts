import assert from "node:assert";
import { Webhook } from "standardwebhooks";
import { NEEDS } from "../../functions/docs/needs.ts";
import { modules } from "../../functions/modules.ts";
import { demoCalls, sceneOf } from "../../shared/contract/demo.ts";
import { demoId } from "../../shared/contract/examples.ts";
import type { Api, ApiReply, TestStack } from "./stack.ts";

/** All routes and entities with what their examples need. */
export const scene = sceneOf(modules, NEEDS);

/** A tenant with a record of every noun that its routes can make. */
export type DemoTenant = {
  id: string;
  adminKey: string;
  admin: Api;
  connectionId: string;
  signingSecret: string;
};

/** A tenant of its own with its first administrator. */
export async function openTenant(
  stack: TestStack,
  name: string,
): Promise<Pick<DemoTenant, "id" | "adminKey" | "admin">> {
  const body = { name, locale: "zh-CN", timeZone: "Asia/Shanghai", currency: "CNY" };
  const { body: made } = await stack.api(stack.operatorKey).post("/v1/tenants", body);
  return { id: made.id, adminKey: made.adminKey, admin: stack.api(made.adminKey) };
}

/** Delivers canonical lines to a connection as its bank does: signed, over HTTP. */
export function deliver(
  stack: TestStack,
  connection: { connectionId: string; signingSecret: string },
  transactions: object[],
): Promise<ApiReply> {
  const payload = JSON.stringify({ transactions });
  const now = stack.clock.now();
  const id = `msg-${now.getTime()}-${transactions.length}`;
  const signature = new Webhook(connection.signingSecret).sign(id, now, payload);
  const headers = {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
    "webhook-signature": signature,
  };
  return stack.api().request("POST", `/v1/webhooks/bank/${connection.connectionId}`, { body: payload, headers });
}

/** The receipts that the examples of bank transactions stand on: two that explain themselves, six that nobody knows. */
function receipts(label: string): object[] {
  const line = (n: number, more: object) => ({
    bankReference: `${label}-${n}`,
    bookedOn: "2026-11-22",
    direction: "credit",
    amountMinor: 40_000 + n,
    currency: "CNY",
    ...more,
  });
  const known = ["-6", "-7"].map((_, n) => line(n, { amountMinor: 118_580, remittance: `KNOWN-${label}-${n}` }));
  const unknown = Array.from({ length: 6 }, (_, n) => line(10 + n, { payer: { name: `${label} 来历不明 ${n}` } }));
  return [...known, ...unknown];
}

async function must(reply: Promise<ApiReply>, what: string): Promise<ApiReply> {
  const { status, body } = await reply;
  assert(status < 300, `${what} answered ${status}: ${JSON.stringify(body)}`);
  return { status, body } as ApiReply;
}

/** Gives a tenant everything that the examples name, and a linked bank account with receipts in every state. */
export async function seedDemo(
  stack: TestStack,
  tenant: Pick<DemoTenant, "id" | "adminKey" | "admin">,
  label: string,
  ids: typeof demoId = demoId,
): Promise<DemoTenant> {
  const { admin } = tenant;
  for (const call of demoCalls(scene, ids)) {
    await must(admin.request(call.method, call.path, { body: call.body }), `${call.method} ${call.path}`);
  }
  const link = { name: `${label} 基本户`, accountNo: `${label}-0001`, currency: "CNY" };
  const { body } = await must(admin.post("/v1/bank-connections", link), "linking a bank account");
  const connection = { connectionId: body.id as string, signingSecret: body.signingSecret as string };
  for (const n of [0, 1]) {
    const accountId = ids("acc");
    const known = {
      accountId,
      reference: `KNOWN-${label}-${n}`,
      amountMinor: 118_580,
      currency: "CNY",
      dueOn: "2026-12-31",
    };
    await must(admin.post("/v1/receivables", known), "a receivable to be paid");
  }
  await must(deliver(stack, connection, receipts(label)), "delivering receipts");
  await stack.settled();
  return { ...tenant, ...connection };
}
