import type { Caller } from "../../shared/http/route.ts";
import type { Locale } from "../../shared/notify/format.ts";
import { reachPolicy } from "../consents/table.ts";
import { tenant } from "../tenants/table.ts";
import type { CampaignRow } from "./audience.ts";
import { smsLength, smsMessage } from "./rules.ts";

const OPT_OUT: Record<Locale, (word: string) => string> = {
  "zh-CN": (word) => `拒收请回复${word}`,
  en: (word) => `Reply ${word} to opt out`,
};

/** The word that a reader of the language is asked to reply with: one of those that the tenant heeds. */
const wordOf = (words: readonly string[], locale: Locale): string =>
  (locale === "en" ? words.find((word) => word.toUpperCase() === "STOP") : undefined) ?? words[0] ?? "TD";

/** The whole message of a campaign and its length. Once it is on its way it stays as it was sent. */
export async function composed(call: Caller, after: CampaignRow, before?: CampaignRow): Promise<Partial<CampaignRow>> {
  if (before && before.status !== "draft") return {};
  const { locale } = call.tenant;
  const [policy, { name }] = await Promise.all([reachPolicy.held(call.table), call.table.get(tenant, call.tenant.id)]);
  const optOut = policy.smsOptOut ?? OPT_OUT[locale](wordOf(policy.optOutWords, locale));
  const around = { locale, signature: policy.smsSignature ?? name, ...(after.purpose === "marketing" && { optOut }) };
  const message = smsMessage(after.text, around);
  return { message, ...smsLength(message) };
}
