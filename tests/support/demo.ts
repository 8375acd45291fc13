import assert from "node:assert";
import { createHmac } from "node:crypto";
import { NEEDS } from "../../functions/docs/needs.ts";
import { incomingKey } from "../../functions/files/table.ts";
import { leadNoun } from "../../functions/leads/noun.ts";
import { begin } from "../../functions/merging/begin.ts";
import { run } from "../../functions/merging/run.ts";
import { merge } from "../../functions/merging/table.ts";
import { modules } from "../../functions/modules.ts";
import { systemCaller } from "../../functions/users/system.ts";
import { type DemoCall, demoCalls, recordNumber, sceneOf } from "../../shared/contract/demo.ts";
import { demoId } from "../../shared/contract/examples.ts";
import { parkedRecord } from "../../shared/events/parked.ts";
import { routeKey } from "../../shared/http/route.ts";
import { writeObject } from "../../shared/objects.ts";
import { backfill, backfillRow } from "../../shared/records/backfill.ts";
import { tenantTable } from "../../shared/table/table.ts";
import { meetVisitors } from "./demo-behaviour.ts";
import { openContent } from "./demo-content.ts";
import { openEvent } from "./demo-events.ts";
import { tellStatements } from "./demo-partners.ts";
import { openProject } from "./demo-projects.ts";
import { issueCode, must, openCalendar, openQuote } from "./demo-secrets.ts";
import { publishArticle, shareSecrets } from "./demo-service.ts";
import { issueInvoices, openSigning } from "./demo-signing.ts";
import { markedCall, markOf } from "./marks.ts";
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

type Connection = Pick<DemoTenant, "connectionId" | "signingSecret">;

