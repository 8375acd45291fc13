import type * as z from "zod";
import type { Closed, Licence } from "../../shared/auth/licence.ts";
import { civilDate } from "../../shared/clock.ts";
import { monthOf } from "../../shared/http/metering.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import type { Table } from "../../shared/table/table.ts";
import { lackingIn } from "../editions.ts";
import { QUOTAS, spentOf } from "./rules.ts";
import type { Licensed } from "./schema.ts";
import { QUOTAS_ID, quotaStanding, type tenant } from "./table.ts";

/** A demo holds so many accounts, contacts and leads each, and so many people. */
const DEMO = { account: 50, contact: 50, lead: 50, user: 3 };
/** What has expired takes in nothing but a few leads, and one person works with it. */
const EXPIRED = { account: 0, contact: 0, opportunity: 0, lead: 50, user: 1 };

/** The parts that an edition lacks; loaded in tenants that have not all. */
async function closedIn({ edition, had = [] }: z.output<typeof Licensed>): Promise<ReadonlyMap<string, Closed>> {
  if (edition === "enterprise") return new Map();
  const lacking = await lackingIn(edition);
  return new Map(
    Object.entries(lacking).map(([word, editions]) => [
      word,
      { in: editions, readable: editions.some((one) => had.includes(one)) },
    ]),
  );
}

/** What the licence of a tenant allows on a day of its own; what is used up of it is asked apart. */
export async function licenceOf(row: z.output<typeof Licensed>, today: string): Promise<Licence> {
  const { edition, seats, validUntil, counted, quotas: own } = row;
  const isOver = validUntil !== undefined && validUntil < today;
  const state = isOver ? "expired" : row.state;
  const registered: Licence["max"] = seats === undefined ? {} : { user: seats };
  const max = { demo: DEMO, expired: EXPIRED, registered }[state];
  const quotas = { ...QUOTAS[state], ...own };
  return {
    state,
    edition,
    epoch: `${counted}${isOver ? "x" : ""}`,
    max,
    closed: await closedIn(row),
    quotas,
    spent: [],
  };
}

/** The licence at this moment, with what is used up of it; a licence without bounds asks no more. */
export async function licenceNow(table: Table, { licence, timeZone }: RowOf<typeof tenant>, now: string) {
  if (!licence) return undefined;
  const allowed = await licenceOf(licence, civilDate(new Date(now), timeZone));
  if (Object.keys(allowed.quotas).length === 0) return allowed;
  const standing = await table.find(quotaStanding, QUOTAS_ID, false);
  return { ...allowed, spent: spentOf(standing?.levels ?? {}, allowed.quotas, monthOf(now)) };
}
