import type * as z from "zod";
import type { InputError } from "../../shared/fault.ts";
import { BASIS_POINTS_WHOLE } from "../../shared/money.ts";
import type { SplitRuleInput } from "./schema.ts";

export * from "./cash.ts";
export * from "./packs.ts";
export * from "./part.ts";

/** What is wrong with a split rule, every error with its path. */
export function ruleErrors({
  when,
  shares = [],
}: Pick<z.output<typeof SplitRuleInput>, "when" | "shares">): InputError[] {
  const errors: InputError[] = [];
  const wrong = (path: string, message: string) => errors.push({ path, code: "invalid", message });
  const primary = shares.filter((s) => s.ledger === "primary").reduce((sum, s) => sum + s.basisPoints, 0);
  if (primary !== 0 && primary !== BASIS_POINTS_WHOLE) {
    wrong("shares", `The primary shares sum to ${primary} basis points; they must sum to 10000, or be none.`);
  }
  shares.forEach(({ to, ledger }, n) => {
    const isTwice = shares.slice(0, n).some((s) => s.to === to && s.ledger === ledger);
    if (isTwice) wrong(`shares.${n}`, `${to} has a share of this ledger already.`);
  });
  if (when.fromOn && when.toOn && when.fromOn > when.toOn) wrong("when.toOn", "ends before it begins");
  if ((when.amountMinMinor ?? 0) > (when.amountMaxMinor ?? Number.POSITIVE_INFINITY)) {
    wrong("when.amountMaxMinor", "is below amountMinMinor");
  }
  return errors;
}
