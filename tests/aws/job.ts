import assert from "node:assert";
import { availableParallelism } from "node:os";
import { systemClock } from "../../shared/clock.ts";
import type { Api, ApiReply, Reached } from "../support/api.ts";
import { linkBank, type TestBank } from "../support/bank.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";
import { becomes, list, post, type Row } from "./calls.ts";
import type { Mail } from "./emulator.ts";
import { exported, statement } from "./files.ts";
import { until } from "./until.ts";

/** What the main job is run against, and who hears of each thing that holds. */
export type Run = { reached: Reached; mails(): Promise<Mail[]>; holds(line: string): void };

/** What a signed order is worth, and how it is shared. */
const AMOUNT_MINOR = 118_580;
const REP_BASIS_POINTS = 7_000;
const WHOLE_BASIS_POINTS = 10_000;
const REP_MINOR = (AMOUNT_MINOR * REP_BASIS_POINTS) / WHOLE_BASIS_POINTS;
const CONTRACT = "HT-2026-0117";
const CUSTOMER = "上海某某科技有限公司";
const REP_MAIL = "rep@example.com";
const FINANCE_MAIL = "finance@example.com";

/** What the bank says of every line here. */
const LINE = { bookedOn: "2026-11-22", direction: "credit", currency: "CNY" };

type World = { tenant: TestTenant; admin: Api; bank: TestBank; orderId: string; accountId: string };

const sumOf = (rows: readonly Row[]): number => rows.reduce((sum, row) => sum + Number(row.amountMinor), 0);

/** A company of three with a customer, a signed order that two of them share, and a linked bank account. */
async function world({ reached, holds }: Run): Promise<World> {
  const tenant = await openTenant(reached);
  const { admin } = tenant;
  holds("the operator opened a tenant");
  const { id: departmentId } = await made(admin, "/v1/departments", { name: "华东大区" });
  const rep = await tenant.person({ roles: ["sales"], name: "王芳", email: REP_MAIL, departmentId });
  const partner = await made(admin, "/v1/partners", { name: "杭州数智渠道有限公司", email: "partner@example.com" });
  await tenant.person({ roles: ["finance"], name: "韩梅梅", email: FINANCE_MAIL });
  const { id: accountId } = await made(rep.api, "/v1/accounts", { name: CUSTOMER, ownerId: rep.id });
  holds("people came in with keys of their own; one of them made an account");
  const product = {
    code: "P1",
    name: "云帆CRM",
    productType: "licence",
    listPriceMinor: AMOUNT_MINOR,
    currency: "CNY",
  };
  const { id: productId } = await made(admin, "/v1/products", product);
  const { id: orderId } = await made(admin, "/v1/orders", {
    accountId,
    currency: "CNY",
    kind: "new",
    contractNo: CONTRACT,
    lines: [{ productId, quantity: 1, amountMinor: AMOUNT_MINOR }],
    instalments: [{ dueOn: "2026-12-30", amountMinor: AMOUNT_MINOR }],
    partnerId: partner.id,
    credits: [
      { userId: rep.id, basisPoints: REP_BASIS_POINTS, ledger: "primary" },
      { partnerId: partner.id, basisPoints: WHOLE_BASIS_POINTS - REP_BASIS_POINTS, ledger: "primary" },
    ],
  });
  await post(admin, `/v1/orders/${orderId}/sign`);
  holds("an order was signed");
  const bank = await linkBank({ ...reached, clock: systemClock }, tenant);
  holds("a bank account was linked");
  return { tenant, admin, bank, orderId, accountId };
}

/** Waits until there are messages about a record and all of them have left. */
async function allSent(admin: Api, relatedId: string): Promise<void> {
  let last: unknown;
  const left = async (): Promise<true | undefined> => {
    const messages = await list(admin, `/v1/messages?relatedId=${relatedId}&limit=200`);
    last = messages.map(({ state, to, error }) => ({ state, to, error }));
    const isDone = messages.every(({ state }) => state === "sent" || state === "delivered");
    return (messages.length > 0 && isDone) || undefined;
  };
  await until("the messages about the receipt have left", left, () => last);
}

