import type { Action } from "../../shared/table/action.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { bankTransaction } from "../bank/table.ts";
import type { AdviceRow } from "./advices.ts";
import type { Transaction } from "./rows.ts";
import type { RemittanceLine } from "./schema.ts";
import { adviceBearer, signalActions } from "./signals.ts";
import { remittanceAdvice } from "./table.ts";

/** The bank line as it knows its advice, and the writes by which that is used: once, under its version. */
export function linkTo(
  advice: AdviceRow | undefined,
  row: Transaction,
  now: string,
): { fields: Partial<Transaction>; actions: Action[] } {
  if (!advice) return { fields: {}, actions: [] };
  const used: Partial<AdviceRow> = { state: "used", bankTransactionId: row.id, difference: undefined };
  return {
    fields: { adviceId: advice.id, remittanceLines: advice.lines },
    actions: changeOf(advice, used, now),
  };
}

type Joint = { advices: readonly AdviceRow[]; lines: readonly Transaction[]; shares: readonly RemittanceLine[][] };

/**
 * The writes by which several payments know their one advice, or one payment its several advices: all of it at once. `shares` is what
 * each payment pays of the papers.
 */
export function joinActions({ advices, lines, shares }: Joint, now: string): Action[] {
  const several = <T>(ids: T[]): T[] | undefined => (ids.length > 1 ? ids : undefined);
  const adviceIds = advices.map(({ id }) => id);
  const bankTransactionIds = lines.map(({ id }) => id);
  return [
    ...lines.map((line, n) => {
      const fields = { adviceId: adviceIds[0], adviceIds: several(adviceIds), remittanceLines: shares[n] };
      return write.replace(bankTransaction, line, nextVersion(line, now, fields));
    }),
    ...advices.flatMap((advice) => {
      const [bankTransactionId] = bankTransactionIds;
      const fields = { state: "used" as const, bankTransactionId, bankTransactionIds: several(bankTransactionIds) };
      return changeOf(advice, { ...fields, difference: undefined }, now);
    }),
  ];
}

/** The writes by which payments and their advices are parted again: the payments know none, and `others` wait as they did. */
export const partActions = (lines: readonly Transaction[], others: readonly AdviceRow[], now: string): Action[] => [
  ...lines.map((line) => {
    const fields = { adviceId: undefined, adviceIds: undefined, remittanceLines: undefined };
    return write.replace(bankTransaction, line, nextVersion(line, now, fields));
  }),
  ...others.flatMap((advice) =>
    changeOf(advice, { state: "waiting", bankTransactionId: undefined, bankTransactionIds: undefined }, now),
  ),
];

/** An advice as it is from now on, and the keys by which its payment finds it. */
function changeOf(advice: AdviceRow, fields: Partial<AdviceRow>, now: string): Action[] {
  const after = nextVersion(advice, now, fields);
  return [
    write.replace(remittanceAdvice, advice, after),
    ...signalActions(now, adviceBearer(after), adviceBearer(advice)),
  ];
}
