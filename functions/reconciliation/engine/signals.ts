import { isLatinForm } from "../../../shared/names.ts";
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
  /** Companies that a name holds besides: the one in brackets behind a person's, the one that it trades as. They prove less. */
  namesWithin: string[];
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
  const names = [transaction.ultimatePayer, shared ? undefined : transaction.payer?.name].filter(
    (name) => name !== undefined,
  );
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
    names,
    namesWithin: names.flatMap(companiesWithin),
  };
}

const IN_BRACKETS = /[(（]([^()（）]{4,60})[)）]/gu;
/** Is this a company's name, by its form? */
const isCompany = (name: string): boolean =>
  /(?:公司|集团|厂|中心|事务所|株式会社)$/u.test(name.trim()) ||
  isLatinForm(
    plain(name)
      .split(/[\s.]+/)
      .at(-1) ?? "",
  );
/** Between the name that a company has and the one that it trades under. */
const TRADES_AS = /\s(?:D\/?B\/?A|T\/A|TRADING AS|A\/?K\/?A|F\/?K\/?A|FORMERLY|VORMALS|VORM\.)\s+/u;

function companiesWithin(name: string): string[] {
  const bracketed = [...name.matchAll(IN_BRACKETS)].flatMap(([, within = ""]) => (isCompany(within) ? [within] : []));
  const names = plain(name).split(TRADES_AS);
  return [...bracketed, ...(names.length > 1 ? names : [])];
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
