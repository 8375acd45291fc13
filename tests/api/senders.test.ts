import { beforeAll, expect, test } from "@jest/globals";
import { handler as lookByTheClock } from "../../functions/senders/check.ts";
import { begin, look } from "../../functions/senders/domains.ts";
import { senderDomain } from "../../functions/senders/table.ts";
import { later } from "../../shared/duration.ts";
import { tenantTable } from "../../shared/table/table.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack();
const HOUR = 3_600;
const stamp = { actor: "system:test", from: "", requestId: "" };

let tenant: TestTenant;
let other: TestTenant;
beforeAll(async () => {
  tenant = await openTenant(stack());
  other = await openTenant(stack(), "别家");
});

type Record = { purpose: string; type: string; name: string; value: string };

/** The domain's owner publishes what the product asks for. */
const publish = async (records: readonly Record[]): Promise<void> => {
  expect((await stack().api().post("/_local/dns", { records })).status).toBe(200);
};
const advance = (seconds: number) => stack().api().post("/_local/clock", { advanceSeconds: seconds });

let people = 0;
/** A mail of a tenant, as it left: somebody new tries a template out. */
async function mailOf({ admin, person }: TestTenant) {
  people += 1;
  const email = `told${people}@customer.example`;
  const { api } = await person({ roles: ["admin"], email });
  const account = await made(admin, "/v1/accounts", { name: `客户${people}` });
  const reader = { name: "李娜", accountId: account.id, email: "reader@customer.example" };
  const { id: personId } = await made(admin, "/v1/contacts", reader);
  const blocks = [{ kind: "paragraph", text: "{{name}}，您好" }];
  const mail = { name: `问候${people}`, channel: "email", purpose: "marketing", subject: "问候", blocks };
  const { id } = await made(admin, "/v1/templates", mail);
  expect((await api.post(`/v1/templates/${id}/test`, { personId })).status).toBe(200);
  await stack().settled();
  const [left] = stack().outbox(email);
  if (!left) throw new Error("No mail left.");
  return { from: left.from, replyTo: left.headers?.["reply-to"], id: left.headers?.["message-id"] };
}

test("mails come from the tenant's own address once its domain publishes the key, and from the product's before and after", async () => {
  const { admin } = tenant;
  const { id, records, state } = (await made(admin, "/v1/sender-domains", {
    domain: "Mail.Yunfan.example",
  })) as never as {
    id: string;
    state: string;
    records: Record[];
  };
  expect(state).toBe("pending");
  expect(records).toMatchObject([
    { purpose: "dkim", type: "TXT", name: expect.stringMatching(/^cl\w+\._domainkey\.mail\.yunfan\.example$/) },
    { purpose: "returnPath", type: "MX", name: "bounce.mail.yunfan.example" },
    { purpose: "spf", type: "TXT", value: "v=spf1 include:amazonses.com ~all" },
  ]);
  const sender = { address: "service@mail.yunfan.example", name: "云帆客服" };
  expect((await admin.put("/v1/mail-sender", sender)).status).toBe(200);
  expect((await admin.get("/v1/mail-sender/effect")).body).toMatchObject({ own: false, because: "notVerified" });
  await advance(61);
  expect(await mailOf(tenant)).toMatchObject({
    from: "no-reply@cashloop.example",
    replyTo: expect.stringContaining("service@mail.yunfan.example"),
  });

  // Another key at the same place proves nothing.
  await publish(records.map((one) => ({ ...one, value: one.value.replace(/p=.{8}/, "p=AAAAAAAA") })));
  await lookByTheClock();
  expect((await admin.get(`/v1/sender-domains/${id}`)).body).toMatchObject({ state: "pending" });
  await publish(records);
  expect((await admin.post(`/v1/sender-domains/${id}/check`)).status).toBe(200);
  await advance(61);
  expect((await admin.get(`/v1/sender-domains/${id}`)).body).toMatchObject({
    state: "verified",
    returnPath: "verified",
  });
  const { from, replyTo, id: messageId } = await mailOf(tenant);
  expect({ from, replyTo }).toEqual({ from: "service@mail.yunfan.example", replyTo: undefined });
  // Answers are known by the product's own domain, whomever a mail came from.
  expect(messageId).toMatch(/^<msg_\w+\.0@cashloop\.example>$/);
  expect((await mailOf(other)).from).toBe("no-reply@cashloop.example");

  // Another key is asked for; once it is published, mails come from the address again.
  const renewed = await admin.post(`/v1/sender-domains/${id}/renew-key`);
  expect(renewed.body.records[0].name).not.toBe(records[0]?.name);
  await publish(renewed.body.records);
  expect((await admin.post(`/v1/sender-domains/${id}/check`)).body.state).toBe("verified");
  await advance(61);
  expect((await mailOf(tenant)).from).toBe("service@mail.yunfan.example");
});

