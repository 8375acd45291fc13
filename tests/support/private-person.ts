import type { TestStack } from "./stack.ts";
import { made, type TestTenant } from "./tenant.ts";

export const NAME = "欧阳靖雯";
export const EMAIL = "canary.person@canary-mail.example";
export const PHONE = "13912345671";
export const WORDS = "鹦鹉喜欢榛子蛋糕";
export const CANARIES = [NAME, EMAIL, PHONE, WORDS];

export const EVIDENCE = { textVersion: "n/3", source: "展会", at: "2026-11-01T08:00:00Z", address: EMAIL, text: WORDS };

/** A person in the middle of business: with figures, talk, a file, and others beside them. */
export async function privatePerson(stack: TestStack, tenant: TestTenant) {
  const { admin } = tenant;
  const account = await made(admin, "/v1/accounts", { name: "云海集团" });
  const person = { name: NAME, accountId: account.id, email: EMAIL, phone: PHONE };
  const contact = await made(admin, "/v1/contacts", { ...person, tags: ["VIP"] });
  const other = await made(admin, "/v1/contacts", {
    name: "王小满",
    accountId: account.id,
    email: "other@example.com",
  });
  const relatedTo = [{ noun: "contact", id: contact.id }];
  await made(admin, "/v1/activities", { kind: "note", subject: `与${NAME}谈过`, body: WORDS, relatedTo });
  await made(admin, "/v1/activities", {
    ...{ kind: "call", subject: `${NAME}与王小满`, body: `请打 139-1234-5671`, outcome: "好" },
    relatedTo: [...relatedTo, { noun: "contact", id: other.id }],
  });
  const of = { contactId: contact.id, channel: "email", purpose: "marketing", state: "given" };
  await made(admin, "/v1/consents", { ...of, evidence: EVIDENCE });
  const sale = { name: `${NAME}的采购`, accountId: account.id, contactId: contact.id };
  await made(admin, "/v1/opportunities", { ...sale, amountMinor: 123_456, currency: "CNY", expectedOn: "2027-03-31" });
  const ticket = { contactId: contact.id, subject: WORDS, body: WORDS, channel: "hotline", priority: "normal" };
  await made(admin, "/v1/tickets", ticket);
  const due = { accountId: account.id, reference: "INV-77", amountMinor: 5_000, currency: "CNY", dueOn: "2027-01-31" };
  const receivable = await made(admin, "/v1/receivables", due);
  const file = { name: `${NAME}.txt`, contentType: "text/plain", sizeBytes: Buffer.byteLength(WORDS) };
  const upload = await made(admin, "/v1/files", { ...file, relatedTo: { noun: "contact", id: contact.id } });
  await fetch(String(upload.uploadUrl), { method: "PUT", body: WORDS, headers: { "content-type": "text/plain" } });
  // What was so before is in the history.
  await admin.patch(`/v1/contacts/${contact.id}`, { role: WORDS.slice(0, 4) });
  await stack.settled();
  return { account, contact, other, receivable, upload };
}