/** The headers by which a bank signs a body. */
export function signedHeaders(
  stack: TestStack,
  connection: Connection,
  body: string | Uint8Array,
): Record<string, string> {
  const now = stack.clock.now();
  const [id, at] = [`msg-${now.getTime()}`, String(Math.floor(now.getTime() / 1000))];
  const key = Buffer.from(connection.signingSecret.replace("whsec_", ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${at}.`).update(body).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": at, "webhook-signature": `v1,${signature}` };
}

/** Delivers canonical lines to a connection as its bank does: signed, over HTTP. */
export function deliver(stack: TestStack, connection: Connection, transactions: object[]): Promise<ApiReply> {
  const body = JSON.stringify({ transactions });
  const headers = { "content-type": "application/json", ...signedHeaders(stack, connection, body) };
  return stack.api().request("POST", `/v1/webhooks/bank/${connection.connectionId}`, { body, headers });
}

/** The lines that the examples of bank transactions stand on: two that explain themselves, two that are short for a reason, six that nobody knows, one that went out. */
function receipts(mark: string): object[] {
  const line = (n: number, more: object) => ({
    bankReference: `${mark}-${n}`,
    bookedOn: "2026-11-22",
    direction: "credit",
    amountMinor: 40_000 + n,
    currency: "CNY",
    ...more,
  });
  const known = [0, 1].map((n) => line(n, { amountMinor: 118_580, remittance: `KNOWN-${mark}-${n}` }));
  const unknown = Array.from({ length: 6 }, (_, n) => line(10 + n, { payer: { name: `${mark} 来历不明 ${n}` } }));
  const outgoing = line(30, { direction: "debit", remittance: `${mark} 货款付供应商` });
  const short = [2, 3].map((n) => {
    const deduction = { code: "damage", text: `${mark} 货损`, amountMinor: 580 };
    const remittanceLines = [{ reference: `KNOWN-${mark}-${n}`, amountMinor: 118_000, deduction }];
    return line(n, { amountMinor: 118_000, remittanceLines });
  });
  return [...known, ...short, ...unknown, outgoing];
}

/** How a tenant's demo records are named and, for finding them again in answers, marked. */
export type Naming = { ids?: typeof demoId; label?: string };

/** Gives a tenant everything that the examples name, and a linked bank account with receipts in every state. */
export async function seedDemo(
  stack: TestStack,
  tenant: Pick<DemoTenant, "id" | "adminKey" | "admin">,
  { ids = demoId, label = "" }: Naming = {},
): Promise<DemoTenant> {
  const { admin } = tenant;
  const send = async (call: DemoCall): Promise<void> => {
    const route = scene.routes.find((r) => routeKey(r) === call.route);
    const { method, path, body } = label ? markedCall(call, route, label) : call;
    await must(admin.request(method, path, { body, headers: keyHeader(call) }), `${method} ${path}`);
  };
  for (const call of demoCalls(scene, ids)) await send(call);
  const [account, user] = [ids("acc"), ids("usr")];
  await must(
    admin.patch(`/v1/accounts/${account}`, { ownerId: user }),
    "giving the account an owner who has an address",
  );
  const link = { name: markOf(label, "bankConnection"), accountNo: `${label}-0001`, currency: "CNY" };
  const { body } = await must(admin.post("/v1/bank-connections", link), "linking a bank account");
  const connection = { connectionId: body.id as string, signingSecret: body.signingSecret as string };
  const domain = `mail.${tenant.id.slice(4).toLowerCase()}.example`;
  await must(admin.post("/v1/sender-domains", { domain }), "naming a domain that mails come from");
  const mark = markOf(label, "bankTransaction");
  for (const n of [0, 1, 2, 3]) {
    const reference = `KNOWN-${mark}-${n}`;
    const known = { accountId: account, reference, amountMinor: 118_580, currency: "CNY", dueOn: "2026-12-31" };
    await must(admin.post("/v1/receivables", known), "a receivable to be paid");
  }
  await must(deliver(stack, connection, receipts(mark)), "delivering receipts");
  await stack.settled();
  const seeded = { ...tenant, ...connection };
  await meetRareCases(stack, seeded, { ids, label });
  return seeded;
}

/**
 * What a tenant has met only if something went its uncommon way: an upload under way, work that has failed for good, an
 * address whose mail came back, records that were merged.
 */
export async function meetRareCases(
  stack: TestStack,
  { id, admin, connectionId, signingSecret }: DemoTenant,
  { ids = demoId, label = "" }: Naming = {},
): Promise<void> {
  await askForApprovals(stack, admin, ids, label);
  const upload = { contentType: "application/xml" };
  await must(admin.post(`/v1/bank-connections/${connectionId}/uploads`, upload), "opening an upload");
  const batch = { ids: [ids("acc")], operation: "update", fields: { payerNames: [markOf(label, "job")] } };
  await must(admin.post("/v1/accounts/batch", batch), "changing many records");
  await stack.settled();
  await layAside(id, markOf(label, "parkedRecord"), ids);
  await openCalendar(id, ids("usr"));
  await openQuote({ id, admin }, ids);
  await openSigning({ id, admin }, ids);
  await issueInvoices({ id, admin }, ids);
  await shareSecrets(id, ids, signingSecret);
  await publishArticle(admin, ids);
  await issueCode();
  await openProject({ id, admin }, ids);
  await meetVisitors(id, ids);
  await openEvent({ id, admin }, ids);
  await openContent(id, ids);
  await tellStatements(id, ids);
  await recounted(id, ids(backfill.prefix));
  await mergeTwo(stack, { id, admin }, ids(merge.prefix), markOf(label, "merge"));
  // The bytes of the file that the examples name.
  await writeObject(incomingKey(id, ids("fil")), Buffer.from("%PDF-".padEnd(1_024, "\n")), "application/pdf");
  await stack.settled();
  const { body } = await admin.get("/v1/messages?channel=email&limit=1");
  await bounce(stack, body.items[0].to);
}

/** Somebody signs orders and submits quotes that others must agree to. */
async function askForApprovals(stack: TestStack, admin: Api, ids: typeof demoId, label: string): Promise<void> {
  const mark = markOf(label, "approvalRule");
  const when = { field: "contractNo", op: "startsWith", value: mark };
  await must(admin.post("/v1/approval-rules", { noun: "order", when, steps: [{ by: "role:admin" }] }), "a rule");
  const name = markOf(label, "user");
  const somebody = { email: `asks-${name}@example.com`, name, roles: ["finance", "sales"] };
  const { body: user } = await must(admin.post("/v1/users", somebody), "a colleague");
  const { body: issued } = await must(admin.post(`/v1/users/${user.id}/api-keys`, { name: mark }), "a key");
  const colleague = stack.api(issued.key);
  for (const n of [1, 2, 3, 4, 5, 6]) {
    const order = {
      accountId: ids("acc"),
      currency: "CNY",
      contractNo: `${mark}-${n}`,
      kind: "new",
      lines: [{ productId: ids("prd"), quantity: 1, amountMinor: 100 }],
      instalments: [{ dueOn: "2026-12-31", amountMinor: 100 }],
    };
    const { body } = await must(colleague.post("/v1/orders", order), "an order");
    await must(colleague.post(`/v1/orders/${body.id}/sign`), "asking for an approval");
  }
  const deep = { field: "discountBasisPoints", op: "eq", value: 4_321 };
  await must(admin.post("/v1/approval-rules", { noun: "quote", when: deep, steps: [{ by: "role:admin" }] }), "a rule");
  for (const decision of scene.routes.filter((r) => /^\/v1\/quotes\/\{id\}\/(approve|reject)$/.test(r.path))) {
    const path = `/v1/quotes/${ids("quo", recordNumber(decision, scene))}`;
    await must(admin.patch(path, { discountBasisPoints: 4_321 }), "a deep discount");
    await must(colleague.post(`${path}/submit`), "asking for an approval");
  }
}

/** A record whose work has failed for good, which no call can bring about. */
async function layAside(tenantId: string, error: string, ids: typeof demoId): Promise<void> {
  const table = await tenantTable(tenantId, { actor: "system:rest", from: "", requestId: "" });
  const at = "2026-11-22T00:00:00.000Z";
  const record = JSON.stringify({ dynamodb: {} });
  for (const n of [1, 2, 3]) {
    const row = {
      id: ids(parkedRecord.prefix, n),
      version: 1,
      createdAt: at,
      updatedAt: at,
      attempts: 3,
      error,
      record,
    };
    const what = { consumer: "rest", event: "a.b", noun: "account", recordId: "acc_1", state: "parked" } as const;
    await table.create(parkedRecord, { ...row, ...what });
  }
}

/** A recount of figures under the id that the example names, at its end. */
async function recounted(tenantId: string, id: string): Promise<void> {
  const table = await tenantTable(tenantId, { actor: "system:rest", from: "", requestId: "" });
  const row = backfillRow(id, "2026-11-22T00:00:00.000Z", [{ does: "figures", noun: "order" }]);
  await table.create(backfill, { ...row, state: "done" });
}

/** A merge under the id that the example names, which its call would choose itself. */
async function mergeTwo(
  stack: TestStack,
  { id: tenantId, admin }: Pick<DemoTenant, "id" | "admin">,
  id: string,
  name: string,
): Promise<void> {
  const make = () => must(admin.post("/v1/leads", { name }), "making a lead that is merged");
  const [into, from] = [await make(), await make()];
  const table = await tenantTable(tenantId, { actor: "system:merges", from: "", requestId: "" });
  const system = await systemCaller(table, "merges", stack.clock.now());
  await run(system, await begin(system, leadNoun, { id, targetId: into.body.id, from: [from.body.id] }));
}

/** The first mail to an address comes back, so that the address is suppressed. */
async function bounce(stack: TestStack, address: string): Promise<void> {
  const [mail] = stack.outbox(address);
  assert(mail, `a mail has left to ${address}`);
  stack.mail.tell(mail.id, "bounce");
  await stack.settled();
}

/** Every demo call has an idempotency key that follows from what it is. */
export const keyHeader = (call: DemoCall): Record<string, string> =>
  call.method === "POST"
    ? { "idempotency-key": `demo ${call.path} ${(call.body as { id?: string } | undefined)?.id ?? ""}` }
    : {};