test("a mail under way when its domain is lost leaves from the product's address, with answers to the tenant", async () => {
  // The provider no longer knows the domain, and this process has not heard of it yet.
  stack().identities.delete("mail.yunfan.example");
  expect(await mailOf(tenant)).toMatchObject({
    from: "no-reply@cashloop.example",
    replyTo: expect.stringContaining("service@mail.yunfan.example"),
  });
});

test("a domain is one tenant's: proved, it stays so; unproved, it is free after three days", async () => {
  const { admin } = tenant;
  const first = await made(admin, "/v1/sender-domains", { domain: "shared.example" });
  expect(await other.admin.post("/v1/sender-domains", { domain: "shared.example" })).toMatchObject({
    status: 409,
    body: { code: "conflict", errors: [{ path: "domain" }] },
  });
  // Three days on, as whoever comes then finds it.
  const now = later(stack().clock.now().toISOString(), 73 * HOUR * 1_000);
  const at = async ({ id }: TestTenant) => ({ table: await tenantTable(id, stamp), stamp, now });
  const ours = await at(tenant);
  const late = await look(ours, await ours.table.get(senderDomain, first.id));
  expect(late.state).toBe("failed");
  expect((await begin(await at(other), "shared.example")).state).toBe("pending");
  const second = (await other.admin.get("/v1/sender-domains?domain=shared.example")).body.items[0];
  expect((second.records as Record[])[0]?.name).not.toBe((first.records as Record[])[0]?.name);
  // What the first was to publish names the first, so it proves nothing for the second.
  await publish(first.records as Record[]);
  expect((await other.admin.post(`/v1/sender-domains/${second.id}/check`)).body.state).toBe("pending");
  await publish(second.records as Record[]);
  expect((await other.admin.post(`/v1/sender-domains/${second.id}/check`)).body.state).toBe("verified");
  expect((await admin.post(`/v1/sender-domains/${first.id}/check`)).body.state).toBe("lapsed");
  expect((await admin.post("/v1/sender-domains", { domain: "shared.example" })).status).toBe(409);
  // Given up, it is free at once; whoever lost it gives up nothing of the other's.
  expect((await admin.post(`/v1/sender-domains/${first.id}/retire`)).body.state).toBe("retired");
  expect((await other.admin.post(`/v1/sender-domains/${second.id}/check`)).body.state).toBe("verified");
  expect((await other.admin.post(`/v1/sender-domains/${second.id}/retire`)).body.state).toBe("retired");
  expect((await admin.post("/v1/sender-domains", { domain: "shared.example" })).status).toBe(201);
});

test("what is everybody's, the product's or no domain is refused by its name, and two at once begin it once", async () => {
  const { admin } = tenant;
  for (const domain of [
    "gmail.com",
    "cashloop.example",
    "in.cashloop.example",
    "x.cashloop.example",
    "nodot",
    "a b.example",
  ]) {
    const reply = await admin.post("/v1/sender-domains", { domain });
    expect([domain, reply.status, reply.body.errors?.[0]?.path]).toEqual([domain, 422, "domain"]);
  }
  const twice = await Promise.all([1, 2, 3].map(() => admin.post("/v1/sender-domains", { domain: "once.example" })));
  expect(twice.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  const { id } = twice.find(({ status }) => status === 201)?.body ?? {};
  await publish((await admin.get(`/v1/sender-domains/${id}`)).body.records);
  expect((await admin.post(`/v1/sender-domains/${id}/check`)).body.state).toBe("verified");
});

test("a key that the provider lost is made anew by the next look, and whoever may only read changes nothing", async () => {
  const { admin } = tenant;
  const { id, records } = await made(admin, "/v1/sender-domains", { domain: "lost.example" });
  stack().identities.delete("lost.example");
  const { body } = await admin.post(`/v1/sender-domains/${id}/check`);
  expect(body.records[0].name).not.toBe((records as Record[])[0]?.name);
  await publish(body.records);
  expect((await admin.post(`/v1/sender-domains/${id}/check`)).body.state).toBe("verified");
  const { api } = await tenant.person({ roles: ["marketing"] });
  expect((await api.get(`/v1/sender-domains/${id}`)).status).toBe(200);
  expect((await api.post(`/v1/sender-domains/${id}/retire`)).status).toBe(403);
  expect((await other.admin.get(`/v1/sender-domains/${id}`)).status).toBe(404);
});
