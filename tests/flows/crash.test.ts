import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { PointName } from "../../infra/local/points.ts";
import { signDelivery } from "../../shared/http/signature.ts";
import { type ChildStack, startChild } from "../support/crash.ts";
import { SOAK } from "../support/soak.ts";
import { apiClient, dataFolder } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

/** The usual run tries the riskiest steps; the long one every crossing of every point. */
const EVERY = SOAK > 1;
const RISKIEST = new Set([
  "database.write.after 1",
  "database.write.after 2",
  "checkpoint.before 2",
  "queue.send.after 1",
  "mail.send.before 1",
  "mail.send.after 1",
]);
/** Moves the clock past every lease and grace period, so that what was left half-done is taken up again. */
const LATER_SECONDS = 1_800;

type World = { adminKey: string; connectionId: string; signingSecret: string; repEmail: string };

const folder = dataFolder();
const seeded = join(folder.path, "seeded");
let world: World;
let crossings: Partial<Record<PointName, number>>;

const settled = async (stack: ChildStack): Promise<void> => {
  await stack.settled();
};

/** Sends the one notice; false when the stack did not live to answer. */
async function tell(stack: ChildStack): Promise<boolean> {
  const body = JSON.stringify({
    transactions: [
      {
        bankReference: "1",
        bookedOn: "2026-11-22",
        direction: "credit",
        amountMinor: 500,
        currency: "CNY",
        remittance: "INV-2026-001",
      },
    ],
  });
  const now = String(Math.floor(stack.now().getTime() / 1000));
  const headers = {
    "content-type": "application/json",
    "webhook-id": "m1",
    "webhook-timestamp": now,
    "webhook-signature": signDelivery(world.signingSecret, "m1", now, body),
  };
  const path = `/v1/webhooks/bank/${world.connectionId}`;
  const reply = await apiClient(stack.baseUrl)
    .post(path, body, headers)
    .catch(() => undefined);
  return reply?.status === 202;
}

async function seed(stack: ChildStack): Promise<World> {
  const tenant = { name: "示例公司", locale: "zh-CN", timeZone: "Asia/Shanghai", currency: "CNY" };
  const { adminKey } = (await made(stack.api(stack.operatorKey), "/v1/tenants", tenant)) as unknown as {
    adminKey: string;
  };
  const admin = stack.api(adminKey);
  const repEmail = "rep@example.com";
  const rep = await made(admin, "/v1/users", { email: repEmail, name: "王芳", roles: ["sales"] });
  const account = await made(admin, "/v1/accounts", { name: "客户", ownerId: rep.id });
  const owed = {
    accountId: account.id,
    reference: "INV-2026-001",
    amountMinor: 500,
    currency: "CNY",
    dueOn: "2026-12-31",
  };
  await made(admin, "/v1/receivables", owed);
  const input = { name: "基本户", accountNo: "755900001234", currency: "CNY" };
  const bank = (await made(admin, "/v1/bank-connections", input)) as unknown as { id: string; signingSecret: string };
  return { adminKey, connectionId: bank.id, signingSecret: bank.signingSecret, repEmail };
}

beforeAll(async () => {
  const stack = (await startChild({ dataDir: seeded })) as ChildStack;
  world = await seed(stack);
  await settled(stack);
  await stack.kill();
  const dry = (await startChild({ dataDir: copy("dry") })) as ChildStack;
  expect(await tell(dry)).toBe(true);
  await settled(dry);
  crossings = await dry.crossings();
  await dry.kill();
}, 120_000);
afterAll(() => folder.remove());

function copy(name: string): string {
  const path = join(folder.path, name.replace(/\W/g, "-"));
  cpSync(seeded, path, { recursive: true });
  return path;
}

async function check(stack: ChildStack): Promise<void> {
  const admin = stack.api(world.adminKey);
  const { items } = (await admin.get("/v1/bank-transactions")).body;
  expect(items).toMatchObject([{ state: "applied", unappliedMinor: 0, allocations: [{ amountMinor: 500 }] }]);
  expect((await admin.get("/v1/receivables")).body.items).toMatchObject([
    { openMinor: 0, paidMinor: 500, status: "paid" },
  ]);
  const credits = (await admin.get(`/v1/credits?bankTransactionId=${items[0].id}`)).body.items;
  expect(credits.map((c: { amountMinor: number }) => c.amountMinor)).toEqual([500]);
  expect(await stack.outbox(world.repEmail)).toHaveLength(1);
}

describe("a stack killed between the webhook and the message", () => {
  test("loses nothing and doubles nothing, wherever it was", async () => {
    const steps = Object.entries(crossings).flatMap(([name, times]) =>
      Array.from({ length: times }, (_, n) => ({ name: name as PointName, crossing: n + 1 })),
    );
    const tried = steps.filter((s) => EVERY || RISKIEST.has(`${s.name} ${s.crossing}`));
    expect(tried.length).toBeGreaterThanOrEqual(RISKIEST.size);
    for (const step of tried) {
      const dataDir = copy(`${step.name} ${step.crossing}`);
      const first = await startChild({ dataDir, faultPoint: step });
      const answered = first !== undefined && (await tell(first));
      await first?.settled();
      await first?.kill();
      const second = (await startChild({ dataDir })) as ChildStack;
      // A bank that got no 202 tells again.
      if (!answered) expect(await tell(second)).toBe(true);
      await settled(second);
      await second.api().post("/_local/clock", { advanceSeconds: LATER_SECONDS });
      await settled(second);
      await check(second).catch((error: Error) => {
        error.message = `killed at ${step.name}:${step.crossing}\n${error.message}`;
        throw error;
      });
      await second.kill();
    }
  }, 3_600_000);
});
