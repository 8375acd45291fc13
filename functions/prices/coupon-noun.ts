import * as z from "zod";
import { random } from "../../shared/config.ts";
import { Fault, invalidField } from "../../shared/fault.ts";
import { checkReferences, type Named } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import { base32 } from "../../shared/ids.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import { action, type Moved } from "../../shared/records/transition.ts";
import { idOf, text } from "../../shared/schema.ts";
import type { Action } from "../../shared/table/action.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { accountOwnership } from "../accounts/ownership.ts";
import { account } from "../accounts/table.ts";
import {
  type CouponRow,
  claimBefore,
  claimProblem,
  couponProblem,
  type TemplateRow,
  usableBefore,
} from "./offer-rules.ts";
import { Coupon, CouponInput } from "./offer-schema.ts";
import { buyerOf } from "./price-of.ts";
import { audienceProblem } from "./rules.ts";
import { countIdOf, coupon, couponCount, couponTemplate } from "./table.ts";
import { type Why, WORDS } from "./words.ts";

/** Characters of a code, of five bits each: nobody guesses one of 2⁸⁰. */
const CODE_CHARS = 16;

const refuse = (why: Why, path: string): Fault =>
  new Fault("conflict", WORDS[why].en, { errors: [{ path, code: why, message: WORDS[why].en }] });

/** What a claim says of a coupon: whose it is, until when it can be used, with whom it was claimed. */
async function claimed(call: Caller, template: TemplateRow, about: RowOf<typeof account>, joins?: string) {
  const why = claimProblem(template, call.now);
  if (why) {
    const detail =
      why === "claim_closed" ? "It cannot be claimed any more." : `It can be claimed from ${template.claimFrom} on.`;
    throw new Fault("conflict", detail, { errors: [{ path: "templateId", code: why, message: detail }] });
  }
  const { accountIds, segments, tiers } = template.when ?? {};
  const asked = { ...(accountIds && { accountIds }), ...(segments && { segments }), ...(tiers && { tiers }) };
  const problem = audienceProblem(asked, buyerOf(call, about, {}));
  if (problem) throw refuse(problem, "accountId");
  const before = usableBefore(template, call.now, call.tenant.timeZone);
  if (before !== undefined && before <= call.now) throw refuse("expired", "templateId");
  const groupId = joins === undefined ? undefined : await joined(call, template, joins);
  return {
    ...{ accountId: about.id, status: "claimed", claimedAt: call.now, claimBefore: null },
    ...(before && { usableBefore: before }),
    ...(groupId && { groupId }),
    ...(await accountOwnership(call, about, {})),
  };
}

/** The group of the coupon that another account has claimed. */
async function joined({ table }: Caller, template: TemplateRow, code: string): Promise<string> {
  const id = await table.idOfUnique(coupon, "code", code.trim().toUpperCase());
  const other = id && (await table.get(coupon, id));
  if (!other || other.templateId !== template.id || !other.claimedAt) {
    throw invalidField("joins", "There is no claimed coupon of this template with this code.", "unknown_reference");
  }
  if (!template.groupBuy) throw invalidField("joins", "Coupons of this template are not claimed together.");
  return other.groupId ?? other.id;
}

const limit = (why: Why): Fault => refuse(why, "templateId");
const count = (ids: readonly string[], by: number, most?: number, fault?: Fault): Action =>
  write.add(
    couponCount,
    countIdOf(...ids),
    { count: by },
    most === undefined ? {} : { atMost: { count: most }, ...(fault && { fault }) },
  );

/** The counters of a claim, or of its being taken back: those of the account, and those of the group. */
function claimCounts(row: CouponRow, { perAccountMax, groupBuy, id }: TemplateRow, by: 1 | -1): Action[] {
  const { accountId = "", groupId } = row;
  const mine = count([id, accountId], by, by > 0 ? perAccountMax : undefined, limit("limit_per_account"));
  if (!groupBuy || !groupId) return [mine];
  const [full, twice] = ["The group is complete.", "The account is in this group already."].map(
    (detail) => new Fault("conflict", detail, { errors: [{ path: "joins", code: "conflict", message: detail }] }),
  );
  return [
    mine,
    count([groupId], by, by > 0 ? groupBuy.size : undefined, full),
    count([groupId, accountId], by, by > 0 ? 1 : undefined, twice),
  ];
}

/** What is counted where a coupon goes to another account by a merge: no limit stops it, and it stays in its group. */
function movedCounts(after: CouponRow, before: CouponRow, { id, groupBuy }: TemplateRow): Action[] {
  const [to = "", from = ""] = [after.accountId, before.accountId];
  const kept = [id, ...(groupBuy && after.groupId ? [after.groupId] : [])];
  return kept.flatMap((of) => [count([of, from], -1), count([of, to], 1)]);
}

