import * as z from "zod";
import { invalidField } from "../../shared/fault.ts";
import { load } from "../../shared/http/record.ts";
import { route } from "../../shared/http/route.ts";
import { shown } from "../../shared/records/shown.ts";
import { idOf } from "../../shared/schema.ts";
import { couponNoun } from "./coupon-noun.ts";
import { couponTemplateNoun } from "./offer-nouns.ts";
import { Coupon } from "./offer-schema.ts";
import { couponTemplate } from "./table.ts";

/** Coupons of one batch, which are written in one transaction: each with its code, and those for accounts with their counters. */
const BATCH_MAX = 45;
const CLAIMS_MAX = 18;

const IssueInput = z.strictObject({
  count: z.int().min(1).max(BATCH_MAX).optional().describe("So many codes that accounts claim later."),
  accountIds: z
    .array(idOf("acc"))
    .min(1)
    .max(CLAIMS_MAX)
    .optional()
    .describe("Or one for each of these accounts, claimed at once."),
});

/** All coupons of a batch or none: where the stock does not do, nothing is issued. */
export const issue = route({
  method: "POST",
  path: `${couponTemplateNoun.path}/{id}/issue`,
  permission: "prices.write",
  summary: "Issues a batch of coupons of a template, all or none: codes for a later claim, or one for each account.",
  body: IssueInput,
  reply: z.object({ items: z.array(Coupon) }),
  example: { params: { id: "{id}" }, body: { count: 3 } },
  run: async (call) => {
    const { id: templateId } = await load(call, couponTemplate);
    const { count, accountIds } = call.body;
    if ((count === undefined) === (accountIds === undefined)) {
      throw invalidField("count", "Say how many codes, or which accounts get one.", "required");
    }
    if (accountIds && new Set(accountIds).size < accountIds.length) {
      throw invalidField("accountIds", "Each account is named once.", "duplicate");
    }
    const wanted = accountIds?.map((accountId) => ({ accountId })) ?? Array.from({ length: count ?? 0 }, () => ({}));
    const { creation } = await import("../../shared/records/write.ts");
    const changes = await Promise.all(wanted.map((one) => creation(call, couponNoun, { templateId, ...one })));
    await call.table.commit(changes.flatMap(({ actions }) => actions));
    return { items: await Promise.all(changes.map(({ after }) => shown(call, couponNoun, after))) };
  },
});