/** A signed notice comes in twice; its receipt is decided once, credited to the fen, and told once to each. */
async function receipt({ mails, holds }: Run, { admin, bank, accountId }: World): Promise<Row> {
  const payer = { name: CUSTOMER };
  const line = {
    ...LINE,
    bankReference: "B1",
    amountMinor: AMOUNT_MINOR,
    payer,
    remittance: `合同 ${CONTRACT} 首付款`,
  };
  const told = await bank.tell([line], "msg_first");
  assert.deepStrictEqual([told.status, told.body.stored], [202, 1], JSON.stringify(told.body));
  const again = await bank.tell([line], "msg_again");
  assert.deepStrictEqual([again.status, again.body.duplicates], [202, 1], JSON.stringify(again.body));
  holds("a signed notice was taken, and its repetition known as such");
  const find = async (): Promise<Row | undefined> => (await list(admin, "/v1/bank-transactions?bankReference=B1"))[0];
  const applied = await becomes("the receipt is applied", find, ({ state }) => state === "applied");
  assert.strictEqual(applied.unappliedMinor, 0);
  holds("the money consumer applied the receipt off the stream");
  const credits = await list(admin, `/v1/credits?bankTransactionId=${applied.id}&ledger=primary`);
  const shares = credits.map(({ amountMinor }) => Number(amountMinor)).sort((a, b) => b - a);
  assert.deepStrictEqual(shares, [REP_MINOR, AMOUNT_MINOR - REP_MINOR]);
  holds(`its credits are split ${shares.join(" + ")}`);
  await allSent(admin, applied.id);
  const outbox = await mails();
  for (const address of [REP_MAIL, FINANCE_MAIL]) {
    const { length } = outbox.filter(({ To }) => To.some((to) => to.includes(address)));
    assert.strictEqual(length, 1, `${address} got ${length} mails`);
  }
  holds("the messages went off the stream through the queue into the outbox of SES, one to each");
  const [owed] = await list(admin, `/v1/receivables?accountId=${accountId}`);
  assert.strictEqual(owed?.openMinor, 0);
  return applied;
}

/** An undo restores what was owed and takes the credits back; a claim applies it again; the trail tells of all of it. */
async function undo({ holds }: Run, { admin, accountId }: World, { id }: Row): Promise<void> {
  const path = `/v1/bank-transactions/${id}`;
  const undone = await post(admin, `${path}/undo`, { reason: "paid for somebody else" });
  assert.deepStrictEqual([undone.state, undone.unappliedMinor], ["claimable", AMOUNT_MINOR]);
  assert.strictEqual(sumOf(await list(admin, `/v1/credits?bankTransactionId=${id}`)), 0);
  const [owed] = await list(admin, `/v1/receivables?accountId=${accountId}`);
  assert.strictEqual(owed?.openMinor, AMOUNT_MINOR);
  holds("an undo opened the receivable and took the credits back");
  const allocations = [{ receivableId: owed.id, amountMinor: AMOUNT_MINOR }];
  assert.strictEqual((await post(admin, `${path}/claim`, { allocations })).state, "applied");
  holds("a claim applied it again");
  const states = async (): Promise<string[]> =>
    (await list(admin, `/v1/audit-entries?recordId=${id}&limit=100`))
      .reverse()
      .flatMap(({ fields }) => fields as { field: string; after: unknown }[])
      .filter(({ field }) => field === "state")
      .map(({ after }) => String(after));
  let last: string[] = [];
  await until(
    "the audit trail has the whole way",
    async () => {
      last = await states();
      return last.join() === "received,applied,claimable,applied" || undefined;
    },
    () => last,
  );
  holds(`the audit trail reads ${last.join(" → ")}`);
}

/** Lists of many modules, so that as many Lambdas are started at once. */
const PARALLEL_PATHS = [
  ...["/v1/accounts", "/v1/contacts", "/v1/leads", "/v1/opportunities", "/v1/activities", "/v1/orders"],
  ...["/v1/receivables", "/v1/credits", "/v1/bank-transactions", "/v1/views"],
];
const PARALLEL_CALLS = 50;
const PARALLEL_NOTICES = 30;
/** Calls under way at once: each may start two processes. */
const AT_ONCE = 3 * availableParallelism();

