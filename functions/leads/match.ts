import { projected } from "../../shared/auth/access.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { AnyRow, RowOf } from "../../shared/table/entity.ts";
import { account, domainPartition } from "../accounts/table.ts";
import { duplicatesOf, seen } from "../duplicates.ts";
import { companyDomainsOf } from "./domains.ts";
import type { lead } from "./table.ts";

const ACCOUNTS_MAX = 20;

/** An account that a lead may belong to. `strong`: by its registration number or its own full name. */
export type AccountMatch = { accountId: string; name: string; reasons: string[]; strong: boolean };

const REASONS: Record<string, string> = { company: "name", registrationNo: "registrationNo" };

/** Accounts whose people write from one of these domains. */
async function byDomain(call: Caller, domains: string[]): Promise<AnyRow[]> {
  const pages = await Promise.all(
    domains.map((domain) =>
      call.table.list(account, {
        sources: [{ index: "parent", partitions: [domainPartition(domain)] }],
        limit: ACCOUNTS_MAX,
        keep: (row) => !row.archived && call.access.sees(account, row),
      }),
    ),
  );
  return pages.flatMap((page) => page.rows as AnyRow[]);
}

/**
 * The accounts that a lead may belong to, as the caller may see them: by registration number, by the company's name, by
 * the domain of e-mail address or website. Public mail providers say nothing about a company.
 */
export async function matchesOf(call: Caller, row: RowOf<typeof lead>): Promise<AccountMatch[]> {
  const { company, registrationNo, email, website } = row;
  const compared = { company, registrationNo };
  const [alike, ofDomain] = await Promise.all([
    duplicatesOf(call, compared, row.id),
    byDomain(call, companyDomainsOf({ email, website })),
  ]);
  const found = new Map<string, { row: AnyRow; reasons: string[]; strong: boolean }>();
  for (const { noun, row: other, reasons } of seen(call, alike)) {
    if (noun !== account.noun) continue;
    const told = reasons.flatMap(({ kind }) => REASONS[kind] ?? []);
    const strong = reasons.some((reason) => reason.strong && reason.kind in REASONS);
    if (told.length > 0) found.set(other.id, { row: other, reasons: told, strong });
  }
  for (const other of ofDomain) {
    const known = found.get(other.id) ?? {
      row: projected(call.access, account.noun, other),
      reasons: [],
      strong: false,
    };
    found.set(other.id, { ...known, reasons: [...new Set([...known.reasons, "emailDomain"])] });
  }
  return [...found.entries()]
    .map(
      ([
        accountId,
        {
          row: { name },
          reasons,
          strong,
        },
      ]) => ({ accountId, name: String(name ?? accountId), reasons, strong }),
    )
    .sort((a, b) => Number(b.strong) - Number(a.strong) || b.reasons.length - a.reasons.length)
    .slice(0, ACCOUNTS_MAX);
}
