import { Fault } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { consentRequired } from "../../shared/notify/consent.ts";
import type { Moved } from "../../shared/records/transition.ts";
import { MARKETING } from "../templates/rendering.ts";
import { type Broadcast, type BroadcastRow, type Counted, counted } from "./audience.ts";

/** Pages of people that the call itself counts: what takes a second or two, however many people there are. */
export const PAGES_AT_ONCE = 20;

/** Refuses a campaign by its people, once all of them are counted: without the consent of each, or where it reaches nobody. */
export function checkCounted(
  { channel }: Pick<Broadcast, "channel">,
  { recipients, reached, withheld }: Counted,
): void {
  if (withheld > 0) throw consentRequired({ channel, purpose: MARKETING }, withheld, recipients);
  if (reached > 0) return;
  const what = channel === "sms" ? "number that can be called" : "mail address and a value for each variable";
  throw new Fault("invalid_state", `None of its recipients has a ${what}.`);
}

/**
 * What becomes of a campaign when it is sent. It is refused without the consent of all of its people, at once where the
 * first have not agreed; where more are left than a call counts, the stream counts on.
 */
export async function sent<R extends BroadcastRow>(call: Caller, of: Broadcast<R>, row: R): Promise<Moved> {
  const { sum, next } = await counted(call, of, row, PAGES_AT_ONCE);
  const { recipients, withheld } = sum;
  const begun = { sentBy: call.actor.principalId, turns: 0, counted: sum, refusedBecause: null };
  if (next === undefined) {
    checkCounted(of, sum);
    return { fields: { ...begun, recipientCount: recipients, sentAt: call.now } };
  }
  if (withheld > 0)
    throw consentRequired({ channel: of.channel, purpose: MARKETING }, withheld, recipients, "the first ");
  // One that bears an approval as it is sent is sent by the last who had to agree.
  return { to: "counting", fields: { ...begun, after: next, ...(row.approvalId && { isAgreed: true }) } };
}