/** The status of a call, and how often it was sent again because the emulator had lost a process that it had just started. */
async function statusOf(
  what: string,
  call: () => Promise<ApiReply>,
): Promise<{ what: string; status: number; lost: number }> {
  let lost = 0;
  const status = await until(`an answer to ${what}`, async () => {
    const reply = await call();
    const isOurs = reply.status < 500 || reply.headers.get("content-type")?.includes("problem");
    if (!isOurs) lost += 1;
    return isOurs ? reply.status : undefined;
  });
  return { what, status, lost };
}

/** Makes calls side by side, as many as this machine can start, and insists on one status; says how many the emulator itself failed first. */
async function sideBySide(calls: ReadonlyMap<string, () => Promise<ApiReply>>, expected: number): Promise<string> {
  const waiting = [...calls];
  const replies: Awaited<ReturnType<typeof statusOf>>[] = [];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) replies.push(await statusOf(...next));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const other = replies.filter(({ status }) => status !== expected).map(({ what, status }) => `${what} → ${status}`);
  assert.deepStrictEqual(other, []);
  const lost = replies.reduce((sum, reply) => sum + reply.lost, 0);
  const again = lost > 0 ? `; ${lost} were sent again, since the emulator itself had answered 5xx` : "";
  return `side by side: every one ${expected}${again}`;
}

async function parallel({ holds }: Run, { admin }: World): Promise<void> {
  const calls = Array.from({ length: PARALLEL_CALLS }, (_, n) => {
    const path = PARALLEL_PATHS[n % PARALLEL_PATHS.length] ?? "";
    return [`GET ${path}, ${n}`, () => admin.get(path)] as const;
  });
  const how = await sideBySide(new Map(calls), 200);
  holds(`${PARALLEL_CALLS} calls over ${PARALLEL_PATHS.length} modules ${how}`);
}

/** A bank that tells of many receipts at once is taken at its word, and each of them is decided. */
async function burst({ holds }: Run, { admin, bank }: World): Promise<void> {
  const calls = Array.from({ length: PARALLEL_NOTICES }, (_, n) => {
    const bankReference = `P${n}`;
    const payer = { name: `来历不明 ${n}` };
    const line = { ...LINE, bankReference, amountMinor: 1_000 + n, payer };
    return [bankReference, () => bank.tell([line], `msg_${bankReference}`)] as const;
  });
  holds(`${PARALLEL_NOTICES} signed notices ${await sideBySide(new Map(calls), 202)}`);
  let left = 0;
  const decided = async (): Promise<true | undefined> => {
    const rows = (await list(admin, "/v1/bank-transactions?limit=200")).filter((row) =>
      /^P\d+$/.test(String(row.bankReference)),
    );
    left = PARALLEL_NOTICES - rows.filter(({ state }) => state === "claimable").length;
    return left === 0 || undefined;
  };
  await until("each of many receipts is decided", decided, () => `${left} are not`);
  holds("each of these receipts was decided: nobody owes them, so that they wait for people");
}

/** The product's main job, through the gateway; rejects with the first thing that does not hold, else names its tenant and a message that was sent. */
export async function mainJob(run: Run): Promise<{ tenantId: string; admin: Api; messageId: string }> {
  const made = await world(run);
  const applied = await receipt(run, made);
  await undo(run, made, applied);
  await statement(made.admin, made.bank.connectionId);
  run.holds("a statement file was put into the bucket, read on its arrival, and its line stored");
  await exported(made.admin, CUSTOMER);
  run.holds("an export went through the queue of jobs, and its file was fetched");
  await parallel(run, made);
  await burst(run, made);
  const [message] = await list(made.admin, `/v1/messages?relatedId=${applied.id}`);
  assert(message);
  return { tenantId: made.tenant.id, admin: made.admin, messageId: message.id };
}
