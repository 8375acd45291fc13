import type { ReactionCard } from "../../shared/events/event.ts";
import { watches } from "../audit/events.ts";

/** What the consumer beside money does, by the nouns whose changes bring it about. A test holds them right. */
export const reactions: readonly ReactionCard[] = [
  { load: async () => ({ watches }) },
  { of: ["account", "tierRule", "tierSweep"], load: () => import("../accounts/events.ts") },
  { of: ["activity"], load: () => import("../activities/events.ts") },
  { of: ["approval"], load: () => import("../approvals/events.ts") },
  { of: ["bankTransaction"], load: () => import("../bank/events.ts") },
  { of: ["order", "receivable", "bankTransaction", "backfill"], load: () => import("../customers/events.ts") },
  { load: () => import("../fields/events.ts") },
  { of: ["job"], load: () => import("../jobs/events.ts") },
  { of: ["bankTransaction", "bankRejection", "bankStatement", "message"], load: () => import("../messages/events.ts") },
  { of: ["tenant"], load: () => import("../opportunities/events.ts") },
  { of: ["quote"], load: () => import("../quotes/events.ts") },
  { of: ["receivable"], load: () => import("../receivables/events.ts") },
  { load: () => import("../search/events.ts") },
];
