import { decide } from "../../../functions/reconciliation/engine/index.ts";
import {
  type AccountFacts,
  type Decision,
  type DecisionInput,
  defaultPolicy,
  type EarlierTransaction,
  type MemoryEntry,
  type OpenItem,
  type OpenPrepayment,
  type PaidItem,
  type Policy,
  type TransactionFacts,
} from "../../../functions/reconciliation/schema.ts";
import { booksOf, candidatesOf } from "../generator/lookup.ts";

/**
 * What is open, by reference: the amount in whole units, negative for a credit note. `RE-1002@B` is account B's; without `@`
 * a receivable is account A's.
 */
type Open = Record<string, number>;

/**
 * `booked`: exactly this cash (whole units, by reference) and surplus, and what else clears. `person`: nothing is booked, and
 * one suggestion names exactly these receivables (and the account, if one is given; any suggestion will do where both are
 * missing, none is asked for where `suggestion` is false). `either`: the first or the second.
 */
export type Right = {
  cash?: Open;
  netted?: Open;
  surplus?: number;
  receivables?: string[];
  account?: string;
  outcome: "booked" | "person" | "either" | "reverse" | "refund" | "exclude";
  /** Of a line that takes a receipt back: which, how much of it, and what of the line are charges. */
  reverses?: string;
  returned?: number;
  fee?: number;
};

export const booked = (cash: Open, surplus = 0, netted: Open = {}): Right => ({
  outcome: "booked",
  cash,
  surplus,
  netted,
});
export const person = (receivables?: string[], account?: string): Right => ({
  outcome: "person",
  receivables,
  account,
});
export const either = (cash: Open, receivables = Object.keys(cash), netted: Open = {}, surplus = 0): Right => ({
  outcome: "either",
  cash,
  receivables,
  surplus,
  netted,
});

/** Takes back so much of an earlier receipt. */
export const back = (reverses: string, returned: number, fee = 0): Right => ({
  outcome: "reverse",
  reverses,
  returned,
  fee,
});
/** Pays back a prepayment; is nobody's payment. */
export const repaid: Right = { outcome: "refund" };
export const excluded: Right = { outcome: "exclude" };

export type More = {
  accounts?: Record<string, string | Partial<AccountFacts>>;
  /** The payer's name; account A's where it is left out, nobody where it is empty. */
  payer?: string;
  items?: Record<string, Partial<OpenItem>>;
  transaction?: Partial<TransactionFacts>;
  /** What the tenant lets be booked, where it is not the default. */
  policy?: Partial<Policy>;
  paid?: Partial<PaidItem>[];
  memory?: MemoryEntry[];
  earlier?: EarlierTransaction[];
  prepayments?: OpenPrepayment[];
  /** Beside each invoice of A another of the same amount is open, so that the text alone can tell. */
  twins?: boolean;
};
export type Line = [open: Open, text: string, pays: number, right: Right, more?: More];
export type StrangerCase = {
  kind: string;
  open: Open;
  text: string;
  pays: number;
  right: Right;
  more: More;
};

/** Lines about the same receivables. */
export const about = (open: Open, lines: [text: string, pays: number, right: Right, more?: More][]): Line[] =>
  lines.map(([text, pays, right, more]) => [open, text, pays, right, more ?? {}]);

/** Texts that name one receivable, each paid in full beside another of the same amount: the text alone can tell. */
export const naming = (reference: string, texts: string[], more: More = {}): Line[] =>
  texts.map((text) => [{ [reference]: 238 }, text, 238, booked({ [reference]: 238 }), { twins: true, ...more }]);

/** Cases of one kind; `shared` holds for all of them. */
export const kind = (name: string, lines: Line[], shared: More = {}): StrangerCase[] =>
  lines.map(([open, text, pays, right, more]) => ({
    ...{ kind: name, open, text, pays, right },
    more: { ...shared, ...more },
  }));

const ACCOUNTS = { A: "Muster Maschinen GmbH", B: "Beispiel Handel AG" };
const minorOf = (units: number): number => Math.round(units * 100);
const nameOf = (account: string | Partial<AccountFacts>): string =>
  typeof account === "string" ? account : (account.name ?? "");
const referenceOf = (key: string): string => key.split("@")[0] as string;

/** A number of the same style, 33 further on. */
const twinOf = (reference: string): string =>
  reference.replace(/\d+$/, (digits) =>
    String((Number(digits) + 33) % 10 ** digits.length).padStart(digits.length, "0"),
  );

