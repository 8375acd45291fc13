import { cpSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Webhook } from "standardwebhooks";
import type { PointName } from "../../infra/local/points.ts";
import { type ChildStack, startChild } from "../support/crash.ts";
import { type Api, dataFolder } from "../support/stack.ts";

/** By the longest wait that any step needs: a lost answer of the provider is cleared up by then. */
const LATER_SECONDS = 900;
const AMOUNT_MINOR = 118_580;
const PEOPLE = ["rep@example.com", "finance@example.com", "partner@example.com"];
const PHONE = "+8613900000001";
const isSoak = Number(process.env.SOAK ?? 1) > 1;

type World = { adminKey: string; webhookPath: string; signingSecret: string };

const folders: { path: string; remove(): void }[] = [];
const children: ChildStack[] = [];
let template = "";
let world: World;
let crossings: Partial<Record<PointName, number>> = {};

async function started(dataDir: string, faultPoint?: { name: PointName; crossing: number }) {
  const child = await startChild({ dataDir, faultPoint });
  if (child) children.push(child);
  return child;
}

function freshFolder(): string {
  const folder = dataFolder();
  folders.push(folder);
  if (template) cpSync(template, folder.path, { recursive: true });
  return folder.path;
}

async function make(api: Api, path: string, body: object): Promise<Record<string, string>> {
  const reply = await api.post(path, body);
  if (reply.status >= 300) throw new Error(`${path} ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
}

/** A company whose order three people take part in, ready for the bank's word. */
async function prepare(stack: ChildStack): Promise<World> {
  const opened = { name: "青禾云科技", locale: "zh-CN", timeZone: "Asia/Shanghai", currency: "CNY" };
  const { adminKey = "" } = await make(stack.api(stack.operatorKey), "/v1/tenants", opened);
  const admin = stack.api(adminKey);
  const rep = { name: "王芳", email: PEOPLE[0], phone: PHONE, smsOnReceipt: true, roles: ["sales"] };
  const ownerId = (await make(admin, "/v1/users", rep)).id;
  await make(admin, "/v1/users", { name: "韩梅梅", email: PEOPLE[1], roles: ["finance"] });
  const partnerId = (await make(admin, "/v1/partners", { name: "数智渠道", email: PEOPLE[2] })).id;
  const account = await make(admin, "/v1/accounts", { name: "上海某某科技有限公司", ownerId });
  const product = { code: "P1", name: "云帆CRM", productType: "licence", listPriceMinor: 1, currency: "CNY" };
  const { id: productId } = await make(admin, "/v1/products", product);
  const order = await make(admin, "/v1/orders", {
    ...{ accountId: account.id, currency: "CNY", kind: "new", contractNo: "HT-2026-0117", partnerId },
    lines: [{ productId, quantity: 1, amountMinor: AMOUNT_MINOR }],
    instalments: [{ dueOn: "2026-12-30", amountMinor: AMOUNT_MINOR }],
  });
  await make(admin, `/v1/orders/${order.id}/sign`, {});
  const bank = { name: "招商银行", accountNo: "755900001234", currency: "CNY" };
  const { webhookPath = "", signingSecret = "" } = await make(admin, "/v1/bank-connections", bank);
  return { adminKey, webhookPath, signingSecret };
}

/** The bank tells of the payment; false where it got no answer. */
async function tell(stack: ChildStack | undefined): Promise<boolean> {
  const transactions = [
    {
      ...{
        bankReference: "1",
        bookedOn: "2026-11-22",
        direction: "credit",
        amountMinor: AMOUNT_MINOR,
        currency: "CNY",
      },
      payer: { name: "上海某某科技有限公司" },
      remittance: "HT-2026-0117",
    },
  ];
  const body = JSON.stringify({ transactions });
  const now = new Date((await stack?.api().get("/_local/clock"))?.body.now);
  const headers = {
    "content-type": "application/json",
    "webhook-id": "msg_1",
    "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
    "webhook-signature": new Webhook(world.signingSecret).sign("msg_1", now, body),
  };
  const reply = await stack?.api().post(world.webhookPath, body, headers);
  return reply?.status === 202;
}

/** What the story left: the receipt, the credits, and how many messages each of the people has. */
async function outcome(stack: ChildStack) {
  const admin = stack.api(world.adminKey);
  const [receipt] = (await admin.get("/v1/bank-transactions")).body.items;
  const receivables = (await admin.get("/v1/receivables")).body.items as { openMinor: number }[];
  const credits = (await admin.get("/v1/credits?ledger=primary")).body.items as { amountMinor: number }[];
  const mails = await Promise.all(PEOPLE.map(async (to) => (await stack.outbox(to)).length));
  const messages = (await admin.get("/v1/messages")).body.items as { channel: string; state: string }[];
  return {
    state: receipt?.state,
    open: receivables.map((r) => r.openMinor),
    credited: credits.reduce((sum, c) => sum + c.amountMinor, 0),
    mails,
    mailStates: messages.filter((m) => m.channel === "email").map((m) => m.state),
  };
}

const RIGHT = {
  state: "applied",
  open: [0],
  credited: AMOUNT_MINOR,
  mails: [1, 1, 1],
  mailStates: ["delivered", "delivered", "delivered"],
};

beforeAll(async () => {
  const dataDir = freshFolder();
  const first = await started(dataDir);
  world = await prepare(first as ChildStack);
  await first?.settled();
  await first?.kill();
  template = dataDir;
  const counting = await started(freshFolder());
  expect(await tell(counting)).toBe(true);
  await counting?.settled();
  crossings = (await counting?.crossings()) ?? {};
  expect(await outcome(counting as ChildStack)).toEqual(RIGHT);
  expect(await counting?.outbox(PHONE)).toHaveLength(1);
  await counting?.kill();
});

afterAll(async () => {
  await Promise.all(children.map((child) => child.kill()));
  for (const folder of folders) folder.remove();
});

const POINTS: PointName[] = [
  "database.write.before",
  "database.write.after",
  "handler.before",
  "handler.after",
  "checkpoint.before",
  "checkpoint.after",
  "queue.send.before",
  "queue.send.after",
  "queue.delete.before",
  "queue.delete.after",
  "mail.send.before",
  "mail.send.after",
];

/** Every crossing of the point in a long run; one in the middle of the way else. */
function chosen(name: PointName): number[] {
  const count = crossings[name] ?? 0;
  return isSoak ? Array.from({ length: count }, (_, n) => n + 1) : [Math.ceil(count / 2)];
}

describe("a process that is killed between webhook and message", () => {
  test.each(POINTS)(
    "at %s: after its restart nothing is lost and nothing is double",
    async (name) => {
      for (const crossing of chosen(name)) {
        const dataDir = freshFolder();
        const first = await started(dataDir, { name, crossing });
        const answered = await tell(first).catch(() => false);
        await first?.settled();
        expect({ name, crossing, crashed: first?.crashed() ?? true }).toEqual({ name, crossing, crashed: true });
        const second = (await started(dataDir)) as ChildStack;
        if (!answered) expect(await tell(second)).toBe(true);
        await second.settled();
        await second.api().post("/_local/clock", { advanceSeconds: LATER_SECONDS });
        await second.settled();
        expect({ name, crossing, ...(await outcome(second)) }).toEqual({ name, crossing, ...RIGHT });
        // Whether a text message left whose answer was lost cannot be known; it is never sent twice.
        expect((await second.outbox(PHONE)).length).toBeLessThanOrEqual(1);
        await second.kill();
      }
    },
    60_000 * Number(process.env.SOAK ?? 1),
  );
});
