import { Fault, type InputError } from "../../../../shared/fault.ts";
import type { RemittanceLine } from "../line.ts";

/** One advice as a payer's file tells it; what it leaves out the caller says for all of them. */
export type ToldAdvice = {
  payer: { name?: string; accountNo?: string };
  currency?: string;
  totalMinor: number;
  paidOn?: string;
  paymentReference?: string;
  lines: RemittanceLine[];
};

/**
 * One advice of a file with the rows that it stands in, in their order: as it is told, or all that is wrong with it. Half an advice
 * would be taken for the whole, so a row that cannot be read refuses those that belong with it.
 */
export type AdviceGroup = { rows: number[]; told: ToldAdvice } | { rows: number[]; errors: InputError[] };

/** What a file holds: its advices, and the rows that pay nothing. */
export type AdviceTable = { advices: AdviceGroup[]; leftOut: number[] };

/** Faults of one file that are told. */
const ERRORS_TOLD_MAX = 20;

/** Refuses a file for what is wrong in it: none of it is kept, since half an advice would be taken for the whole. */
export function refuseFile(errors: InputError[]): void {
  if (errors.length === 0) return;
  const told = errors.slice(0, ERRORS_TOLD_MAX);
  const more = errors.length > told.length ? ` (and ${errors.length - told.length} more)` : "";
  throw new Fault("invalid", `${told.map(({ message }) => message).join(" ")}${more}`, { errors: told });
}
