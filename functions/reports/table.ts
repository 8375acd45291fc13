import * as z from "zod";
import { hashedId } from "../../shared/hashed.ts";
import { setting } from "../../shared/records/setting.ts";
import { instant } from "../../shared/schema.ts";
import { entity, ownedIndexes, recordFields } from "../../shared/table/entity.ts";
import { OutsideRecipients, ReportOptOut, ReportSubscription } from "./schema.ts";

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

/** Which figures somebody was told last by a subscription that tells changes only; written with the message. */
export const reportTold = entity({
  noun: "reportTold",
  plural: "figures that were told",
  prefix: "rtd",
  audited: false,
  scoped: false,
  schema: z.object({ ...recordFields, fingerprint: z.string() }),
});

/** Who does not want the reports of a subscription any more; nobody but them takes it back. */
export const reportOptOut = entity({
  noun: "reportOptOut",
  plural: "opt-outs of reports",
  prefix: "roo",
  schema: ReportOptOut,
  scoped: false,
  indexes: {
    parent: { by: ["subscriptionId"], tag: "roo", sorts: "createdAt", answers: "who has left one subscription" },
  },
});
export const optOutId = (subscriptionId: string, recipientId: string): string =>
  hashedId(reportOptOut.prefix, `${subscriptionId}\n${recipientId}`);

export const outsideRecipients = setting({
  noun: "outsideRecipients",
  plural: "outside recipients",
  prefix: "our",
  id: "our_tenant",
  schema: OutsideRecipients,
  path: "/v1/outside-recipients",
  reading: "reports.read",
  writing: "tenants.write",
  tells: "Which mail addresses outside of the tenant may get reports.",
  replaces: "Says which mail addresses outside of the tenant may get reports; it holds from the next report on.",
  example: { addresses: ["chair@holding.example"], domains: [] },
});
