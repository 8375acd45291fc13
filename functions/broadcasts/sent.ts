import { Fault } from "../../shared/fault.ts";
import type { Call } from "../../shared/http/route.ts";
import { consentRequired } from "../../shared/notify/consent.ts";
import { MARKETING } from "../templates/rendering.ts";
import { type Broadcast, type BroadcastRow, counted } from "./audience.ts";

/** What a campaign notes when it is sent; refused without the consent of all of its people. */
export async function sent<R extends BroadcastRow>(call: Call<unknown>, of: Broadcast<R>, row: R): Promise<object> {
  const { recipients, reached, withheld } = await counted(call, of, row);
  if (withheld > 0) throw consentRequired({ channel: of.channel, purpose: MARKETING }, withheld, recipients);
  if (reached === 0) {
    const what = of.channel === "sms" ? "number that can be called" : "mail address and a value for each variable";
    throw new Fault("invalid_state", `None of its recipients has a ${what}.`);
  }
  return { recipientCount: recipients, sentAt: call.now, sentBy: call.actor.principalId, turns: 0 };
}
