import {
  type LookupKey,
  likeLookupKeysOf,
  lookupKeysOf,
  nameKeysOf,
  numberingStylesOf,
  referenceKeysOf,
  signalsOf,
} from "../../../functions/reconciliation/engine/index.ts";
import type {
  AccountFacts,
  DecisionInput,
  MemoryEntry,
  OpenItem,
  PaidItem,
  Policy,
  TransactionFacts,
} from "../../../functions/reconciliation/schema.ts";

/** The tenant's books as the table keeps them: by lookup key and by account, so a decision reads its payer's part alone. */
export type Books = {
  accountsByKey: Map<LookupKey, Set<string>>;
  open: Map<string, OpenItem[]>;
  paid: Map<string, PaidItem[]>;
  accounts: Map<string, AccountFacts>;
  children: Map<string, string[]>;
  memory: Map<string, MemoryEntry>;
  styles: Set<string>;
};

const push = <K, V>(map: Map<K, V[]>, key: K, value: V): void => {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
};

/** What follows from an item's or an account's texts alone; books are built anew for every line, of the same texts. */
function remembered<T, R>(of: (thing: T) => R, textsOf: (thing: T) => unknown[]): (thing: T) => R {
  const known = new Map<string, R>();
  return (thing) => {
    const texts = JSON.stringify(textsOf(thing));
    const result = known.get(texts) ?? of(thing);
    known.set(texts, result);
    return result;
  };
}

type Named = Pick<OpenItem, "reference" | "paymentReference" | "contractNo" | "orderId" | "endToEndId">;
const namesOfItem = remembered(
  (item: Named) => ({ keys: referenceKeysOf(item), styles: numberingStylesOf(item) }),
  ({ reference, paymentReference, contractNo, orderId, endToEndId }) => [
    reference,
    paymentReference,
    contractNo,
    orderId,
    endToEndId,
  ],
);
const namesOfAccount = remembered(nameKeysOf, ({ name, payerNames }) => [name, payerNames]);

/** Builds the books; settled receivables stay findable by their references, as in the table. */
export function booksOf(accounts: AccountFacts[], items: OpenItem[], paid: PaidItem[], memory: MemoryEntry[]): Books {
  const books: Books = {
    accountsByKey: new Map(),
    open: new Map(),
    paid: new Map(),
    accounts: new Map(),
    children: new Map(),
    memory: new Map(),
    styles: new Set(),
  };
  const mark = (key: LookupKey, accountId: string): void => {
    const known = books.accountsByKey.get(key);
    if (known) known.add(accountId);
    else books.accountsByKey.set(key, new Set([accountId]));
  };
  for (const account of accounts) {
    books.accounts.set(account.id, account);
    if (account.parentId) push(books.children, account.parentId, account.id);
    for (const key of namesOfAccount(account)) mark(key, account.id);
  }
  for (const item of items) {
    if (item.openMinor > 0) push(books.open, item.accountId, item);
    const { keys, styles } = namesOfItem(item);
    for (const key of keys) mark(key, item.accountId);
    for (const style of styles) books.styles.add(style);
  }
  for (const item of paid) push(books.paid, item.accountId, item);
  for (const entry of memory) books.memory.set(entry.payerKey, entry);
  return books;
}

/** The way from a bank line to the engine's input: signals, their keys, the accounts found and those of their groups. */
export function candidatesOf(books: Books, transaction: TransactionFacts, policy: Policy): DecisionInput {
  const numberingStyles = [...books.styles];
  const signals = signalsOf(transaction, policy, numberingStyles);
  const first = lookupKeysOf(signals);
  const borne = new Set(first.filter((key) => books.accountsByKey.has(key) || books.memory.has(key)));
  const keys = [...first, ...likeLookupKeysOf(signals, borne)];
  const memory = keys.flatMap((key) => books.memory.get(key) ?? []);
  const found = new Set([
    ...keys.flatMap((key) => [...(books.accountsByKey.get(key) ?? [])]),
    ...memory.flatMap((entry) => Object.keys(entry.accounts)),
  ]);
  for (const id of [...found]) {
    for (const relative of groupMembers(books, id)) found.add(relative);
  }
  const ids = [...found];
  return {
    transaction,
    policy,
    memory,
    numberingStyles,
    openItems: ids.flatMap((id) => books.open.get(id) ?? []),
    paidItems: ids.flatMap((id) => books.paid.get(id) ?? []),
    accounts: ids.flatMap((id) => books.accounts.get(id) ?? []),
  };
}

function groupMembers(books: Books, id: string): string[] {
  let top = id;
  for (let parent = books.accounts.get(top)?.parentId; parent; parent = books.accounts.get(top)?.parentId) top = parent;
  const members = [top];
  for (const member of members) members.push(...(books.children.get(member) ?? []));
  return members;
}
