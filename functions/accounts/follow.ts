import type { Caller } from "../../shared/http/route.ts";
import { commit, replacement } from "../../shared/records/write.ts";
import { anew } from "../../shared/table/anew.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { accountNoun } from "./noun.ts";
import { account } from "./table.ts";
import { tierOf } from "./tiers.ts";

type Row = RowOf<typeof account>;

const TRIES_MAX = 5;

/**
 * Gives an account what follows: the fields that `next` finds for the row as it stands (none: nothing is written), and
 * the tier that the rules then have. Somebody who changes the account meanwhile makes it be looked at anew.
 */
export async function follow(
  call: Caller,
  accountId: string,
  next: (row: Row) => Record<string, unknown> | undefined,
): Promise<boolean> {
  return anew(TRIES_MAX, async () => {
    const row = await call.table.find(account, accountId);
    if (!row) return false;
    const fields = next(row);
    if (!fields && Object.keys(await tierOf(call, row)).length === 0) return false;
    await commit(call, await replacement(call, accountNoun, row, fields ?? {}));
    return true;
  });
}
