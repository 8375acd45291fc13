import { audienceProblem, type Buyer, dayProblem } from "../rules.ts";

/** For whom something is priced, when and in what. */
export type Facts = Buyer & {
  currency: string;
  /** The instant, RFC 3339 UTC. */
  at: string;
  /** True of an account that has no order yet. */
  isFirstOrder: boolean;
};

/** The conditions of an offer that no choice of other offers changes. */
export type Conditions = {
  currency?: string;
  when?: Parameters<typeof audienceProblem>[0] & { firstOrder?: boolean };
  validFrom?: string;
  validUntil?: string;
  startsAt?: string;
  endsAt?: string;
};

export type Ineligible =
  | "currency"
  | "not_started"
  | "ended"
  | "not_first_order"
  | Exclude<ReturnType<typeof audienceProblem>, undefined>;

/** The first condition of an offer that does not hold; nothing where all do. Days are the tenant's; an end instant is over. */
export function ineligible(offer: Conditions, facts: Facts): Ineligible | undefined {
  const { currency, when, startsAt, endsAt } = offer;
  if (currency !== undefined && currency !== facts.currency) return "currency";
  if (startsAt !== undefined && Date.parse(facts.at) < Date.parse(startsAt)) return "not_started";
  if (endsAt !== undefined && Date.parse(facts.at) >= Date.parse(endsAt)) return "ended";
  const day = dayProblem(offer, facts.on);
  if (day) return day;
  if (when?.firstOrder && !facts.isFirstOrder) return "not_first_order";
  return audienceProblem(when, facts);
}