/** The engine's input, found through the lookup keys as the product finds it. */
export function inputOf({ open, text, pays, more }: StrangerCase): DecisionInput {
  const named = more.accounts ?? ACCOUNTS;
  const accounts = Object.entries(named).map(([id, account]) => ({
    ...{ id, name: nameOf(account), payerNames: [] },
    ...(typeof account === "string" ? {} : account),
  }));
  const currency = more.transaction?.currency ?? "EUR";
  const twins = Object.entries(open).filter(([key, amount]) => more.twins && amount > 0 && !key.includes("@"));
  const rows = [...Object.entries(open), ...twins.map(([key, amount]) => [twinOf(key), amount] as const)];
  const items = rows.map(
    ([key, amount]): OpenItem => ({
      ...{
        id: referenceOf(key),
        reference: referenceOf(key),
        accountId: key.split("@")[1] ?? "A",
        version: 1,
        currency,
      },
      ...{ kind: amount < 0 ? "creditNote" : "invoice", amountMinor: Math.abs(minorOf(amount)) },
      ...{ openMinor: Math.abs(minorOf(amount)), issuedOn: "2026-10-15", dueOn: "2026-11-15" },
      ...more.items?.[referenceOf(key)],
    }),
  );
  const payer = more.payer ?? nameOf(named.A ?? "");
  const transaction: TransactionFacts = {
    ...{ id: "btx_1", direction: "credit", amountMinor: minorOf(pays), currency, bookedOn: "2026-11-02" },
    ...(payer ? { payer: { name: payer } } : {}),
    ...(text ? { remittance: text } : {}),
    ...more.transaction,
  };
  const paid = (more.paid ?? []).map(
    (item): PaidItem => ({
      ...{ id: item.reference ?? "", accountId: "A", reference: "", amountMinor: 0, currency, paidOn: "2026-10-28" },
      ...{ settled: true, transactionId: "btx_0" },
      ...item,
    }),
  );
  const policy = { ...defaultPolicy, ...more.policy };
  const input = candidatesOf(booksOf(accounts, items, paid, more.memory ?? []), transaction, policy);
  return { ...input, earlier: more.earlier, prepayments: more.prepayments };
}

/** `wrong`: booked otherwise than is right. `missed`: left to a person. `unsuggested`: rightly left, without the right suggestion. */
export type Verdict = "right" | "wrong" | "missed" | "unsuggested";

export function verdictOn(one: StrangerCase, decision: Decision = decide(inputOf(one))): Verdict {
  const { outcome, reverses, returned = 0, fee = 0 } = one.right;
  if (outcome === "reverse" || outcome === "refund" || outcome === "exclude") {
    if (decision.outcome !== outcome) return decision.outcome === "claimable" ? "missed" : "wrong";
    const isSame =
      decision.reverses === reverses &&
      (decision.returnedMinor ?? 0) === minorOf(returned) &&
      (decision.feeMinor ?? 0) === minorOf(fee);
    return outcome !== "reverse" || isSame ? "right" : "wrong";
  }
  if (decision.outcome !== "claimable")
    return outcome !== "person" && isBooked(decision, one.right) ? "right" : "wrong";
  if (outcome === "booked") return "missed";
  return isSuggested(decision, one) ? "right" : "unsuggested";
}

const totals = (pairs: [string, number][]): string => {
  const total = new Map<string, number>();
  for (const [id, amount] of pairs) total.set(id, (total.get(id) ?? 0) + amount);
  return JSON.stringify([...total].sort());
};
const inMinor = (open: Open = {}): [string, number][] =>
  Object.entries(open).map(([id, units]) => [id, minorOf(units)]);

/** Which of several invoices that are cleared a credit note is netted against makes no difference; how much each is cleared by does. */
function isBooked(decision: Decision, { cash = {}, netted = {}, surplus = 0 }: Right): boolean {
  const paid = decision.allocations
    .filter((one) => one.kind === "payment")
    .reduce((sum, one) => sum + one.amountMinor, 0);
  return (
    decision.outcome === "apply" &&
    totals(decision.allocations.map((one) => [one.receivableId, one.amountMinor])) ===
      totals([...inMinor(cash), ...inMinor(netted)]) &&
    paid === inMinor(cash).reduce((sum, [, amount]) => sum + amount, 0) &&
    decision.prepaymentMinor === minorOf(surplus) &&
    decision.unappliedMinor === 0
  );
}

/** A suggestion is right if it takes all that the payer meant, or some of it and that takes up the whole payment. */
function isSuggested(
  { suggestions }: Decision,
  { right: { receivables, account }, open, pays }: StrangerCase,
): boolean {
  if (!receivables && !account) return true;
  const units = new Map(Object.entries(open).map(([key, amount]) => [referenceOf(key), amount]));
  return suggestions.some((one) => {
    if (account && one.accountId !== account) return false;
    if (!receivables) return true;
    const ids = [...new Set(one.allocations.map((a) => a.receivableId))];
    const takes = ids.reduce((sum, id) => sum + minorOf(units.get(id) ?? 0), 0);
    return ids.every((id) => receivables.includes(id)) && (ids.length === receivables.length || takes >= minorOf(pays));
  });
}
