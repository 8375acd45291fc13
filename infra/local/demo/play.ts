import { civilDate } from "../../../shared/clock.ts";
import { bodyOf, deliver, type Feed, type Receipt } from "./bank.ts";
import { type Caller, callerOf } from "./caller.ts";
import { TENANT } from "./company.ts";
import { BOOKINGS, DAY } from "./day.ts";
import { allOf, type Outcome, outcomesOf } from "./outcome.ts";
import { ACCOUNT_NO, type DemoAccess } from "./seed.ts";

/** A stack as the demo reaches it: from outside, except for its clock and for knowing when it has come to rest. */
export type Site = { baseUrl: string; now(): Date; settled(): Promise<void> };

export type Played = { outcomes: Outcome[]; deliveries: { at: string; format: string; receipt: Receipt }[] };

const connectionIdOf = (access: DemoAccess): string => access.webhookPath.split("/").at(-1) ?? "";

/** The day of the demo is the one on which its bank was linked, whenever it is looked at. */
async function firstDay(call: Caller, access: DemoAccess): Promise<string> {
  const { createdAt } = await call<{ createdAt: string }>("GET", `/v1/bank-connections/${connectionIdOf(access)}`);
  return civilDate(new Date(createdAt), TENANT.timeZone);
}

/** How many bookings of the day the bank has delivered. */
export async function countDelivered(site: Pick<Site, "baseUrl">, access: DemoAccess): Promise<number> {
  const call = callerOf(site.baseUrl, access.tenant.adminKey);
  return (await allOf(call, `/v1/bank-transactions?connectionId=${connectionIdOf(access)}`)).length;
}

/** True once every booking of the day has arrived; until then playing goes on where it was broken off. */
export const isPlayed = async (site: Pick<Site, "baseUrl">, access: DemoAccess): Promise<boolean> =>
  (await countDelivered(site, access)) >= BOOKINGS.length;

/** What has become of the day. */
export async function lookedUp(site: Pick<Site, "baseUrl">, access: DemoAccess): Promise<Outcome[]> {
  const call = callerOf(site.baseUrl, access.tenant.adminKey);
  return outcomesOf(call, connectionIdOf(access), await firstDay(call, access));
}

/** Is told what is under way, and what has been done, with the share of the whole. */
export type Progress = { doing(text: string, share: number): void; done(text: string): void };

/** Delivers the day call by call through the signed webhook, letting the stack come to rest after each. */
export async function playDay(site: Site, access: DemoAccess, progress: Progress): Promise<Played> {
  const bookedOn = await firstDay(callerOf(site.baseUrl, access.tenant.adminKey), access);
  const feed: Feed = { url: site.baseUrl + access.webhookPath, secret: access.signingSecret, now: site.now };
  const deliveries: Played["deliveries"] = [];
  for (const [n, delivery] of DAY.entries()) {
    const { at, format, notices } = delivery;
    progress.doing(`${at} the bank tells of ${notices.length} bookings (${format})`, n / DAY.length);
    const { contentType, body } = bodyOf(delivery, ACCOUNT_NO, bookedOn);
    const receipt = await deliver(feed, `demo-${bookedOn}-${n}`, contentType, body);
    await site.settled();
    deliveries.push({ at, format, receipt });
    const twice = receipt.duplicates > 0 ? `, ${receipt.duplicates} of them known already: nothing added` : "";
    progress.done(`${at}  ${format.padEnd(8)} ${receipt.received} bookings${twice}`);
  }
  return { deliveries, outcomes: await lookedUp(site, access) };
}
