/** What a rule or its thresholds look at: some products or types of products; nothing said is everything. */
export type Scope = { productIds?: readonly string[]; productTypes?: readonly string[] };

/** From an amount on so much is taken off; of one rule all steps take off amounts, or all take off shares. */
export type Step = { fromMinor: number; offMinor?: number; basisPoints?: number };

export type Effect =
  | { type: "percent"; basisPoints: number; of: "lines" | "basket" }
  | { type: "amount"; amountMinor: number; of: "unit" | "basket" }
  | { type: "unitPrice"; unitPriceMinor: number; unitsMax?: number }
  | { type: "fullReduction"; steps: readonly Step[]; each?: boolean }
  | { type: "volume"; steps: readonly { fromQuantity: number; basisPoints: number }[] }
  | {
      type: "bundle";
      items: readonly { productId: string; quantity: number }[];
      priceMinor?: number;
      basisPoints?: number;
      amountMinor?: number;
      timesMax?: number;
    }
  | { type: "buyGet"; buy: number; get: number; basisPoints: number; getScope?: Scope; timesMax?: number };

/** One promotion, or one coupon, as far as the cheapest combination depends on it. */
export type Rule = {
  id: string;
  /** The code, where it is a coupon. */
  coupon?: string;
  /** Of one phase the lowest number is taken off first. */
  priority: number;
  scope?: Scope;
  effect: Effect;
  /** Holds from this amount of what it looks at, as it is when its turn comes. */
  minMinor?: number;
  /** Holds from this quantity of what it looks at. */
  minQuantity?: number;
  /** Takes off no more than this. */
  capMinor?: number;
  /** Takes off of so many months of a line at most. */
  monthsMax?: number;
  /** Nothing else goes with it. */
  exclusive?: boolean;
  /** Of one group, a line takes part in one rule at most. */
  group?: string;
  /** Promotions, and templates of coupons, that it does not go with. */
  excludes?: readonly string[];
  /** The template of a coupon, by which others exclude it. */
  templateId?: string;
  /** A coupon that no other coupon goes with. */
  onePerPayment?: boolean;
  /** A coupon that no promotion goes with. */
  withoutPromotions?: boolean;
};

/** A line as it is before any discount. */
export type BasketLine = {
  productId: string;
  productType: string;
  quantity: number;
  months?: number;
  /** Months of one price, where it recurs. */
  periodMonths?: number;
  amountMinor: number;
};

/** Why a rule that could have applied did not. */
export type Rejection =
  | { why: "no_product" }
  | { why: "below_quantity"; missingQuantity: number }
  | { why: "below_amount"; missingMinor: number }
  | { why: "excluded"; by: string }
  | { why: "nothing_left" }
  | { why: "not_cheaper" };

export type Applied = { rule: Rule; amountMinor: number; offs: readonly { line: number; amountMinor: number }[] };

export type Cheapest = {
  totalMinor: number;
  /** By line, after everything. */
  amounts: number[];
  /** In the order in which they were taken off. */
  applied: Applied[];
  rejected: { rule: Rule; rejection: Rejection }[];
  /** No legal combination is cheaper than this; equal to the total where it is proven to be the cheapest. */
  atLeastMinor: number;
};

/** What a rule is called: by its code, where it is a coupon. */
export const nameOf = ({ id, coupon }: Rule): string => coupon ?? id;
