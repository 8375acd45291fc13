import type { Decision, DecisionInput, OpenItem } from "../../../functions/reconciliation/schema.ts";

/**
 * The peer to measure against: the matching rule that simple tools ship. A receivable whose reference or contract number stands
 * in the text is taken; otherwise the payer's earliest receivable of exactly this amount; otherwise nothing.
 */
export function naiveDecision({ transaction, openItems, accounts }: DecisionInput): Decision {
  const text = [transaction.remittance, ...(transaction.references ?? [])].join(" ");
  const open = openItems
    .filter((item) => item.openMinor > 0 && item.kind === "invoice")
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
  const cited = open.find((item) =>
    [item.reference, item.contractNo].some((reference) => reference && text.includes(reference)),
  );
  const payer = accounts.find((account) => account.name === transaction.payer?.name)?.id;
  const equal = open.find((item) => item.accountId === payer && item.openMinor === transaction.amountMinor);
  return transaction.direction === "credit"
    ? booked(transaction.amountMinor, cited ?? equal)
    : { ...booked(transaction.amountMinor), outcome: "exclude" };
}

function booked(amountMinor: number, item?: OpenItem): Decision {
  const cash = Math.min(amountMinor, item?.openMinor ?? 0);
  return {
    outcome: item ? "apply" : "claimable",
    allocations: item ? [{ receivableId: item.id, accountId: item.accountId, amountMinor: cash, kind: "payment" }] : [],
    prepaymentMinor: item ? amountMinor - cash : 0,
    unappliedMinor: item ? 0 : amountMinor,
    suggestions: [],
    proof: {
      rule: "naive",
      policy: 0,
      step: "first",
      why: item ? "found" : "nothing",
      signals: [],
      rivals: [],
      unread: [],
    },
  };
}
