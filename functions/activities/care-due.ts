import { changed } from "../../shared/http/record.ts";
import { beside, commit, creation } from "../../shared/records/write.ts";
import { write } from "../../shared/table/table.ts";
import { todayOf } from "../../shared/today.ts";
import { account } from "../accounts/table.ts";
import { dueWork } from "../tenants/due.ts";
import { intensityOf } from "./care.ts";
import { activityNoun } from "./noun.ts";
import { accountCare, type CareKind } from "./table.ts";

const SUBJECTS: Record<"zh-CN" | "en", Record<CareKind, (tier: string) => string>> = {
  "zh-CN": { visit: (tier) => `定期拜访（${tier} 级客户）`, call: (tier) => `定期回访（${tier} 级客户）` },
  en: { visit: (tier) => `Regular visit (tier ${tier})`, call: (tier) => `Regular call (tier ${tier})` },
};

/**
 * Runs every few minutes: where an account's tier wants its people seen or called by now, its owner is given a visit or a call
 * to make, in the transaction that notes it. The next one follows from when this was done.
 */
export const handler = dueWork("care", accountCare, async ({ row, caller }) => {
  const call = await caller();
  const about = await call.table.find(account, row.accountId);
  const after = changed(call, row, { dueAt: null });
  if (!about || intensityOf(about, row.kind) === undefined) {
    await call.table.replace(accountCare, row, after);
    return;
  }
  const { ownerId, departmentId, tier = "" } = about;
  const planned = await creation(call, activityNoun, {
    ...{ kind: row.kind, subject: SUBJECTS[call.tenant.locale][row.kind](tier), ownerId, departmentId },
    dueOn: todayOf(call),
    relatedTo: [{ noun: "account", id: about.id }],
  });
  await commit(call, beside(planned, [write.replace(accountCare, row, { ...after, activityId: planned.after.id })]));
});
