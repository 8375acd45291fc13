import { beforeAll, describe, expect, test } from "@jest/globals";
import { deliver } from "../support/demo.ts";
import { jobOf } from "../support/jobs.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack();

let tenant: TestTenant;
let [leaver, heir, owner, accountId] = ["", "", "", ""];
let job: Awaited<ReturnType<typeof jobOf>>;
let [draft, signed, cancelled, meeting, past, twice] = ["", "", "", "", "", ""];

const MEETINGS = 210;

const orderOf = async (contractNo: string, productId: string, memberIds: string[]): Promise<string> => {
  const plan = [
    { dueOn: "2026-11-30", amountMinor: 400 },
    { dueOn: "2026-12-31", amountMinor: 600 },
  ];
  const shares = { credits: [{ userId: leaver, basisPoints: 10_000, ledger: "primary" }] };
  const terms = { lines: [{ productId, quantity: 1, amountMinor: 1_000 }], instalments: plan, ...shares };
  const order = { accountId, currency: "CNY", kind: "new", contractNo, ownerId: owner, memberIds, ...terms };
  return (await made(tenant.admin, "/v1/orders", order)).id;
};

/** A rep who owns nothing, but stands in others' orders and meetings; of one order a part is paid. */
beforeAll(async () => {
  tenant = await openTenant(stack());
  const { admin, person } = tenant;
  leaver = (await person({ roles: ["sales"] })).id;
  heir = (await person({ roles: ["sales"] })).id;
  owner = (await person({ roles: ["sales"] })).id;
  accountId = (await made(admin, "/v1/accounts", { name: "某某", ownerId: owner })).id;
  const product = { code: "P", name: "P", productType: "software", listPriceMinor: 100, currency: "CNY" };
  const { id: productId } = await made(admin, "/v1/products", product);
  draft = await orderOf("HT-2026-0001", productId, [leaver]);
  signed = await orderOf("HT-2026-0002", productId, [heir, leaver]);
  cancelled = await orderOf("HT-2026-0003", productId, [leaver]);
  for (const id of [signed, cancelled]) await admin.post(`/v1/orders/${id}/sign`);
  await admin.post(`/v1/orders/${cancelled}/cancel`, { reason: "客户撤回" });
  const link = await made(admin, "/v1/bank-connections", { name: "基本户", accountNo: "7559", currency: "CNY" });
  const connection = { connectionId: link.id, signingSecret: String(link.signingSecret) };
  const line = { bankReference: "1", bookedOn: "2026-11-22", direction: "credit", amountMinor: 400, currency: "CNY" };
  await deliver(stack(), connection, [{ ...line, remittance: "HT-2026-0002-1" }]);
  const visit = { kind: "meeting", subject: "评审", ownerId: owner, startAt: "2027-01-04T02:00:00.000Z" };
  const [they, we] = [{ userId: leaver, name: "旧同事" }, { userId: heir }];
  meeting = (await made(admin, "/v1/activities", { ...visit, participants: [they, { name: "客户" }] })).id;
  twice = (await made(admin, "/v1/activities", { ...visit, participants: [we, they], mentions: [leaver] })).id;
  past = (await made(admin, "/v1/activities", { ...visit, state: "done", participants: [they] })).id;
  for (let n = 2; n < MEETINGS; n++) await made(admin, "/v1/activities", { ...visit, participants: [they] });
  await stack().settled();
  job = await jobOf(stack(), admin, `/v1/users/${leaver}/offboard`, { to: heir });
});

const of = async (path: string) => (await tenant.admin.get(path)).body;

describe("off-boarding somebody who stands in what others own", () => {
  test("counts what there was before and finds none of it left", () => {
    expect(job).toMatchObject({ state: "done", progress: { failed: 0 } });
    expect(job.result.nouns).toMatchObject({
      order: { before: 2, moved: 2, left: 0 },
      receivable: { before: 1, moved: 1, left: 0 },
      activity: { before: MEETINGS, moved: MEETINGS, left: 0 },
    });
  });

  test("puts the heir into drafts and signed orders, once, and leaves a cancelled one as it was", async () => {
    expect((await of(`/v1/orders/${draft}`)).memberIds).toEqual([heir]);
    expect(await of(`/v1/orders/${signed}`)).toMatchObject({ memberIds: [heir], ownerId: owner, status: "signed" });
    expect((await of(`/v1/orders/${cancelled}`)).memberIds).toEqual([leaver]);
  });

  test("tells the heir of receipts to come, and moves neither what was paid nor whose credits they are", async () => {
    const [paid, open] = (await of(`/v1/receivables?orderId=${signed}&sort=dueOn`)).items;
    expect(paid).toMatchObject({ status: "paid", memberIds: [heir, leaver] });
    expect(open).toMatchObject({ status: "open", memberIds: [heir] });
    expect(open.credits).toMatchObject([{ userId: leaver }]);
    expect((await of(`/v1/orders/${draft}`)).credits).toMatchObject([{ userId: leaver }]);
    const { items } = await of("/v1/credits");
    expect(items.map((credit: { userId: string }) => credit.userId)).toEqual([leaver]);
  });

  test("puts the heir into open activities, once, and leaves what was done as it was", async () => {
    expect((await of(`/v1/activities/${meeting}`)).participants).toEqual([{ userId: heir }, { name: "客户" }]);
    expect((await of(`/v1/activities/${twice}`)).participants).toEqual([{ userId: heir }]);
    expect((await of(`/v1/activities/${past}`)).participants).toEqual([{ userId: leaver, name: "旧同事" }]);
  });

  test("finds nothing more to do when it is asked for again", async () => {
    const again = await jobOf(stack(), tenant.admin, `/v1/users/${leaver}/offboard`, { to: owner });
    expect(again).toMatchObject({ state: "done", progress: { done: 0, failed: 0, total: 0 } });
  });
});

test("what somebody has done stays theirs when they leave, what they have shared goes to the heir", async () => {
  const { admin, person } = await openTenant(stack());
  const [leaver, heir] = [await person({ roles: ["sales"] }), await person({ roles: ["sales"] })];
  const task = (more: object) => made(leaver.api, "/v1/activities", { kind: "call", subject: "联系", ...more });
  const [done, cancelled, open] = [await task({ state: "done" }), await task({ state: "cancelled" }), await task({})];
  const filter = { field: "status", op: "eq", value: "new" };
  const view = (more: object) => made(leaver.api, "/v1/views", { noun: "lead", name: "新线索", filter, ...more });
  const [shared, own] = [await view({ sharedWith: { everybody: true } }), await view({})];
  await admin.post(`/v1/users/${leaver.id}/offboard`, { to: heir.id });
  await stack().settled();
  const ownerOf = async (noun: string, { id }: { id: string }) => (await admin.get(`/v1/${noun}/${id}`)).body.ownerId;
  for (const one of [done, cancelled]) expect(await ownerOf("activities", one)).toBe(leaver.id);
  expect(await ownerOf("activities", open)).toBe(heir.id);
  expect([shared.ownerId, own.ownerId]).toEqual([leaver.id, leaver.id]);
  const { items } = (await heir.api.get("/v1/views?noun=lead")).body;
  expect(items.map(({ id, ownerId }: { id: string; ownerId: string }) => [id, ownerId])).toEqual([
    [shared.id, heir.id],
  ]);
});
