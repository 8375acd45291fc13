import type { Table } from "../../shared/table/table.ts";
import { account } from "../accounts/table.ts";
import { withHeirs } from "./case.ts";
import type { Transaction } from "./rows.ts";

/**
 * Whose a line is of which nothing is applied yet: the owner of the account that its virtual account is mapped to, or of the one
 * that this account was merged into. So that owner sees money for their customer that waits for a person.
 */
export async function mappedOwner(table: Table, { mappedAccountId }: Transaction): Promise<string | undefined> {
  if (mappedAccountId === undefined) return undefined;
  const accounts = await table.getMany(account, [mappedAccountId]);
  const meant = await withHeirs(table, accounts);
  return accounts.get(meant(mappedAccountId))?.ownerId;
}
