import type { Caller } from "../../shared/http/route.ts";
import { EVERY_PURPOSE } from "../../shared/notify/consent.ts";
import { isOptOut } from "./rules.ts";
import { reachPolicy } from "./table.ts";
import { statedAt } from "./withdraw.ts";

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
  const evidence = { textVersion: "sms reply", source: from, at, text };
  const said = { channel: "sms", purpose: EVERY_PURPOSE, state: "withdrawn", evidence } as const;
  return { optOut: true, withdrawn: await statedAt(caller, { kind: "phone", value: from }, said) };
}
