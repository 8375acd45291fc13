import { dueState } from "../tenants/due.ts";
import { mailCampaignNoun } from "./mail-noun.ts";

export const handler = dueState("mailCampaignsDue", mailCampaignNoun, "sending", "begin");
