import type { Ineligible } from "./engine/eligible.ts";
import type { Rejection } from "./engine/types.ts";
import type { CouponWhy } from "./offer-rules.ts";

/** Why an offer took nothing off: those that the engine finds, those of conditions, those of coupons. */
export type Why = Rejection["why"] | Ineligible | CouponWhy | "twice" | "no_account" | "used_up" | "limit_per_account";

export const WORDS: Readonly<Record<Why, Readonly<Record<"zh-CN" | "en", string>>>> = {
  currency: { "zh-CN": "币种不符", en: "It is for another currency." },
  not_started: { "zh-CN": "尚未开始", en: "It has not begun yet." },
  ended: { "zh-CN": "已经结束", en: "It is over." },
  order_kind: { "zh-CN": "不适用于这类订单", en: "It is not for this kind of order." },
  account: { "zh-CN": "不适用于该客户", en: "It is not for this account." },
  segment: { "zh-CN": "客户不在适用的分组内", en: "The account is in none of its groups." },
  tier: { "zh-CN": "客户等级不符", en: "It is not for the account's tier." },
  partner_tier: { "zh-CN": "伙伴等级不符", en: "It is not for the partner's tier." },
  not_first_order: { "zh-CN": "仅限首单", en: "It is for a first order." },
  no_product: { "zh-CN": "没有适用的产品", en: "No product in the basket takes part." },
  below_quantity: { "zh-CN": "数量未达到", en: "The quantity is too small." },
  below_amount: { "zh-CN": "金额未达到", en: "The amount is too small." },
  excluded: { "zh-CN": "与已用的优惠不能同享", en: "It does not go with one that was taken." },
  nothing_left: { "zh-CN": "没有可再优惠的金额", en: "Nothing is left for it to take off." },
  not_cheaper: { "zh-CN": "用了反而更贵", en: "With it the whole would cost no less." },
  unknown_coupon: { "zh-CN": "没有这张券", en: "There is no such coupon." },
  not_claimed: { "zh-CN": "尚未领取", en: "Nobody has claimed it yet." },
  forfeited: { "zh-CN": "逾期未领，已作废", en: "It was not claimed in time." },
  used: { "zh-CN": "已使用", en: "It was used." },
  expired: { "zh-CN": "已过期", en: "It has run out." },
  void: { "zh-CN": "已停用", en: "It was withdrawn." },
  twice: { "zh-CN": "同一张券只能用一次", en: "It is named twice." },
  no_account: { "zh-CN": "需要指定客户", en: "Say which account uses it." },
  used_up: { "zh-CN": "已被领完用完", en: "All of them are gone." },
  limit_per_account: { "zh-CN": "该客户已达到上限", en: "The account has had as many as it may." },
};
