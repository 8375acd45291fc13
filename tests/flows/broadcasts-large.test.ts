import { afterAll, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { crowd } from "../support/crowd.ts";
import { dataFolder, useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Campaigns go on by themselves; nothing runs by the clock. */
const folder = dataFolder();
const stack = useStack({ dataDir: folder.path, lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });
afterAll(() => folder.remove());

/** More than one call looks at. */
const PEOPLE = 2_150;
const GROUP_EVERY = 50;
const GROUP = PEOPLE / GROUP_EVERY;

test("what a call leaves uncounted the stream counts: a service goes to each once, marketing is refused and told", async () => {
  const { admin, id: tenantId, person } = await openTenant(stack());
  const account = await made(admin, "/v1/accounts", { name: "云帆" });
  await stack().settled();
  crowd(folder.path, tenantId, account.id, PEOPLE, (n) => ({
    role: n % GROUP_EVERY === 0 ? "组" : "众",
    agreed: n < PEOPLE - GROUP_EVERY,
  }));
  const filter = { all: [{ field: "role", op: "eq", value: "组" }] };
  const segment = await made(admin, "/v1/segments", { name: "组", of: "contact", kind: "rule", filter });
  const sender = await person({ roles: ["admin"] });
  const sent = async (purpose: string) => {
    const recipients = { segmentId: segment.id };
    const { id } = await made(admin, "/v1/sms-campaigns", { name: "改期", purpose, text: "改到 5 号馆", recipients });
    const reply = await sender.api.post(`/v1/sms-campaigns/${id}/send`);
    expect([reply.status, reply.body.status]).toEqual([200, "counting"]);
    await stack().settled();
    return (await admin.get(`/v1/sms-campaigns/${id}`)).body;
  };
  const service = await sent("service");
  expect(service).toMatchObject({ status: "sent", recipientCount: GROUP, queued: GROUP });
  const { items } = (await admin.get(`/v1/sms-campaigns/${service.id}/deliveries`)).body;
  const people = items.map(({ personId }: { personId: string }) => personId);
  expect([people.length, new Set(people).size]).toEqual([GROUP, GROUP]);
  const marketing = await sent("marketing");
  expect(marketing).toMatchObject({ status: "draft", counted: { recipients: GROUP, withheld: 1 } });
  expect(marketing.refusedBecause).toContain(`${GROUP} 位收件人中有 1 位没有同意`);
  const told = (await admin.get(`/v1/messages?relatedId=${marketing.id}`)).body.items;
  expect(told).toMatchObject([{ template: "campaignRefused", recipientId: sender.id }]);
  const [mail] = stack().outbox(told[0].to);
  expect([mail?.subject, mail?.text.includes(marketing.refusedBecause)]).toEqual(["未发送：改期", true]);
});
