import type * as z from "zod";
import { civilDate } from "../../shared/clock.ts";
import type { Caller } from "../../shared/http/route.ts";
import { countOf, usedOf } from "../../shared/records/licensed.ts";
import type { Entity, RowOf } from "../../shared/table/entity.ts";
import { account } from "../accounts/table.ts";
import { contact } from "../contacts/table.ts";
import { lead } from "../leads/table.ts";
import { licenceOf } from "../tenants/licence.ts";
import type { tenant } from "../tenants/table.ts";
import { user } from "../users/table.ts";
import type { LicenceView } from "./schema.ts";

const COUNTED: Readonly<Record<string, Entity>> = { users: user, accounts: account, contacts: contact, leads: lead };
/** What no licence bounds is counted so far when somebody asks. */
const COUNTED_MAX = 5_000;

/** A tenant's licence as it sees it: what its limits count is exact, the rest is counted up to a bound. */
export async function licenceShown(call: Caller, row: RowOf<typeof tenant>): Promise<z.output<typeof LicenceView>> {
  const { licence } = row;
  const today = civilDate(new Date(call.now), row.timeZone);
  const now = licence && (await licenceOf(licence, today));
  const counts = await Promise.all(
    Object.entries(COUNTED).map(async ([plural, of]) => {
      const isBound = now !== undefined && (now.max[of.noun] ?? 0) > 0;
      const exact = isBound ? await usedOf(call.table, now.epoch, of.noun) : undefined;
      return [plural, exact ?? (await countOf(call.table, of, COUNTED_MAX))] as const;
    }),
  );
  return {
    state: now?.state ?? "registered",
    edition: now?.edition ?? "enterprise",
    ...(licence?.seats !== undefined && { seats: licence.seats }),
    ...(licence?.validUntil && { validUntil: licence.validUntil }),
    used: Object.fromEntries(counts) as z.output<typeof LicenceView>["used"],
    atLeast: counts.flatMap(([plural, count]) => (count >= COUNTED_MAX ? [plural] : [])),
  };
}
