import { nameKeys, referenceKey } from "./normalise.ts";
import { holds, overlaps, type Reading } from "./reader/index.ts";
import { isOrderAt } from "./reader/labels.ts";
import type { NoiseRule } from "./reader/noise.ts";
import type { Target } from "./references.ts";

/** Rules by which a word beside a number says that it is no paper of the one who is paid. */
const OTHERWISE: readonly (NoiseRule | undefined)[] = ["bankField", "payersOwn"];

/**
 * A mere number that the text calls something else, and that a receivable bears by chance, books nothing that is not exact. Where it is
 * called a customer's or a bank's, or is a day, it names nothing beside what is named otherwise, nor where the payer is known and
 * bears none. What is paid to the cent may be meant, whatever the number is called.
 */
export function believed(targets: Target[], reading: Reading, payerIds: string[], amountMinor: number): Target[] {
  const firm = targets.filter((target) => !isNoTarget(target, reading) && !isOrder(target, reading));
  const itemsOf = ({ open, paid }: Target): string[] => [...open, ...paid].map(({ id }) => id);
  const isFirmly = (target: Target): boolean => {
    const ids = itemsOf(target);
    return firm.some((other) => itemsOf(other).every((id) => ids.includes(id)));
  };
  const isPayers = ({ open, paid }: Target): boolean =>
    payerIds.length === 0 || [...open, ...paid].some((item) => payerIds.includes(item.accountId));
  return targets.flatMap((target) => {
    if (firm.includes(target) || isFirmly(target)) return [target];
    const isPaid = target.open.some((item) => item.openMinor === amountMinor);
    const isLeft = isNoTarget(target, reading) && !isPaid && (firm.length > 0 || !isPayers(target));
    return isLeft ? [] : [{ ...target, otherwise: true }];
  });
}

/** Does the text call it a number of the payer's or of a bank, or write it as a day? */
function isNoTarget(target: Target, { settled, dates, text }: Reading): boolean {
  const { token } = target;
  const isDay =
    dates.some((date) => holds(date, token) && date.end - date.start > token.key.length) ||
    DAY_AND_MONTH.test(text.slice(token.start, token.end));
  const isTheirs = settled.some(
    (place) => OTHERWISE.includes(place.rule) && overlaps(place, token) && place.end >= token.end,
  );
  return isByChance(target) && (isDay || isTheirs);
}
const DAY_AND_MONTH = /^(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])$/;

/** A weight, whose sign is a legal form as well. */
const WEIGHT = /^\s?KG(?!\p{L})/u;

/** Does the text call it an order's or a contract's, or how much of something there is? */
function isOrder(target: Target, { text }: Reading): boolean {
  const { start, end } = target.token;
  const digits = /\d+$/.exec(text.slice(start, end))?.[0] ?? "";
  return isByChance(target) && (isOrderAt(text, end - digits.length) || WEIGHT.test(text.slice(end)));
}

/**
 * Is it nothing but a receivable's own number, which has no letters that would tell it from any other? What payers are asked to name
 * beside it may be a customer's or an order's number.
 */
const isByChance = ({ token, open, paid }: Target): boolean =>
  token.ground !== "structured" &&
  token.ground !== "checked" &&
  [...open, ...paid].every(
    ({ reference, paymentReference, contractNo, orderId, endToEndId }) =>
      /^\d+$/.test(referenceKey(reference)) &&
      !nameKeys([paymentReference, contractNo, orderId, endToEndId]).includes(token.key),
  );
