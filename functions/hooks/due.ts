import { dueWork } from "../tenants/due.ts";
import { deliver } from "./deliver.ts";
import { webhookDelivery } from "./table.ts";

/** Runs every minute: tells webhooks what they are to be told by now. */
export const handler = dueWork("webhooks", webhookDelivery, ({ table, row, now }) => deliver(table, row, now));
