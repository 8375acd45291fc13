import type * as z from "zod";
import { addDays, civilDate, zonedInstant } from "../../shared/clock.ts";
import { DAY_MS, later } from "../../shared/duration.ts";
import type { InputError } from "../../shared/fault.ts";
import type { Rule } from "./engine/types.ts";
import type { Coupon, CouponTemplate, Effect, Promotion } from "./offer-schema.ts";
import { daysError } from "./rules.ts";

export type PromotionRow = z.output<typeof Promotion>;
export type TemplateRow = z.output<typeof CouponTemplate>;
export type CouponRow = z.output<typeof Coupon>;
type EffectOf = z.output<typeof Effect>;
type Offer = Pick<
  TemplateRow,
  "currency" | "when" | "scope" | "effect" | "capMinor" | "monthsMax" | "exclusive" | "group"
> &
  Pick<TemplateRow, "excludesPromotions" | "excludesCoupons">;

const wrong = (path: string, message: string, code = "invalid"): InputError => ({ path, code, message });

/** Whether values rise from each to the next. */
const rises = (values: readonly number[]): boolean =>
  values.every((value, n) => n === 0 || value > (values[n - 1] ?? 0));

function reductionErrors({ steps, each }: Extract<EffectOf, { type: "fullReduction" }>, path: string): InputError[] {
  const [offs, shares] = [steps.map((s) => s.offMinor ?? 0), steps.map((s) => s.basisPoints ?? 0)];
  const isShares = steps.every((s) => s.basisPoints !== undefined && s.offMinor === undefined);
  const isOffs = steps.every((s) => s.offMinor !== undefined && s.basisPoints === undefined);
  if (!isShares && !isOffs) return [wrong(`${path}.steps`, "All steps have offMinor, or all have basisPoints.")];
  if (!rises(steps.map((s) => s.fromMinor)) || !rises(isShares ? shares : offs)) {
    return [wrong(`${path}.steps`, "Each step begins higher than the one before it, and takes off more.")];
  }
  const [first] = steps;
  if (!each || (steps.length === 1 && isOffs && (first?.fromMinor ?? 0) >= (first?.offMinor ?? 0))) return [];
  return [
    wrong(`${path}.each`, "Only one step with offMinor, no more than its fromMinor, can be taken off each time."),
  ];
}

function effectErrors(effect: EffectOf, path: string): InputError[] {
  if (effect.type === "fullReduction") return reductionErrors(effect, path);
  if (effect.type === "volume") {
    const isRising = rises(effect.steps.map((s) => s.fromQuantity)) && rises(effect.steps.map((s) => s.basisPoints));
    return isRising
      ? []
      : [wrong(`${path}.steps`, "Each step begins higher than the one before it, and takes off more.")];
  }
  if (effect.type !== "bundle") return [];
  const { priceMinor, basisPoints, amountMinor, items } = effect;
  const ways = [priceMinor, basisPoints, amountMinor].filter((way) => way !== undefined).length;
  const ids = items.map(({ productId }) => productId);
  return [
    ...(ways === 1 ? [] : [wrong(path, "A bundle has a priceMinor, or basisPoints, or an amountMinor.", "required")]),
    ...(new Set(ids).size === ids.length ? [] : [wrong(`${path}.items`, "A product is named once.", "duplicate")]),
  ];
}

/** Whether an effect says amounts, which are of one currency. */
const namesMoney = (effect: EffectOf): boolean =>
  effect.type === "amount" ||
  effect.type === "unitPrice" ||
  (effect.type === "fullReduction" ? true : effect.type === "bundle" && effect.basisPoints === undefined);

/** Whether an effect is a share of each line for itself, of which a part of the months can be taken. */
const isByShare = (effect: EffectOf): boolean =>
  (effect.type === "percent" && effect.of === "lines") ||
  effect.type === "volume" ||
  effect.type === "buyGet" ||
  (effect.type === "bundle" && effect.basisPoints !== undefined);

/** What is wrong with an offer, every error with its path. */
export function offerErrors(offer: Offer & { groupBuy?: TemplateRow["groupBuy"] }): InputError[] {
  const { currency, when, effect, capMinor, monthsMax, groupBuy } = offer;
  const effects = [effect, ...(groupBuy ? [groupBuy.effect] : [])];
  const isOfMoney = effects.some(namesMoney) || capMinor !== undefined || when?.minMinor !== undefined;
  const paths = ["effect", "groupBuy.effect"];
  const isLimitable = monthsMax === undefined || effects.every(isByShare);
  return [
    ...(isOfMoney && currency === undefined
      ? [wrong("currency", "It names amounts: say in which currency.", "required")]
      : []),
    ...(isLimitable ? [] : [wrong("monthsMax", "Only a share of lines can be taken off a part of the months.")]),
    ...effects.flatMap((one, n) => effectErrors(one, paths[n] as string)),
  ];
}

