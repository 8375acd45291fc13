import { expect, test } from "@jest/globals";
import { MODELS } from "../../functions/campaigns/schema.ts";
import { lambdas } from "../../functions/modules.ts";
import { linkBank } from "../support/bank.ts";
import { arrives, writtenMail } from "../support/mails.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Nothing runs by the clock but what the story moves itself, and work on all entries of the directory. */
const stack = useStack({ lambdas: lambdas.filter(({ kind, name }) => kind !== "schedule" || name === "backfill") });

type Row = Record<string, unknown>;
const COST_MINOR = 800_000;
const SPENT_MINOR = 123_457;
const TOTAL_MINOR = 12_345_679;
const CODE = "91440300708461136T";
const COMPANY = "深圳云帆软件有限公司";
const DAY_MS = 86_400_000;

const later = (ms: number): void => stack().clock.set(new Date(stack().clock.now().getTime() + ms));

const evidence = { textVersion: "2026-1", source: "展台表单", at: "2026-11-01T08:00:00Z" };

/** The first week: a directory of two sources, the companies worth a campaign, and what a campaign may cost. */
async function targeted() {
  const { admin, person, ...tenant } = await openTenant(stack());
  const seller = await person({ roles: ["sales"], name: "王芳" });
  const source = async (name: string, rank: number) =>
    (await made(admin, "/v1/directory-sources", { name, rank, kind: "list" })).id;
  const [register, fair] = [await source("工商", 1), await source("展会名单", 5)];
  const grades = [{ grade: "A", why: "500 人以上", when: { all: [{ field: "size", op: "gte", value: 500 }] } }];
  const plans = [{ grade: "A", tasks: [{ subject: "三日内拜访", kind: "visit", dueDays: 3 }] }];
  expect((await admin.put("/v1/directory-policy", { grades, plans })).status).toBe(200);
  const deliver = (sourceId: string, body: object) => made(admin, "/v1/directory-entries", { sourceId, ...body });
  const site = { website: "https://yunfan.example", industry: "软件" };
  await deliver(fair, { name: "深圳云帆软件", registrationNo: `91 4403 0070 8461 136t`, size: 80, ...site });
  const entry = await deliver(register, { name: COMPANY, registrationNo: CODE, size: 800 });
  await deliver(register, { name: "小店", size: 8 });
  const filter = { all: [{ field: "grade", op: "eq", value: "A" }] };
  const list = await made(admin, "/v1/directory-segments", { name: "目标客户", filter });
  const { items } = (await admin.get(`/v1/directory-segments/${list.id}/entries`)).body;
  expect(items.map(({ name, size, grade }: Row) => [name, size, grade])).toEqual([[COMPANY, 800, "A"]]);
  const { accountId } = (await admin.post(`/v1/directory-entries/${entry.id}/convert`, { ownerId: seller.id })).body;
  return { ...tenant, admin, person, seller, entry, accountId: String(accountId) };
}

/** Two campaigns: mails to the people of the target companies, and a summit. */
async function reached(world: Awaited<ReturnType<typeof targeted>>) {
  const { admin, seller, accountId } = world;
  const campaign = (name: string, channel: string, costMinor: number) =>
    made(admin, "/v1/campaigns", { name, channel, costMinor, currency: "CNY", region: "华南" });
  const [letters, summit] = [
    await campaign("季度邮件", "mail", COST_MINOR),
    await campaign("峰会", "event", SPENT_MINOR),
  ];
  const people = [
    { name: "李娜", email: "li@yunfan.example", decisionRole: "decider" },
    { name: "赵一", email: "zhao@yunfan.example", decisionRole: "user" },
    { name: "钱二", email: "qian@yunfan.example" },
  ];
  const contacts = await Promise.all(people.map((one) => made(admin, "/v1/contacts", { ...one, accountId })));
  for (const { id: contactId } of contacts.slice(0, 2)) {
    await made(admin, "/v1/consents", { contactId, channel: "email", purpose: "marketing", state: "given", evidence });
  }
  const segment = await made(admin, "/v1/segments", {
    ...{ name: "云帆的人", of: "contact", kind: "rule" },
    filter: { all: [{ field: "accountId", op: "eq", value: accountId }] },
  });
  const box = await made(admin, "/v1/mailboxes", { name: "市场", ownerId: seller.id });
  const text = { name: "季度信", channel: "email", purpose: "marketing", subject: "{{name}}，您好" };
  const blocks = [{ kind: "paragraph", text: "请看" }];
  const template = await made(admin, "/v1/templates", { ...text, blocks });
  const mail = (recipients: object) =>
    made(admin, "/v1/mail-campaigns", {
      ...{ name: "季度信", templateId: template.id, campaignId: letters.id, mailboxId: box.id, recipients },
    });
  return { ...world, letters, summit, contacts, segment, mail };
}