/** What is counted as a coupon comes to be, is claimed, or goes back to the stock. */
async function counted(call: Caller, after: CouponRow, before?: CouponRow): Promise<Action[]> {
  const template = await call.table.get(couponTemplate, after.templateId);
  const isHeld = (row: CouponRow | undefined): boolean =>
    row !== undefined && !["forfeited", "void"].includes(row.status);
  const had = before !== undefined && isHeld(before) && before.accountId !== undefined;
  const has = isHeld(after) && after.accountId !== undefined;
  const stock = Number(isHeld(after)) - Number(isHeld(before));
  const all = count([template.id], stock, stock > 0 ? template.totalMax : undefined, limit("used_up"));
  if (before && has && had && after.accountId !== before.accountId) return movedCounts(after, before, template);
  const claims = has === had ? [] : claimCounts(has ? after : (before as CouponRow), template, has ? 1 : -1);
  return [...(stock === 0 ? [] : [all]), ...claims];
}

/** One coupon, as everything that handles records by their declaration knows it. */
export const couponNoun: Noun = noun({
  entity: coupon,
  module: "coupons",
  path: "/v1/coupons",
  input: CouponInput,
  view: Coupon,
  title: ({ code }) => code,
  filters: ["templateId", "accountId", "status", "ownerId", "departmentId"],
  references: { templateId: couponTemplate, accountId: account },
  states: {
    field: "status",
    next: {
      issued: ["claimed", "forfeited", "void"],
      claimed: ["redeemed", "expired", "void"],
      redeemed: ["claimed", "void"],
    },
    changeIn: ["issued", "claimed"],
    instead: { claim: "only one that is issued can be claimed", void: "it is used or over" },
  },
  prepare: async (call, input, named: Named) => {
    const template = named.get(input.templateId) as TemplateRow;
    if (template.code !== undefined)
      throw invalidField("templateId", "Everybody uses its one code; there are no others.");
    const common = { joins: undefined, code: base32(random(CODE_CHARS)) };
    if (input.accountId !== undefined) {
      const about = named.get(input.accountId) as RowOf<typeof account>;
      return { ...common, ...(await claimed(call, template, about, input.joins)) };
    }
    if (!call.access.can("prices.write")) throw invalidField("accountId", "Say which account claims it.", "required");
    if (input.joins !== undefined) throw invalidField("joins", "Only an account that claims it can join others.");
    return { ...common, status: "issued", claimBefore: claimBefore(template, call.now) };
  },
  revise: (_call, _before, patch) => {
    const [fixed] = ["templateId", "accountId", "joins"].filter((name) => name in patch);
    if (fixed)
      throw invalidField(fixed, `${fixed} stays as it is; an issued coupon is claimed by POST /v1/coupons/{id}/claim.`);
    return {};
  },
  derive: (_call, after) => (after.claimedAt && !after.groupId && !after.isShared ? { groupId: after.id } : {}),
  alongside: counted,
  example: { body: { templateId: "{couponTemplateId}", note: "展会发放" } },
  patchExample: { body: { note: "线上发放" } },
});

const claim = action(coupon, {
  name: "claim",
  label: { "zh-CN": "领取", en: "Claim" },
  summary: "An account claims an issued coupon, within the time for it; from then on it alone may use it.",
  from: ["issued"],
  to: "claimed",
  body: z.strictObject({
    accountId: idOf("acc").describe("The account that claims it."),
    joins: text(40).optional().describe("The code of a claimed coupon whose group the account joins."),
  }),
  example: { body: { accountId: "{accountId}" } },
  run: async (call, row): Promise<Moved> => {
    const { accountId, joins } = call.body;
    const named = await checkReferences(call, { accountId: account }, call.body);
    const template = await call.table.get(couponTemplate, row.templateId);
    const why = couponProblem(row, template, { ...buyerOf(call, undefined, {}), at: call.now, accountId });
    if (why === "forfeited") throw refuse(why, "claimBefore");
    return { fields: await claimed(call, template, named.get(accountId) as RowOf<typeof account>, joins) };
  },
});

const withdraw = action(coupon, {
  name: "void",
  label: { "zh-CN": "作废", en: "Void" },
  summary: "Withdraws a coupon that was not used; what it took of stock and limits is free again.",
  from: ["issued", "claimed"],
  to: "void",
  permission: "prices.write",
});

export const couponActions = [claim, withdraw];
