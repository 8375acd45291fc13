import type { Limits } from "./line.ts";
import type { StatementMapping } from "./table/mapping.ts";

/** What a reader may know of the connection; without an account number any statement is taken. */
export type NoticeOptions = {
  /** The connection's account; statements of another are rejected line by line. */
  accountNo?: string;
  /** Its virtual accounts: a statement of one of them is taken, and its lines name it. */
  virtualAccountNos?: readonly string[];
  /** Accounts of the tenant's other connections: a statement of one of them would count its money twice. */
  otherAccountNos?: readonly string[];
  /** Where instants become civil dates: the tenant's IANA zone. */
  timeZone?: string;
  /** The connection's currency, for tables that do not name one. */
  currency?: string;
  /** How the connection's tables are read. */
  mapping?: StatementMapping;
  limits?: Limits;
};

/** An account number for comparing: without blanks, dashes and case. */
const accountKey = (accountNo: string): string => accountNo.replace(/[^\p{L}\p{N}]/gu, "").toUpperCase();
const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;
/** Characters from which on a national number is long enough to be told by its place at the end of an IBAN. */
const NATIONAL_CHARS_MIN = 7;

/** Whether two numbers name one account: equal but for blanks and dashes, or one the IBAN of the other. */
export function sameAccount(a: string, b: string): boolean {
  const [left, right] = [accountKey(a), accountKey(b)];
  if (left === right || IBAN.test(left) === IBAN.test(right)) return left === right && left !== "";
  const [iban, national] = IBAN.test(left) ? [left, right] : [right, left];
  const tail = national.replace(/^0+/, "");
  return tail.length >= NATIONAL_CHARS_MIN && iban.slice(4).endsWith(tail);
}

/** Whose a statement is: the virtual account that it is of, or why its lines are not this connection's. */
export type Ownership = { virtualAccountNo?: string; foreign?: string };

/**
 * Looks for the account that a statement names among those of the connection and of others. `accountNos` are the ways in which the
 * statement may write one number; the first is shown to people, who know the field as `field`.
 */
export function ownershipOf(accountNos: readonly string[], field: string, options: NoticeOptions): Ownership {
  const told = accountNos[0] ?? "";
  const isIt = (known: string): boolean => accountNos.some((no) => sameAccount(known, no));
  const virtualAccountNo = options.virtualAccountNos?.find(isIt);
  if (virtualAccountNo !== undefined) return { virtualAccountNo };
  if (options.otherAccountNos?.some(isIt))
    return { foreign: `${field} is ${told}, the account of another connection; its lines are taken there.` };
  if (options.accountNo === undefined || isIt(options.accountNo)) return {};
  return { foreign: `${field} is ${told || "missing"}, which is not the account of this connection.` };
}
