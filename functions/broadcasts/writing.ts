import type { Caller } from "../../shared/http/route.ts";
import { smsLength } from "../../shared/notify/sms.ts";
import { wrappingOf } from "../templates/rendering.ts";
import type { CampaignRow } from "./audience.ts";

/** The whole message of a campaign and its length. Once it is on its way it stays as it was sent. */
export async function composed(call: Caller, after: CampaignRow, before?: CampaignRow): Promise<Partial<CampaignRow>> {
  if (before && before.status !== "draft") return {};
  const message = (await wrappingOf(call.table))(after.text, call.tenant.locale, after.purpose);
  return { message, ...smsLength(message) };
}
