import type { Caller } from "../../shared/http/route.ts";
import { account } from "../accounts/table.ts";
import { bearersOf } from "../duplicates.ts";

const MATCHES_MAX = 20;
const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** Who has a number, as far as the caller may see them, with the company that they are of. */
export async function matchesOf(call: Caller, phone: string) {
  const found = (await bearersOf(call, phone)).filter(({ row }) => !row.mergedInto).slice(0, MATCHES_MAX);
  const ids = [...new Set(found.flatMap(({ row }) => textOf(row.accountId) ?? []))];
  const accounts = await call.table.getMany(account, ids);
  return found.map(({ noun, row }) => {
    const [name, ownerId, accountId] = [textOf(row.name), textOf(row.ownerId), textOf(row.accountId)];
    const of = accountId ? accounts.get(accountId) : undefined;
    const isSeen = of && call.access.sees(account, of) && !call.access.isClosed("account", "name");
    return {
      ...{ noun, id: row.id },
      ...(name && { name }),
      ...(ownerId && { ownerId }),
      ...(accountId && { accountId }),
      ...(isSeen && { accountName: of.name }),
    };
  });
}
