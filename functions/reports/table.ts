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

/**
 * When which subscription is due next. It stands outside every wall, so that what is due in all tenants is one query and
 * costs what is due and not what there is. Only the time is here; what to do is read behind the wall.
 */
export const dueReport = entity({
  noun: "dueReport",
  plural: "due reports",
  prefix: "due",
  audited: false,
  scoped: false,
  schema: z.object({
    ...recordFields,
    tenantId: z.string(),
    subscriptionId: z.string(),
    /** The version of the subscription that the time follows from. */
    subscriptionVersion: z.int(),
    dueAt: instant,
  }),
  indexes: {
    work: {
      by: [],
      tag: "due",
      sorts: "dueAt",
      answers: "the reports of all tenants, by due time",
    },
  },
});
