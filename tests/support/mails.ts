import { buildRawMail, type MailPart } from "../../shared/notify/mime.ts";
import { writeObject } from "../../shared/objects.ts";
import type { Api, TestStack } from "./stack.ts";
import { made, openTenant } from "./tenant.ts";

export type WrittenMail = {
  from?: string;
  name?: string;
  to: string;
  cc?: string;
  subject?: string;
  text?: string;
  /** Lines above those that a mail program writes. */
  headers?: string;
  attachments?: MailPart[];
  messageId?: string;
  inReplyTo?: string;
};

let mails = 0;

/** Hands a mail over as a stranger's server does. */
export async function arrives(stack: TestStack, raw: string, withinMs?: number): Promise<void> {
  mails += 1;
  await writeObject(`mails/m${mails}`, Buffer.from(raw, "latin1"), "message/rfc822");
  await stack.settled(withinMs === undefined ? {} : { withinMs });
}

/** A mail as a customer's program writes it. */
export function writtenMail(
  stack: TestStack,
  {
    from = "zhou.min@example.com",
    name = "周敏",
    to,
    cc,
    subject = "报表无法导出",
    text = "一直转圈",
    headers = "",
    messageId,
    inReplyTo,
    attachments,
  }: WrittenMail,
): string {
  const built = buildRawMail({
    ...{ from: { name, address: from }, to: [{ address: to }], subject, text, html: `<p>${text}</p>`, locale: "zh-CN" },
    ...{
      messageId: messageId ?? `m${mails}.${text.length}@customer.example`,
      date: stack.clock.now(),
      isPersonal: true,
    },
    ...(cc && { cc: [{ address: cc }] }),
    ...(inReplyTo && { inReplyTo, references: [inReplyTo] }),
    ...(attachments && { attachments }),
  });
  return headers + built;
}

/** A tenant whose sales people read a mailbox, and whose administrator does not. */
export async function office(stack: TestStack, rules: object[] = []) {
  const tenant = await openTenant(stack);
  const { admin, person } = tenant;
  const reader = await person({ roles: ["sales"], name: "韩梅梅" });
  const outsider = await person({ roles: ["manager"], name: "李雷" });
  const box = await made(admin, "/v1/mailboxes", { name: "商务", ownerId: reader.id, rules });
  const account = await made(admin, "/v1/accounts", { name: "云帆", ownerId: reader.id });
  const customer = `zhou.${tenant.id.slice(-8).toLowerCase()}@example.com`;
  const contact = await made(admin, "/v1/contacts", { name: "周敏", accountId: account.id, email: customer });
  const address = String(box.inboundAddress);
  const comes = (written: Partial<WrittenMail>): Promise<void> =>
    arrives(stack, writtenMail(stack, { from: customer, to: address, ...written }));
  const inbox = async (api: Api = reader.api) => (await api.get(`/v1/mailboxes/${box.id}/mails`)).body.items;
  return { ...tenant, reader, outsider, box, account, contact, customer, address, comes, inbox };
}
