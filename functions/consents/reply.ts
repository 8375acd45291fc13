import type { Caller } from "../../shared/http/route.ts";
import { EVERY_PURPOSE } from "../../shared/notify/consent.ts";
import { contact } from "../contacts/table.ts";
import { bearersOf } from "../duplicates.ts";
import { lead } from "../leads/table.ts";
import { isOptOut } from "./rules.ts";
import { reachPolicy } from "./table.ts";
import { stated } from "./withdraw.ts";

/**
 * Heeds a reply by text message: an opt-out word ends all text messages to everybody who has its number. `caller` is the
 * product: whose number it is matters, and not whose records somebody sees.
 */
export async function heedReply(
  caller: Caller,
  { from, text, at = caller.now }: { from: string; text: string; at?: string | undefined },
): Promise<{ optOut: boolean; withdrawn: number }> {
  const { optOutWords } = await reachPolicy.held(caller.table);
  if (!isOptOut(optOutWords, text)) return { optOut: false, withdrawn: 0 };
  const bearers = (await bearersOf(caller, from)).filter(({ noun }) => noun === contact.noun || noun === lead.noun);
  const evidence = { textVersion: "sms reply", source: from, at, text };
  for (const { row } of bearers) {
    await stated(caller, row.id, { channel: "sms", purpose: EVERY_PURPOSE, state: "withdrawn", evidence });
  }
  return { optOut: true, withdrawn: bearers.length };
}
