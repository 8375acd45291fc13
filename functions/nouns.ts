import type { Noun } from "../shared/records/noun.ts";
import { accountNoun } from "./accounts/noun.ts";
import { activityNoun } from "./activities/noun.ts";
import { contactNoun } from "./contacts/noun.ts";
import { leadNoun } from "./leads/noun.ts";
import { opportunityNoun } from "./opportunities/noun.ts";
import { quoteNoun } from "./quotes/noun.ts";

/**
 * The nouns that views, search, batch, import, export, timelines, roll-ups and hand-over work on. A noun that is added
 * here has all of them.
 */
export const nouns: readonly Noun[] = [accountNoun, contactNoun, opportunityNoun, leadNoun, activityNoun, quoteNoun];
