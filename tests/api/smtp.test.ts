import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import { reportedIn } from "../../functions/messages/rules.ts";
import { config } from "../../shared/config.ts";
import { returnedTo, returnPathOf } from "../../shared/notify/return-path.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

type Taken = { from: string; to: string[]; raw: string };

const taken: Taken[] = [];
/** What the server says to a recipient or a message, by the local part of the recipient. */
const SAYS: Record<string, { at: "rcpt" | "data"; code: number }> = {
  unknown: { at: "rcpt", code: 550 },
  greylisted: { at: "rcpt", code: 451 },
  spam: { at: "data", code: 554 },
};
const fault = (code: number): Error => Object.assign(new Error("not now, or not at all"), { responseCode: code });
const localOf = (address: string): string => address.split("@")[0] ?? "";

const server = new SMTPServer({
  authOptional: false,
  allowInsecureAuth: true,
  disabledCommands: ["STARTTLS"],
  onAuth: ({ username, password }, _, done) =>
    username === "crm" && password === "secret" ? done(null, { user: username }) : done(fault(535)),
  onRcptTo: ({ address }, _, done) => {
    const says = SAYS[localOf(address)];
    return says?.at === "rcpt" ? done(fault(says.code)) : done();
  },
  onData: (stream, session, done) => {
    text(stream).then((raw) => {
      const to = session.envelope.rcptTo.map(({ address }) => address);
      const says = SAYS[localOf(to[0] ?? "")];
      if (says?.at === "data") return done(fault(says.code));
      const from = session.envelope.mailFrom;
      taken.push({ from: from ? from.address : "", to, raw });
      done();
    }, done);
  },
});
await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
afterAll(() => new Promise<void>((done) => server.close(() => done())));

const { port } = server.server.address() as AddressInfo;
const SMTP = { host: "127.0.0.1", port, tls: "none", user: "crm", password: "secret", returnDomain: "back.example" };
const stack = useStack({ env: { SMTP: JSON.stringify(SMTP) } });

/** What became of a mail that somebody with this address is sent. */
async function told({ admin, person }: TestTenant, email: string) {
  const { api } = await person({ roles: ["admin"], email });
  const account = await made(admin, "/v1/accounts", { name: email });
  const reader = { name: "李娜", accountId: account.id, email: "reader@customer.example" };
  const { id: personId } = await made(admin, "/v1/contacts", reader);
  const blocks = [{ kind: "paragraph", text: "{{name}}，您好" }];
  const mail = { name: email, channel: "email", purpose: "marketing", subject: "问候", blocks };
  const { id } = await made(admin, "/v1/templates", mail);
  expect((await api.post(`/v1/templates/${id}/test`, { personId })).status).toBe(200);
  await stack().settled();
  const { items } = (await admin.get("/v1/messages?channel=email")).body;
  return items.find((one: { to: string }) => one.to === email);
}

/** The report of a mail server, as the return path's receiver lays it into the bucket. */
async function reported(to: string, fields: string): Promise<void> {
  const Body = [
    ...["From: Mail Delivery <mailer-daemon@mx.example>", `To: ${to}`, "Subject: Undelivered", "MIME-Version: 1.0"],
    ...['Content-Type: multipart/report; report-type=delivery-status; boundary="b"', "", "--b"],
    ...["Content-Type: text/plain", "", "It did not arrive.", "--b", "Content-Type: message/delivery-status", ""],
    ...["Reporting-MTA: dns; mx.example", "", fields, "--b--", ""],
  ].join("\r\n");
  const client = new S3Client({ forcePathStyle: true });
  await client.send(new PutObjectCommand({ Bucket: config().bucketName, Key: `bounces/${taken.length}-${to}`, Body }));
  await stack().settled();
}

test("mails leave by SMTP as they would by SES, and what the server says decides what becomes of them", async () => {
  const tenant = await openTenant(stack());
  expect(await told(tenant, "good@customer.example")).toMatchObject({ state: "sent" });
  const [first] = taken;
  expect(first?.to).toEqual(["good@customer.example"]);
  const mail = await PostalMime.parse(first?.raw ?? "");
  expect(mail).toMatchObject({
    subject: expect.stringContaining("问候"),
    from: { address: "no-reply@cashloop.example" },
  });
  expect(mail.text).toContain("李娜，您好");
  expect(stack().outbox("good@customer.example")).toEqual([]);
  expect(await told(tenant, "unknown@customer.example")).toMatchObject({ state: "failed", error: /^550/ });
  expect(await told(tenant, "spam@customer.example")).toMatchObject({ state: "failed", error: /^554/ });
  expect(await told(tenant, "greylisted@customer.example")).toMatchObject({ state: "queued", attempts: 1 });
  expect(taken).toHaveLength(1);

  // What comes back names the sending by its address; whoever makes an address up suppresses nobody.
  const [row] = (await tenant.admin.get("/v1/messages?channel=email&state=sent")).body.items;
  const failed =
    "Final-Recipient: rfc822; good@customer.example\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 no\r\n such user";
  await reported((first?.from ?? "").replace(/\.[0-9a-z]{12}@/, ".000000000000@"), failed);
  await reported(first?.from ?? "", failed.replace("failed", "delayed").replace("5.1.1", "4.4.1"));
  expect((await tenant.admin.get(`/v1/messages/${row.id}`)).body.state).toBe("sent");
  await reported(first?.from ?? "", failed);
  await reported(first?.from ?? "", failed);
  expect((await tenant.admin.get(`/v1/messages/${row.id}`)).body).toMatchObject({
    state: "bounced",
    error: "550 no such user",
  });
  const { items } = (await tenant.admin.get("/v1/suppressed-addresses")).body;
  expect(items).toMatchObject([{ address: "good@customer.example", reason: "bounced" }]);
});

test("a return path comes back as it went out, in capitals or not, and its seal is its own", () => {
  const id = (prefix: string) => fc.stringMatching(/^[0-9A-Z]{20}$/).map((rest) => `${prefix}_${rest}`);
  fc.assert(
    fc.property(
      id("ten"),
      id("msg"),
      fc.nat(99),
      fc.string(),
      fc.string(),
      (tenantId, messageId, resends, key, other) => {
        const of = { tenantId, messageId, resends };
        const address = returnPathOf("back.example", of, key);
        expect(localOf(address).length).toBeLessThanOrEqual(64);
        const back = returnedTo(address.toUpperCase());
        expect(back?.sending).toEqual(of);
        expect(back?.isSealed(key)).toBe(true);
        if (other !== key) expect(back?.isSealed(other)).toBe(false);
      },
    ),
  );
  expect(returnedTo("b+x.y.z@back.example")).toBeUndefined();
  expect(reportedIn("Action: failed")).toBeUndefined();
});
