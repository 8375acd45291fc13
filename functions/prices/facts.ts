import { civilDate, zonedInstant } from "../../shared/clock.ts";
import type { Caller } from "../../shared/http/route.ts";
import { inForce } from "../../shared/records/inforce.ts";
import { sourceOf } from "../../shared/table/list.ts";
import type { Facts } from "./engine/eligible.ts";
import type { Buyer } from "./rules.ts";
import { promotion } from "./table.ts";

export const promotionsInForce = inForce(promotion);

/** True of an account that has no order, but cancelled ones: whoever may see them or not. */
async function isFirstOrder({ table }: Pick<Caller, "table">, accountId: string | undefined): Promise<boolean> {
  if (accountId === undefined) return false;
  const { order } = await import("../orders/table.ts");
  const sources = [sourceOf(order, "account", { accountId })];
  for await (const row of table.each(order, { sources, range: { from: "ord#", to: "ord#\uffff" } })) {
    if (row.status !== "cancelled" && !row.archived) return false;
  }
  return true;
}

/** Everything that offers ask of a buyer. What is asked for another day than today is asked for its beginning. */
export async function factsOf(call: Caller, buyer: Buyer, currency: string): Promise<Facts> {
  const { timeZone } = call.tenant;
  const isToday = buyer.on === civilDate(new Date(call.now), timeZone);
  const at = isToday ? call.now : zonedInstant(buyer.on, "00:00", timeZone).toISOString();
  return { ...buyer, currency, at, isFirstOrder: await isFirstOrder(call, buyer.accountId) };
}