const instantsError = (from: string | undefined, until: string | undefined, path: string): InputError[] =>
  from !== undefined && until !== undefined && Date.parse(until) <= Date.parse(from)
    ? [wrong(path, `It ends at ${until}, before it begins at ${from}.`)]
    : [];

export const promotionErrors = (row: Offer & Partial<PromotionRow>): InputError[] => [
  ...offerErrors(row),
  ...daysError(row, "validUntil"),
  ...instantsError(row.startsAt, row.endsAt, "endsAt"),
];

export const templateErrors = (row: Offer & Partial<TemplateRow>): InputError[] => [
  ...offerErrors(row),
  ...daysError({ validFrom: row.usableFrom, validUntil: row.usableUntil }, "usableUntil"),
  ...instantsError(row.claimFrom, row.claimUntil, "claimUntil"),
  ...(["daysFromClaim", "claimWithinDays", "groupBuy", "claimFrom", "claimUntil"] as const).flatMap((name) =>
    row.code !== undefined && row[name] !== undefined
      ? [wrong(name, "A code that everybody uses is not claimed: leave this out, or the code.")]
      : [],
  ),
];

/** An offer as the engine knows it. */
export function ruleOf(id: string, offer: Offer & { priority: number }, effect: EffectOf = offer.effect): Rule {
  const { priority, scope, when, capMinor, monthsMax, exclusive, group, excludesPromotions, excludesCoupons } = offer;
  const excludes = [...(excludesPromotions ?? []), ...(excludesCoupons ?? [])];
  return {
    ...{ id, priority, effect },
    ...(scope && { scope }),
    ...(when?.minMinor !== undefined && { minMinor: when.minMinor }),
    ...(when?.minQuantity !== undefined && { minQuantity: when.minQuantity }),
    ...(capMinor !== undefined && { capMinor }),
    ...(monthsMax !== undefined && { monthsMax }),
    ...(exclusive && { exclusive }),
    ...(group !== undefined && { group }),
    ...(excludes.length > 0 && { excludes }),
  };
}

/** A coupon as the engine knows it; that of a complete group is worth what the group is. */
export function couponRule(id: string, code: string, template: TemplateRow, isGroupComplete: boolean): Rule {
  return {
    ...ruleOf(id, template, isGroupComplete ? template.groupBuy?.effect : undefined),
    coupon: code,
    templateId: template.id,
    onePerPayment: template.onePerPayment ?? true,
    withoutPromotions: template.withPromotions === false,
  };
}

/** Why a template's coupons cannot be claimed at an instant. */
export function claimProblem(
  { claimFrom, claimUntil, archived }: Pick<TemplateRow, "claimFrom" | "claimUntil" | "archived">,
  at: string,
): "claim_not_open" | "claim_closed" | undefined {
  if (archived || (claimUntil !== undefined && Date.parse(at) >= Date.parse(claimUntil))) return "claim_closed";
  return claimFrom !== undefined && Date.parse(at) < Date.parse(claimFrom) ? "claim_not_open" : undefined;
}

/** When a coupon that is issued now is forfeited. */
export const claimBefore = (
  { claimWithinDays }: Pick<TemplateRow, "claimWithinDays">,
  at: string,
): string | undefined => (claimWithinDays === undefined ? undefined : later(at, claimWithinDays * DAY_MS));

/** When a coupon that is claimed at an instant can be used no more: after the end of its last day, in the tenant's zone. */
export function usableBefore(
  { usableUntil, daysFromClaim }: Pick<TemplateRow, "usableUntil" | "daysFromClaim">,
  claimedAt: string,
  timeZone: string,
): string | undefined {
  const fromClaim =
    daysFromClaim === undefined ? undefined : addDays(civilDate(new Date(claimedAt), timeZone), daysFromClaim);
  const last = [usableUntil, fromClaim].filter((day) => day !== undefined).sort()[0];
  return last && zonedInstant(addDays(last, 1), "00:00", timeZone).toISOString();
}

export type CouponWhy = "not_claimed" | "forfeited" | "used" | "expired" | "void" | "not_started" | "unknown_coupon";

/**
 * Why a coupon cannot be used at an instant by an account. Its time decides and not whether somebody has noted already that it
 * is over. Of what is another account's nothing is told.
 */
export function couponProblem(
  row: CouponRow,
  { usableFrom }: Pick<TemplateRow, "usableFrom">,
  { at, on, accountId }: { at: string; on: string; accountId?: string },
): CouponWhy | undefined {
  const isOver = (instant: string | undefined): boolean =>
    instant !== undefined && Date.parse(at) >= Date.parse(instant);
  if (row.accountId !== undefined && row.accountId !== accountId) return "unknown_coupon";
  if (row.archived || row.status === "void") return "void";
  if (row.status === "redeemed") return "used";
  if (row.status === "forfeited" || (row.status === "issued" && isOver(row.claimBefore))) return "forfeited";
  if (row.status === "issued") return "not_claimed";
  if (row.status === "expired" || isOver(row.usableBefore)) return "expired";
  return usableFrom !== undefined && on < usableFrom ? "not_started" : undefined;
}
