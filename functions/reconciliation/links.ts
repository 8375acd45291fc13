import type { Action } from "../../shared/table/action.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import type { AdviceRow } from "./advices.ts";
import type { Transaction } from "./rows.ts";
import { adviceBearer, signalActions } from "./signals.ts";
import { remittanceAdvice } from "./table.ts";

/** The bank line as it knows its advice, and the writes by which that is used: once, under its version. */
export function linkTo(
  advice: AdviceRow | undefined,
  row: Transaction,
  now: string,
): { fields: Partial<Transaction>; actions: Action[] } {
  if (!advice) return { fields: {}, actions: [] };
  const used = nextVersion(advice, now, { state: "used", bankTransactionId: row.id, difference: undefined });
  return {
    fields: { adviceId: advice.id, remittanceLines: advice.lines },
    actions: [
      write.replace(remittanceAdvice, advice, used),
      ...signalActions(now, adviceBearer(used), adviceBearer(advice)),
    ],
  };
}
