import * as z from "zod";
import { instant } from "../../shared/schema.ts";
import { entity, ownedIndexes, recordFields } from "../../shared/table/entity.ts";
import { ReportSubscription } from "./schema.ts";

export const reportSubscription = entity({
  noun: "reportSubscription",
  plural: "report subscriptions",
  prefix: "sub",
  schema: ReportSubscription,
  indexes: ownedIndexes("reportSubscription"),
});

/** When which subscription is due next: a row of its own, so that a mail that was sent is no change of its subscription. */
export const dueReport = entity({
  noun: "dueReport",
  plural: "due reports",
  prefix: "due",
  audited: false,
  scoped: false,
  schema: z.object({
    ...recordFields,
    subscriptionId: z.string(),
    dueAt: instant,
  }),
  due: { work: "reports", shards: 8, at: (row) => row.dueAt, answers: "the reports that are to be mailed" },
});
