import type { Caller } from "../../shared/http/route.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { accountBearer, signal } from "../reconciliation/signals.ts";
import { isPublicMailDomain } from "./rules.ts";
import { account, domainPartition } from "./table.ts";

/** What is known of somebody whose company is looked for. */
export type Sought = { email?: string; company?: string; registrationNo?: string };

/** Why an account is taken to be the company; the surest first. */
export const MATCH_REASONS = ["registrationNo", "name", "emailDomain"] as const;
export type MatchReason = (typeof MATCH_REASONS)[number];
export type AccountMatch = { accountId: string; reasons: MatchReason[] };

/** Accounts that one key may lead to. */
const ACCOUNTS_A_KEY_MAX = 20;

type Row = RowOf<typeof account>;
type Search = (call: Caller, sought: Sought) => Promise<string[] | Row[]>;

/** Each reason is a key: of a unique value, of a name as payers are known by it, of a domain's place in an index. */
const SEARCHES: Record<MatchReason, Search> = {
  registrationNo: async (call, { registrationNo }) => {
    const value = registrationNo && account.unique.registrationNo?.({ registrationNo } as never);
    const id = value ? await call.table.idOfUnique(account, "registrationNo", value) : undefined;
    return id ? [id] : [];
  },
  name: async (call, { company }) => {
    const keys = company ? accountBearer({ id: "", name: company }).keys : [];
    const found = await Promise.all(keys.map((key) => call.table.collect(signal, { key }, "signal#account#", false)));
    return found.flat().map((row) => row.accountId);
  },
  emailDomain: async (call, { email }) => {
    const domain = email
      ?.slice(email.lastIndexOf("@") + 1)
      .trim()
      .toLowerCase();
    if (!domain || isPublicMailDomain(domain)) return [];
    const sources = [{ index: "parent" as const, partitions: [domainPartition(domain)], entries: true }];
    return (await call.table.list(account, { sources, limit: ACCOUNTS_A_KEY_MAX })).rows;
  },
};

/**
 * The accounts that somebody's company may be, those first that more and surer reasons speak for. The caller is told of
 * accounts that they may see and of no others; a caller of the system's is told of all.
 */
export async function accountsMatching(call: Caller, sought: Sought): Promise<AccountMatch[]> {
  const found = await Promise.all(MATCH_REASONS.map((reason) => SEARCHES[reason](call, sought)));
  const known = new Map(
    found.flat().flatMap((one): [string, Row][] => (typeof one === "string" ? [] : [[one.id, one]])),
  );
  const ids = new Set(found.flat().map((one) => (typeof one === "string" ? one : one.id)));
  const rows = await call.table.getMany(
    account,
    [...ids].filter((id) => !known.has(id)),
  );
  const matches = [...ids].flatMap((accountId): AccountMatch[] => {
    const row = known.get(accountId) ?? rows.get(accountId);
    if (!row || row.archived || !call.access.sees(account, row)) return [];
    const leads = (n: number): boolean =>
      found[n]?.some((one) => (typeof one === "string" ? one : one.id) === accountId) ?? false;
    return [{ accountId, reasons: MATCH_REASONS.filter((_, n) => leads(n)) }];
  });
  const rank = ({ reasons }: AccountMatch): number => MATCH_REASONS.indexOf(reasons[0] as MatchReason);
  return matches.sort(
    (a, b) => b.reasons.length - a.reasons.length || rank(a) - rank(b) || (a.accountId < b.accountId ? -1 : 1),
  );
}
