import type { AccountFacts, MemoryEntry } from "../schema.ts";
import { isNamedIn, LIKE_MIN, type Likeness, likeness } from "./likeness.ts";
import { byText, nameLikeness, payerFullNameKey, payerNameKey, plain } from "./normalise.ts";
import type { Signals } from "./signals.ts";

/** How the payer was recognised. */
export type IdentifiedBy = "payerAccount" | "payerMemory" | "payerName";

/**
 * Whose money this may be, judged by the payer alone.
 * - `accountIds`: the accounts the payer speaks for; empty when nobody (or a tie) is named.
 * - `rivalIds`: others of the same group whose receivables the payer might mean: they are never booked on the payer's word,
 *   but an explanation among them makes another one doubtful.
 * - `namedId`: the one account that carries the payer's name; `tiedIds`: several do, so none is named.
 */
export type Identity = {
  by?: IdentifiedBy;
  accountIds: string[];
  rivalIds: string[];
  namedId?: string;
  tiedIds: string[];
  /** Where nobody is known by account number or name: those whose names are alike, the likest first. They prove nothing alone. */
  likely: ({ id: string } & Likeness)[];
};

/** A part of a company that pays for it: `Harbor Trading Division 12`, `Nordisk Fiber avd Oslo`, `上海某某科技有限公司财务部`. */
const UNIT =
  /(?:[\s,]+(?:DIVISION|DIV|DEPARTMENT|DEPT|BRANCH|PLANT|OFFICE|REGION|SITE|ABTEILUNG|ABT|NIEDERLASSUNG|NL|FILIALE|AVD|AVDELING|AFDELING)\.?\s+[\p{L}\p{N}]{1,12}|(?:财务|采购|会计|结算|出纳)(?:部|处|科|室|中心)?)$/u;

const withoutUnit = (name: string): string => plain(name).trim().replace(UNIT, "");

/**
 * Accounts carrying the payer's name: spelled in full if any is, otherwise those equal but for the legal form, otherwise those of
 * which the payer is a part.
 */
function accountsNamed(signals: Signals, accounts: AccountFacts[]): string[] {
  const named = (key: (name: string) => string, wanted: string | undefined): string[] =>
    wanted
      ? accounts.filter((a) => [a.name, ...a.payerNames].some((name) => key(name) === wanted)).map((a) => a.id)
      : [];
  const ways: [(name: string) => string, string | undefined][] = [
    [payerFullNameKey, signals.ultimateName ? signals.ultimateFullName : undefined],
    [payerNameKey, signals.ultimateName],
    [payerFullNameKey, signals.payerName ? signals.payerFullName : undefined],
    [payerNameKey, signals.payerName],
    ...signals.names.map((name): [(name: string) => string, string] => [payerNameKey, payerNameKey(withoutUnit(name))]),
  ];
  for (const [key, wanted] of ways) {
    const found = named(key, wanted);
    if (found.length > 0) return found;
  }
  return [];
}

/** The account's best likeness to the names of the line, and failing those to the text. */
export function likenessTo({ names, namesWithin, reading }: Signals, account: AccountFacts): Likeness {
  const own = [account.name, ...account.payerNames];
  const alike = names.flatMap((name) => own.map((other) => likeness(name, other)));
  const [best] = alike.sort((a, b) => b.score - a.score);
  if (best && best.score > 0) return best;
  const isWithin = namesWithin.some((name) => own.some((other) => likeness(name, other).score >= LIKE_MIN));
  return isWithin || own.some((name) => isNamedIn(reading.text, name))
    ? { score: NAMED_IN_TEXT, why: "part" }
    : { score: 0, why: "none" };
}
/** A text that names a company speaks for it less than a payer of its name. */
export const NAMED_IN_TEXT = 70;

/** All below an account, itself excluded; a cycle in the data ends the walk. */
function subsidiariesOf(id: string, accounts: AccountFacts[]): string[] {
  const found = new Set<string>();
  const walk = (parentId: string): void => {
    for (const account of accounts) {
      if (account.parentId !== parentId || found.has(account.id) || account.id === id) continue;
      found.add(account.id);
      walk(account.id);
    }
  };
  walk(id);
  return [...found];
}

/** The account at the top of an account's group; itself when it has no parent. */
export function groupOf(id: string, accounts: AccountFacts[]): string {
  const seen = new Set<string>();
  let top = id;
  for (let parent = parentOf(top, accounts); parent && !seen.has(parent); parent = parentOf(top, accounts)) {
    seen.add(top);
    top = parent;
  }
  return top;
}

const parentOf = (id: string, accounts: AccountFacts[]): string | undefined =>
  accounts.find((a) => a.id === id)?.parentId;

/**
 * Recognises the payer: by account number in the learned memory (by name, if the line has no number: many groups call their
 * treasury the same), then by the name itself. Somebody who
 * carries an account's name speaks for that account; his subsidiaries are rivals. Somebody else, known only from memory
 * (a group's treasury, an owner), may next pay for any company of the same group: the whole group are rivals.
 */
export function identityOf(signals: Signals, accounts: AccountFacts[], memory: MemoryEntry[]): Identity {
  const learned = (key: string): string[] =>
    Object.keys(memory.find((entry) => entry.payerKey === key)?.accounts ?? {}).sort(byText);
  const byNumber = signals.payerAccount ? learned(`payer:${signals.payerAccount}`) : [];
  const byName = signals.payerName && !signals.payerAccount ? learned(`name:${signals.payerName}`) : [];
  const named = accountsNamed(signals, accounts);
  const namedId = named.length === 1 ? named[0] : undefined;
  const own = namedId ? [namedId] : [];
  const known = byNumber.length > 0 ? byNumber : byName;
  const ids = [...new Set([...known, ...own])].sort(byText);
  const groups = new Set(known.map((id) => groupOf(id, accounts)));
  const family = accounts.filter((account) => groups.has(groupOf(account.id, accounts))).map((account) => account.id);
  const related = [
    ...(known.some((id) => id !== namedId) ? family : []),
    ...own.flatMap((id) => subsidiariesOf(id, accounts)),
  ];
  const isKnown = ids.length > 0 || named.length > 0;
  return {
    likely: isKnown ? [] : likelyOf(signals, accounts),
    by: byNumber.length > 0 ? "payerAccount" : byName.length > 0 ? "payerMemory" : namedId ? "payerName" : undefined,
    accountIds: ids,
    rivalIds: [...new Set(related)].filter((id) => !ids.includes(id)).sort(byText),
    namedId,
    tiedIds: named.length > 1 ? named : [],
  };
}

/** Is the account's name so like those of the line that it is to be looked at? */
export const isAlike = (signals: Signals, account: AccountFacts): boolean =>
  likenessTo(signals, account).score >= LIKE_MIN;

function likelyOf(signals: Signals, accounts: AccountFacts[]): Identity["likely"] {
  return accounts
    .map((account) => ({ id: account.id, ...likenessTo(signals, account) }))
    .filter(({ score }) => score >= LIKE_MIN)
    .sort((a, b) => b.score - a.score || byText(a.id, b.id));
}

/** The account's likeness to the payer's name, 0–100; where no word is shared, the share of common pairs of letters. */
export const likenessOf = (signals: Signals, account: AccountFacts): number =>
  Math.max(
    likenessTo(signals, account).score,
    ...[account.name, ...account.payerNames].map((name) =>
      Math.min(LIKE_MIN - 1, nameLikeness(signals.payerName ?? "", payerNameKey(name))),
    ),
  );
