import { beside, commit, creation, replacement } from "../../shared/records/write.ts";
import { activityNoun } from "../activities/noun.ts";
import { dueWork } from "../tenants/due.ts";
import { articleNoun } from "./noun.ts";
import { article } from "./table.ts";

const WORDS = {
  "zh-CN": (title: string) => `请复核知识文章：${title}`,
  en: (title: string) => `Review the article: ${title}`,
};

/**
 * Runs every few minutes: what nobody has looked at for as long as it says is put up for review, with a task for whoever keeps
 * it right. Readers keep reading it meanwhile.
 */
export const handler = dueWork("articleReviews", article, async ({ row, caller }) => {
  const call = await caller();
  const stale = await replacement(call, articleNoun, row, { state: "inReview", staleAt: call.now }, { as: "put-up" });
  const task = await creation(call, activityNoun, {
    ...{ kind: "task", subject: WORDS[call.tenant.locale](row.title), relatedTo: [{ noun: "article", id: row.id }] },
    ...(row.ownerId && { ownerId: row.ownerId }),
    ...(row.departmentId && { departmentId: row.departmentId }),
  });
  await commit(call, beside(stale, task.actions));
});
