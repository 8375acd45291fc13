import type * as z from "zod";
import { invalidField } from "../../shared/fault.ts";
import type { AdviceInput } from "./table.ts";

export type Advised = z.output<typeof AdviceInput>;

/** What the lines add up to as payments, and as amounts of which discounts and deductions are still to be taken off. */
function sumsOf(lines: Advised["lines"]): { paidMinor: number; lessTakenMinor: number } {
  const paidMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
  const takenMinor = lines.reduce(
    (sum, line) => sum + (line.discountMinor ?? 0) + (line.deduction?.amountMinor ?? 0),
    0,
  );
  return { paidMinor, lessTakenMinor: paidMinor - takenMinor };
}

/** Refuses an advice that no payment can be found for: of nobody, or whose lines are not what is paid. `path` is where it stands. */
export function checkAdvice({ payer, accountId, totalMinor, lines }: Advised, path = ""): void {
  if (!payer.name && !payer.accountNo && !accountId)
    throw invalidField(`${path}payer`, "Say who pays: the payer's name or account number, or the account.", "required");
  const { paidMinor, lessTakenMinor } = sumsOf(lines);
  if (paidMinor === totalMinor || lessTakenMinor === totalMinor) return;
  throw invalidField(`${path}totalMinor`, `The lines add up to ${paidMinor}, and ${totalMinor} are paid in all.`);
}
