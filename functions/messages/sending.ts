import { config } from "../../shared/config.ts";
import { Kept } from "../../shared/kept.ts";
import type { MailAddress } from "../../shared/notify/mime.ts";
import type { Table } from "../../shared/table/table.ts";
import { domainOf, effectOf } from "../senders/rules.ts";
import { mailSender, senderDomain, senderDomainId } from "../senders/table.ts";
import { tenant } from "../tenants/table.ts";

const KEPT_MS = 60_000;

/** What a tenant's messages need of the tenant. */
export type Sending = { name: string; sealingKey: string; timeZone: string; from: MailAddress; replyTo?: string };
const senders = new Kept<Sending>(KEPT_MS);

export const senderIn = (table: Table): Promise<Sending> =>
  senders.get(table.tenantId, async () => {
    const [{ name, sealingKey, timeZone }, row] = await Promise.all([
      table.get(tenant, table.tenantId),
      table.find(mailSender.entity, mailSender.rowId()),
    ]);
    const said = mailSender.saidBy(row);
    const domain = said.address ? await table.find(senderDomain, senderDomainId(domainOf(said.address))) : undefined;
    const { from, replyTo } = effectOf(said, domain, { name, address: productAddress() });
    return { name, sealingKey, timeZone, from, ...(replyTo && { replyTo }) };
  });

/** The product's verified address, which every mail may come from. */
export const productAddress = (): string => {
  const { mailFrom } = config();
  return (/<([^>]+)>/.exec(mailFrom)?.[1] ?? mailFrom).trim();
};
