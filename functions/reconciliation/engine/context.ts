import type {
  AccountFacts,
  DecisionInput,
  EarlierTransaction,
  MemoryEntry,
  OpenItem,
  OpenPrepayment,
  PaidItem,
  Policy,
  TransactionFacts,
  VirtualAccount,
} from "../schema.ts";
import { byDue } from "./amount.ts";
import { coverageOf, type Matches } from "./coverage.ts";
import { byText, payerAccountKey, plain, referenceKey } from "./normalise.ts";
import { type Identity, identityOf } from "./payer.ts";
import { type Target, targetsOf } from "./references.ts";
import { type Paper, type Signals, signalsOf } from "./signals.ts";

/** The input in canonical order and one currency, with what its texts mean; every step reads this and nothing else. */
export type Context = {
  transaction: TransactionFacts;
  policy: Policy;
  signals: Signals;
  /** Open receivables and credit notes in the transaction's currency, in due order. */
  items: OpenItem[];
  paid: PaidItem[];
  earlier: EarlierTransaction[];
  prepayments: OpenPrepayment[];
  accounts: Map<string, AccountFacts>;
  virtualAccount?: VirtualAccount;
  styles?: string[];
  truncated: boolean;
  matches: Matches;
  identity: Identity;
  /** What the remittance lines name, in their order. */
  papers: NamedPaper[];
};

/** A remittance line with what its reference names among the candidates. */
export type NamedPaper = Paper & { targets: Target[] };

const once = <T extends { id: string }>(rows: T[]): T[] => [...new Map(rows.map((row) => [row.id, row])).values()];

/** The companies and people that the text may speak of: they are no strange words in it. */
const namesIn = ({ payer, ultimatePayer }: TransactionFacts, accounts: AccountFacts[]): string[] =>
  [payer?.name, ultimatePayer, ...accounts.flatMap(({ name, payerNames }) => [name, ...payerNames])].map((name) =>
    plain(name ?? ""),
  );

/** Sorts and filters the input so that nothing after it can depend on the order or the repetition of candidates. */
export function contextOf(input: DecisionInput): Context {
  const { transaction, policy } = input;
  const signals = signalsOf(transaction, policy, input.numberingStyles);
  const open = once(input.openItems.filter((item) => item.openMinor > 0)).sort(byDue);
  const items = open.filter((item) => item.currency === transaction.currency);
  const paid = [...(input.paidItems ?? [])].sort(
    (a, b) => byText(b.paidOn, a.paidOn) || byText(a.id, b.id) || a.amountMinor - b.amountMinor,
  );
  const accounts = once(input.accounts).sort((a, b) => byText(a.id, b.id));
  const memory: MemoryEntry[] = [...(input.memory ?? [])].sort((a, b) => byText(a.payerKey, b.payerKey));
  const virtualAccounts = [...(input.virtualAccounts ?? [])].sort((a, b) => byText(a.accountNo, b.accountNo));
  const virtualAccount = signals.virtualAccountNo
    ? virtualAccounts.find((v) => payerAccountKey(v.accountNo) === signals.virtualAccountNo)
    : undefined;
  const identity = identityOf(signals, accounts, memory);
  const payerIds = [
    ...identity.accountIds,
    ...identity.likely.map(({ id }) => id),
    ...(virtualAccount?.accountId ? [virtualAccount.accountId] : []),
  ];
  const candidates = { open, paid, payerIds, amountMinor: transaction.amountMinor };
  // What a remittance line names is followed there, also where the text says it again.
  const followed = new Set(signals.papers.map(({ line }) => referenceKey(line.reference)));
  const targets = targetsOf(signals.reading, candidates).filter((target) => !followed.has(target.token.key));
  return {
    transaction,
    policy,
    signals,
    items,
    paid: paid.filter((item) => item.currency === transaction.currency),
    earlier: [...(input.earlier ?? [])].sort((a, b) => byText(a.id, b.id)),
    prepayments: once(input.prepayments ?? [])
      .filter((p) => p.currency === transaction.currency && p.openMinor > 0)
      .sort((a, b) => byText(a.id, b.id)),
    accounts: new Map(accounts.map((account) => [account.id, account])),
    virtualAccount,
    styles: input.numberingStyles,
    truncated: input.truncated ?? false,
    matches: coverageOf(signals.reading, targets, transaction, namesIn(transaction, accounts)),
    identity,
    papers: signals.papers.map((paper) => ({ ...paper, targets: targetsOf(paper.reading, candidates) })),
  };
}
