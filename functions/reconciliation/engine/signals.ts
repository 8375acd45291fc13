import type { Policy, RemittanceLine, TransactionFacts } from "../schema.ts";
import { payerAccountKey, payerFullNameKey, payerNameKey, plain } from "./normalise.ts";
import { isWorthAQuery, onlyPaper, type Reading, type ReferenceToken, readLine, readPaper } from "./reader/index.ts";

/** At most so many reference keys are looked up for one transaction; what more there is stays unread, and the proof says so. */
export const REFERENCE_KEYS_MAX = 64;

/** A remittance line, and what its reference may name. */
export type Paper = { line: RemittanceLine; reading: Reading };

/** Everything a bank line says about who pays what, in normal form; empty texts are absent: an empty signal is no signal. */
export type Signals = {
  reading: Reading;
  /** Each remittance line with the paper that it names; none where the only one says no more than its reference. */
  papers: Paper[];
  /** The readings that are looked up, each key once. */
  references: ReferenceToken[];
  virtualAccountNo?: string;
  payerAccount?: string;
  payerName?: string;
  payerFullName?: string;
  /** On whose behalf the payer pays, where the line tells. */
  ultimateName?: string;
  ultimateFullName?: string;
  /** The names as they are written, of him who is paid for first. */
  names: string[];
};

/**
 * Reads the signals off a bank line. Pure; the result alone says what must be looked up (see `lookupKeysOf`). `styles` are the
 * tenant's numbering styles, where they are known.
 */
export function signalsOf(transaction: TransactionFacts, policy: Policy, styles?: readonly string[]): Signals {
  const reading = readLine(transaction, policy, styles && new Set(styles));
  const papers = papersOf(transaction, policy, styles);
  const asked = [...papers.flatMap((paper) => paper.reading.tokens), ...reading.tokens].filter(isWorthAQuery);
  const references = [...new Map([...asked].reverse().map((token) => [token.key, token])).values()].reverse();
  const shared = isSharedPayer(transaction.payer?.name, policy);
  const known = <T extends string>(text: T): T | undefined => (text === "" ? undefined : text);
  return {
    reading,
    papers,
    references: references.slice(0, REFERENCE_KEYS_MAX),
    virtualAccountNo: known(payerAccountKey(transaction.virtualAccountNo)),
    payerAccount: shared ? undefined : known(payerAccountKey(transaction.payer?.accountNo)),
    payerName: shared ? undefined : known(payerNameKey(transaction.payer?.name)),
    payerFullName: shared ? undefined : known(payerFullNameKey(transaction.payer?.name)),
    ultimateName: known(payerNameKey(transaction.ultimatePayer)),
    ultimateFullName: known(payerFullNameKey(transaction.ultimatePayer)),
    names: [transaction.ultimatePayer, shared ? undefined : transaction.payer?.name].filter(
      (name) => name !== undefined,
    ),
  };
}

function papersOf(transaction: TransactionFacts, policy: Policy, styles: readonly string[] | undefined): Paper[] {
  if (onlyPaper(transaction)) return [];
  const known = styles && new Set(styles);
  const lines = transaction.remittanceLines ?? [];
  return lines.map((line) => ({ line, reading: readPaper(line, transaction, policy, known) }));
}

/** Payment platforms pay for everybody, so their name and account number identify nobody. */
export function isSharedPayer(name: string | undefined, policy: Policy): boolean {
  const text = plain(name ?? "");
  return text !== "" && policy.sharedPayerNames.some((shared) => text.includes(plain(shared)));
}
