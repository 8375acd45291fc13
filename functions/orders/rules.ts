import type * as z from "zod";
import { addMonths } from "../../shared/clock.ts";
import { type InputError, invalidField } from "../../shared/fault.ts";
import type { Named } from "../../shared/http/record.ts";
import { AMOUNT_MINOR_MAX, BASIS_POINTS_WHOLE } from "../../shared/money.ts";
import type { handOverSchema, Order, OrderInput, SIDES } from "./schema.ts";

export type OrderRow = z.output<typeof Order>;
export type Terms = Pick<z.output<typeof OrderInput>, "lines" | "instalments" | "credits"> &
  Partial<Pick<z.output<typeof OrderInput>, "startsOn" | "endsOn" | "freeMonths" | "autoRenewMonths">>;

const sum = (parts: readonly { amountMinor: number }[]): number => parts.reduce((s, p) => s + p.amountMinor, 0);

/** Σ of the lines: what the order is worth. */
export const totalOf = (lines: readonly { amountMinor: number }[]): number => sum(lines);

/** Rows of receivables and of the numbers they are found by that one signing may write, beside the order's own. */
const SIGNED_ROWS_MAX = 94;

const invalid = (path: string, message: string): InputError => ({ path, code: "invalid", message });

/** What is wrong with the shares of an order: the primary ones are the whole, and nobody has two of one ledger. */
export function creditErrors(credits: NonNullable<Terms["credits"]>): InputError[] {
  const primary = credits.filter((c) => c.ledger === "primary").reduce((s, c) => s + c.basisPoints, 0);
  const keys = credits.map(({ ledger, userId, partnerId }) => `${ledger} ${userId ?? partnerId}`);
  return [
    ...(primary !== 0 && primary !== BASIS_POINTS_WHOLE
      ? [invalid("credits", `The primary shares sum to ${primary} basis points; they must sum to 10000.`)]
      : []),
    ...keys.flatMap((key, n) =>
      keys.indexOf(key) < n ? [invalid(`credits.${n}`, "This beneficiary has a share of this ledger already.")] : [],
    ),
  ];
}

/**
 * What is wrong with the terms, every error with its path: instalments must sum to the lines, primary shares to 100 %,
 * and nobody is credited twice on one ledger.
 */
export function termErrors(terms: Terms): InputError[] {
  const { lines, instalments, credits = [], startsOn, endsOn, freeMonths = 0, autoRenewMonths } = terms;
  const errors: InputError[] = [];
  const total = totalOf(lines);
  const planned = sum(instalments);
  if (total > AMOUNT_MINOR_MAX) {
    errors.push(invalid("lines", `The lines sum to ${total}; an order may have at most ${AMOUNT_MINOR_MAX}.`));
  }
  if (planned !== total) {
    const message = `The instalments sum to ${planned}, the lines to ${total}; they must be equal.`;
    errors.push(invalid("instalments", message));
  }
  const numbered = instalments.filter((instalment) => instalment.paymentReference !== undefined).length;
  if (2 * instalments.length + numbered > SIGNED_ROWS_MAX) {
    const most = SIGNED_ROWS_MAX - 2 * instalments.length;
    const message = `Of ${instalments.length} instalments at most ${most} can have a payment reference of their own.`;
    errors.push(invalid("instalments", message));
  }
  if (startsOn && endsOn && endsOn < startsOn) errors.push(invalid("endsOn", "endsOn must not be before startsOn."));
  if (freeMonths > 0 && !(startsOn && endsOn && addMonths(startsOn, freeMonths) <= endsOn)) {
    errors.push(invalid("freeMonths", "Free months are part of a term that is longer: name its startsOn and endsOn."));
  }
  if (autoRenewMonths !== undefined && !(startsOn && endsOn)) {
    errors.push(invalid("autoRenewMonths", "What renews itself has a term: name startsOn and endsOn."));
  }
  return [...errors, ...creditErrors(credits)];
}

/** Refuses a contract of somebody else's to be added to. */
export function checkBase(
  { baseOrderId, accountId, currency }: Partial<Pick<OrderRow, "baseOrderId" | "accountId" | "currency">>,
  named: Named,
): void {
  const base = named.get(baseOrderId ?? "") as OrderRow | undefined;
  if (!base) return;
  if (base.accountId !== accountId) throw invalidField("baseOrderId", "That order is of another account.");
  if (base.currency !== currency) throw invalidField("baseOrderId", "That order is in another currency.");
  if (base.status !== "signed") throw invalidField("baseOrderId", "Only a signed order can be added to.");
}

type Signing = { kind: OrderRow["kind"]; signedOn: string; baseSignedOn?: string };

/**
 * Which side an order is credited to. The window of a new contract begins on the civil day on which it was signed and has
 * ended on the same day n months later (the month's last, where it has no such day).
 */
export function sideOf(
  policy: z.output<typeof handOverSchema>,
  { kind, signedOn, baseSignedOn }: Signing,
): { side: (typeof SIDES)[number]; until?: string } {
  if (kind !== "upsell") return { side: policy[kind] };
  if (!baseSignedOn) return { side: policy.upsellAfter };
  const until = addMonths(baseSignedOn, policy.upsellMonths);
  return { side: signedOn < until ? policy.upsellWithin : policy.upsellAfter, until };
}
