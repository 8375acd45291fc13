import { bankReferenceOf } from "./bank.ts";
import type { Caller } from "./caller.ts";
import { BOOKINGS, type Notice } from "./day.ts";

type Allocation = { receivableId?: string; accountId?: string; amountMinor: number; kind: string };

export type Transaction = {
  id: string;
  bankReference?: string;
  bookedOn: string;
  direction: "credit" | "debit";
  amountMinor: number;
  unappliedMinor: number;
  state: string;
  exclusion?: string;
  payer?: { name?: string };
  allocations: Allocation[];
};

export type Credit = { ledger: "primary" | "overlay"; userId?: string; partnerId?: string; amountMinor: number };

/** What became of one booking, as the API tells it. */
export type Outcome = {
  notice: Notice;
  transaction: Transaction;
  step: string;
  why: string;
  /** References of what it cleared, in order. */
  cleared: string[];
  credits: Credit[];
  /** Messages about it that left or are to leave. */
  messages: number;
};

type Page<T> = { items: T[]; nextCursor: string | null };

/** Every item of a list. */
export async function allOf<T>(call: Caller, path: string): Promise<T[]> {
  const items: T[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const more: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
    const page: Page<T> = await call("GET", `${path}${path.includes("?") ? "&" : "?"}limit=200${more}`);
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}

/** The bookings of the day with the transactions they became; twins, which look the same, in the order of their states. */
function matched(transactions: readonly Transaction[], bookedOn: string): [Notice, Transaction][] {
  const nameless = transactions
    .filter((t) => t.bankReference === undefined && t.bookedOn === bookedOn)
    .sort((a, b) => (a.state < b.state ? -1 : 1));
  return BOOKINGS.flatMap((notice): [Notice, Transaction][] => {
    const reference = bankReferenceOf(notice, bookedOn);
    const found = reference ? transactions.find((t) => t.bankReference === reference) : nameless.shift();
    return found ? [[notice, found]] : [];
  });
}

/** What has become of every booking of the day that was delivered so far. */
export async function outcomesOf(call: Caller, connectionId: string, bookedOn: string): Promise<Outcome[]> {
  const path = `/v1/bank-transactions?connectionId=${connectionId}&sort=createdAt`;
  const transactions = await allOf<Transaction>(call, path);
  const receivables = await allOf<{ id: string; reference: string }>(call, "/v1/receivables");
  const referenceOf = new Map(receivables.map((r) => [r.id, r.reference]));
  return Promise.all(
    matched(transactions, bookedOn).map(async ([notice, transaction]): Promise<Outcome> => {
      const { id } = transaction;
      const [proof, credits, messages] = await Promise.all([
        call<{ step?: string; why?: string }>("GET", `/v1/bank-transactions/${id}/explanation`),
        allOf<Credit>(call, `/v1/credits?bankTransactionId=${id}`),
        allOf<object>(call, `/v1/messages?relatedId=${id}`),
      ]);
      const named = transaction.allocations.flatMap((a) => referenceOf.get(a.receivableId ?? "") ?? []);
      return {
        ...{ notice, transaction, step: proof.step ?? "", why: proof.why ?? "", credits },
        cleared: [...new Set(named)],
        messages: messages.length,
      };
    }),
  );
}

/** Where incoming money went, in minor units: `receipts` = `cleared` + `prepayment` + `unapplied` + `excluded`. */
export type Totals = {
  receipts: number;
  cleared: number;
  prepayment: number;
  unapplied: number;
  excluded: number;
  primary: number;
  overlay: number;
  messages: number;
};

const sumOf = (rows: readonly { amountMinor: number }[]): number => rows.reduce((sum, r) => sum + r.amountMinor, 0);

export const cashOf = ({ allocations }: Transaction, kind: "payment" | "prepayment"): number =>
  sumOf(allocations.filter((a) => a.kind === kind));

/** The day's sums. */
export function totalsOf(outcomes: readonly Outcome[]): Totals {
  const incoming = outcomes.map((o) => o.transaction).filter((t) => t.direction === "credit");
  const total = (of: (t: Transaction) => number): number => incoming.reduce((sum, t) => sum + of(t), 0);
  const credits = outcomes.flatMap((o) => o.credits);
  return {
    receipts: sumOf(incoming),
    cleared: total((t) => cashOf(t, "payment")),
    prepayment: total((t) => cashOf(t, "prepayment")),
    unapplied: total((t) => (t.state === "excluded" ? 0 : t.unappliedMinor)),
    excluded: sumOf(incoming.filter((t) => t.state === "excluded")),
    primary: sumOf(credits.filter((c) => c.ledger === "primary")),
    overlay: sumOf(credits.filter((c) => c.ledger === "overlay")),
    messages: outcomes.reduce((sum, o) => sum + o.messages, 0),
  };
}
