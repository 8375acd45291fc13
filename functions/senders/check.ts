import { dueWork } from "../tenants/due.ts";
import { look } from "./domains.ts";
import { senderDomain } from "./table.ts";

/** Looks how domains stand that mails are to come from, and once a day whether those that they come from still do. */
export const handler = dueWork("senderDomains", senderDomain, async ({ table, row, now }) => {
  await look({ table, stamp: table.stamp, now: now.toISOString() }, row);
});
