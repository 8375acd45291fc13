import { addDays, civilDate, zonedInstant } from "../../shared/clock.ts";
import { fresh } from "../../shared/http/record.ts";
import { action, type Moved } from "../../shared/records/transition.ts";
import { write } from "../../shared/table/table.ts";
import { article, articleRevision } from "./table.ts";

const submit = action(article, {
  name: "submit",
  label: { "zh-CN": "提交审核", en: "Submit" },
  summary: "Hands it to those who publish.",
  to: "inReview",
  from: ["draft"],
});

const decline = action(article, {
  name: "decline",
  label: { "zh-CN": "退回", en: "Decline" },
  summary: "Hands it back to its author; what was published before stays.",
  to: "draft",
  from: ["inReview"],
  permission: "articles.publish",
  example: { after: ["submit"] },
});

const publish = action(article, {
  name: "publish",
  label: { "zh-CN": "发布", en: "Publish" },
  summary:
    "Readers read it as it now stands; each text that was published is kept. One that was put up for review is confirmed.",
  to: "published",
  from: ["inReview"],
  permission: "articles.publish",
  example: { after: ["submit"] },
  run: (call, row): Moved => {
    const { title, body, audience, roles, reviewEveryDays, published } = row;
    const { timeZone } = call.tenant;
    const isNew = published?.title !== title || published.body !== body;
    const revision = row.revision + (isNew ? 1 : 0);
    const said = isNew ? { revision, title, body, at: call.now, byId: call.actor.principalId } : published;
    const { roles: _before, ...text } = said as NonNullable<typeof published>;
    const now = { ...text, audience, ...(roles && { roles }) };
    const on = addDays(civilDate(new Date(call.now), timeZone), reviewEveryDays);
    const reviewAt = zonedInstant(on, "09:00", timeZone).toISOString();
    const kept = { ...fresh(call, articleRevision), articleId: row.id, ...now };
    return {
      fields: { revision, reviewAt, staleAt: null, published: now },
      beside: isNew ? [write.create(articleRevision, kept)] : [],
    };
  },
});

const revise = action(article, {
  name: "revise",
  label: { "zh-CN": "修订", en: "Revise" },
  summary: "Makes it a draft again; readers keep what is published until the new text is.",
  to: "draft",
  from: ["published", "inReview"],
  example: { after: ["submit"] },
});

const withdraw = action(article, {
  name: "withdraw",
  label: { "zh-CN": "撤回", en: "Withdraw" },
  summary: "Nobody reads it any more; it is a draft.",
  to: "draft",
  from: ["published", "inReview"],
  permission: "articles.publish",
  example: { after: ["submit"] },
  run: (): Moved => ({ fields: { published: null, reviewAt: null, staleAt: null } }),
});

export const articleActions = [submit, decline, publish, revise, withdraw];
