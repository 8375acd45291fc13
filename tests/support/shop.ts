import { handler as looks } from "../../functions/behaviour/sweep.ts";
import type { TestStack } from "./stack.ts";
import { made, openTenant } from "./tenant.ts";

const HOUR_MS = 3_600_000;
let inserted = 0;

/** A tenant with an account, whose people leave events: what is told, what is looked at, and what is known of somebody. */
export const shopOf = (stack: () => TestStack) => async () => {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const account = await made(admin, "/v1/accounts", { name: "北京某某软件有限公司" });
  const person = (name: string, fields: object = {}) =>
    made(admin, "/v1/contacts", { name, accountId: account.id, ...fields });
  const now = stack().clock.now().getTime();
  const ago = (hours: number): string => new Date(now - hours * HOUR_MS).toISOString();
  const event = (fields: object = {}) => ({ insertId: `e${inserted++}`, name: "page.viewed", at: ago(1), ...fields });
  const send = (...events: unknown[]) => admin.post("/v1/events", { events });
  const looked = async () => {
    await stack().settled();
    await looks();
    await stack().settled();
  };
  const profile = async (personId: unknown) => (await admin.get(`/v1/events/profile?personId=${personId}`)).body;
  const eventsOf = async (query: string) => (await admin.get(`/v1/events?${query}`)).body.items ?? [];
  return { ...tenant, admin, account, contact: person, ago, event, send, looked, profile, eventsOf };
};
