import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import {
  partnerStatement,
  rebateBook,
  rebateCash,
  rebateEntry,
  rebateNotice,
  rebateRule,
  rebateRuleVersion,
} from "./table.ts";

const staff = ["rebating.read", "rebates.read"];

/** What partners are given of received cash: rules, what accrues by them, and monthly statements. */
export const rebates = {
  name: "rebates",
  seldom: true,
  routes,
  entities: [rebateRule, rebateRuleVersion, rebateNotice, rebateBook, rebateCash, rebateEntry, partnerStatement],
  further: [rebateRuleVersion, rebateEntry],
  emits,
  handles,
  schedules: [{ name: "partnerStatements", rateMinutes: 5, file: "close.ts" }],
  grants: {
    finance: [...staff, "rebating.write", "rebates.write", "rebates.acknowledge", "rebates.dispute"],
    manager: staff,
    partner: ["rebates.read", "rebates.acknowledge", "rebates.dispute"],
  },
};