test("a quarter of marketing to named accounts ties from the directory to received cash, to the cent", async () => {
  const world = await targeted();
  const { admin, seller, accountId, entry, letters, summit, contacts, segment, mail, ...tenant } = await reached(world);
  const [decider, user, silent] = contacts;

  // One of the three has never agreed: the campaign is refused as a whole, and goes to those who have.
  const refused = await admin.post(`/v1/mail-campaigns/${(await mail({ segmentId: segment.id })).id}/send`, {});
  expect([refused.status, refused.body.code, refused.body.detail]).toEqual([
    ...[403, "consent_required", expect.stringContaining("1 of 3")],
  ]);
  const { id: mailId } = await mail({ contactIds: [decider?.id, user?.id] });
  expect((await admin.post(`/v1/mail-campaigns/${mailId}/send`, {})).status).toBe(200);
  await stack().settled();
  expect(stack().outbox("qian@yunfan.example")).toEqual([]);
  const [letter] = stack().outbox("li@yunfan.example");
  const replyTo = /[\w.+]+@[\w.]+/.exec(String(letter?.headers?.["reply-to"]))?.[0] ?? "";
  const inReplyTo = String(letter?.headers?.["message-id"]).replace(/[<>]/g, "");
  await arrives(stack(), writtenMail(stack(), { from: "li@yunfan.example", to: replyTo, inReplyTo, text: "请来谈谈" }));
  const { all } = (await admin.get(`/v1/mail-campaigns/${mailId}/figures`)).body;
  expect(all).toMatchObject({ queued: 2, sent: 2, delivered: 2, replied: 1 });

  // Weeks later somebody of the company asks at the summit: the lead is known by the domain of its mail.
  later(20 * DAY_MS);
  const asks = { name: "孙工", email: "sun@yunfan.example", ownerId: seller.id, source: "event" };
  const lead = await made(admin, "/v1/leads", asks);
  await stack().settled();
  const known = (await admin.get(`/v1/leads/${lead.id}`)).body;
  expect(known.directory).toMatchObject({ entryId: entry.id, grade: "A", size: 800, by: "emailDomain" });
  const tasks = (await admin.get(`/v1/activities?relatedTo=${lead.id}`)).body.items;
  expect(tasks.map(({ subject, ownerId }: Row) => [subject, ownerId])).toEqual([["三日内拜访", seller.id]]);
  expect((await admin.post(`/v1/campaigns/${summit.id}/members`, { leadId: lead.id, state: "attended" })).status).toBe(
    200,
  );
  later(60_000);
  const converted = await admin.post(`/v1/leads/${lead.id}/convert`, { accountId, createOpportunity: true });
  const { opportunityId, contactId } = converted.body;
  await stack().settled();

  const must = async (path: string, body?: object) => {
    const reply = await admin.post(path, body);
    expect([path, reply.status, reply.body.detail]).toEqual([path, 200, undefined]);
    return reply.body;
  };

  // The sale, its order, and the bank's notice in two parts.
  later(10 * DAY_MS);
  const product = await made(admin, "/v1/products", {
    ...{ code: "CRM", name: "云帆 CRM", productType: "subscription", listPriceMinor: TOTAL_MINOR, currency: "CNY" },
  });
  const third = 4_115_227;
  const quote = await made(admin, "/v1/quotes", {
    ...{ opportunityId, currency: "CNY", validUntil: "2099-12-31", orderKind: "new" },
    lines: [{ productId: product.id, quantity: 1 }],
    instalments: [
      { dueOn: "2027-01-31", amountMinor: third },
      { dueOn: "2027-04-30", amountMinor: TOTAL_MINOR - third },
    ],
  });
  await must(`/v1/quotes/${quote.id}/submit`);
  await must(`/v1/quotes/${quote.id}/send`, {});
  const { orderId } = await must(`/v1/quotes/${quote.id}/accept`, { contractNo: "HT-2027-0117" });
  await must(`/v1/orders/${orderId}/sign`);
  await stack().settled();
  const told = async (query: string) => (await admin.get(`/v1/attribution?${query}`)).body;
  const minorOf = ({ rows }: { rows: Row[] }, key: string) => rows.find((row) => row.key === key);
  // What was spent counts from the first day, whatever has come of it.
  const received = (await told("basis=received")).rows.map((row: Row) => row.receivedMinor);
  expect(received).toEqual([0, 0]);
  const signed = await told("basis=signed&model=linear");
  expect([minorOf(signed, letters.id)?.receivedMinor, minorOf(signed, summit.id)?.receivedMinor]).toEqual([
    ...[8_230_453, 4_115_226],
  ]);
  const bank = await linkBank(stack(), { ...tenant, admin } as Parameters<typeof linkBank>[1]);
  const bookedOn = stack().clock.now().toISOString().slice(0, 10);
  const pays = async (bankReference: string, amountMinor: number) => {
    const line = { bankReference, bookedOn, direction: "credit", currency: "CNY", amountMinor };
    await bank.tell([{ ...line, payer: { name: COMPANY }, remittance: "合同 HT-2027-0117" }]);
    await stack().settled();
  };
  await pays("R1", third);

  // What came in is shared by every model to the cent, and the return on each campaign follows from it.
  for (const model of MODELS) {
    const { rows, totals } = await told(`model=${model}`);
    const sum = (field: string): number => rows.reduce((all: number, row: Row) => all + Number(row[field]), 0);
    expect([model, sum("receivedMinor"), sum("shareBasisPoints"), totals[0].receivedMinor]).toEqual([
      ...[model, third, 10_000, third],
    ]);
  }
  const first = await told("model=first");
  expect(minorOf(first, letters.id)).toMatchObject({ receivedMinor: third, costMinor: COST_MINOR, accounts: 1 });
  expect(minorOf(first, letters.id)?.roiBasisPoints).toBe(Math.round(((third - COST_MINOR) / COST_MINOR) * 10_000));
  const last = await told("model=last&by=channel");
  expect(minorOf(last, "event")).toMatchObject({ receivedMinor: third, costMinor: SPENT_MINOR });

  // Who of the buying parts was met first where, and which accounts the campaigns met that have signed since.
  const { status, body: influence } = await admin.get(`/v1/opportunities/${opportunityId}/influence`);
  expect([status, influence.detail]).toEqual([200, undefined]);
  expect(influence.touches.map(({ campaignId, personId, when }: Row) => [campaignId, personId, when]).sort()).toEqual(
    [
      [letters.id, decider?.id, "beforeOpening"],
      [letters.id, user?.id, "beforeOpening"],
      [summit.id, contactId, "beforeOpening"],
    ].sort(),
  );
  expect(influence.roles.map(({ role, personId, campaignId }: Row) => [role, personId, campaignId]).sort()).toEqual([
    ["decider", decider?.id, letters.id],
    ["user", user?.id, letters.id],
  ]);
  const { items: met, nextCursor } = (await admin.get(`/v1/campaigns/${letters.id}/accounts`)).body;
  expect([met, nextCursor]).toEqual([
    [
      expect.objectContaining({
        accountId,
        people: 2,
        signed: [{ currency: "CNY", orders: 1, totalMinor: TOTAL_MINOR }],
      }),
    ],
    null,
  ]);
  // Whoever sees no orders is told of accounts and of no money; another's campaign is not there.
  const marketer = await world.person({ roles: ["marketing"] });
  const shown = (await marketer.api.get(`/v1/campaigns/${letters.id}/accounts`)).body.items;
  expect(shown.filter((one: Row) => "signed" in one)).toEqual([]);
  const strange = await openTenant(stack());
  expect((await strange.admin.get(`/v1/campaigns/${letters.id}/accounts`)).status).toBe(404);
  expect((await strange.admin.get(`/v1/opportunities/${opportunityId}/influence`)).status).toBe(404);

  // The rest comes in and is taken back: no model keeps a cent of it.
  await pays("R2", TOTAL_MINOR - third);
  expect((await told("model=u")).totals).toEqual([{ currency: "CNY", receivedMinor: TOTAL_MINOR }]);
  const [receipt] = (await admin.get("/v1/bank-transactions?bankReference=R2")).body.items;
  expect((await admin.post(`/v1/bank-transactions/${receipt.id}/undo`, { reason: "记错" })).status).toBe(200);
  await stack().settled();
  expect((await told("model=u")).totals).toEqual([{ currency: "CNY", receivedMinor: third }]);
  expect((await admin.get(`/v1/messages?recipientId=${silent?.id}`)).body.items).toEqual([]);
});
