/**
 * The sessions of a tenant with seats are one row (`authorizer/sessions.ts`), which each sign-in replaces: of more
 * sessions than seats those go on that began last, whatever calls come first and by however many Lambdas; the earliest
 * is told `session_evicted`.
 */
import { civilDate } from "../../shared/clock.ts";
import { clock } from "../../shared/config.ts";
import { Fault } from "../../shared/fault.ts";
import { hashedId } from "../../shared/hashed.ts";
import { Kept } from "../../shared/kept.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import type { Table } from "../../shared/table/table.ts";
import { admitted, NO_SESSIONS } from "../identity/rules.ts";
import { SESSIONS_ID, sessionBook } from "../identity/table.ts";
import { licenceOf } from "../tenants/licence.ts";
import { tenant } from "../tenants/table.ts";
import type { Borne } from "./tokens.ts";

/**
 * Whoever signs in takes a seat of the licence for as long as their session goes on, and of more sessions than seats the
 * earliest is evicted. All sessions of a tenant are one row, which each sign-in replaces under its version: so whoever
 * signs in at once, exactly as many go on as there are seats. Keys are no sessions. A tenant without seats has no such row
 * and costs nothing; another costs a read for a call, and a write for a sign-in and each of its refreshed tokens.
 */

/** A changed licence bounds sessions everywhere within this time. */
const SEATS_KEPT_MS = 5_000;
/** Sessions of more seats than these are not counted: they would be no one row any more. */
export const SEATS_COUNTED_MAX = 2_000;
const TRIES_MAX = 30;
const EVICTED =
  "More people signed in than the licence has seats, so this session, the earliest, has ended. Sign in again.";

const seatsKept = new Kept<number | undefined>(SEATS_KEPT_MS, 5_000);

/** How many sessions a tenant has room for; undefined where any number. */
const seatsIn = (table: Table): Promise<number | undefined> =>
  seatsKept.get(table.tenantId, async () => {
    const row = await table.find(tenant, table.tenantId, false);
    if (!row?.licence) return undefined;
    const { max } = await licenceOf(row.licence, civilDate(clock.now(), row.timeZone));
    return max.user !== undefined && max.user <= SEATS_COUNTED_MAX ? max.user : undefined;
  });

/**
 * Sees that a sign-in has a seat, and gives it one.
 * @throws Fault session_evicted, or unavailable where too many sign in at one moment.
 */
export async function seated(table: Table, { userId, session, signedInAt, endsAt }: Borne): Promise<void> {
  const seats = await seatsIn(table);
  if (seats === undefined) return;
  const one = { key: hashedId("s", `${userId}\n${session}`), userId, at: signedInAt, until: endsAt };
  const take = async (): Promise<boolean> => {
    const now = clock.now();
    const book = await table.find(sessionBook, SESSIONS_ID);
    const said = admitted(book ?? NO_SESSIONS, one, seats, Math.floor(now.getTime() / 1_000));
    const at = now.toISOString();
    if ("book" in said && said.book) {
      const base = { id: SESSIONS_ID, version: 1, createdAt: at, updatedAt: at };
      if (book) await table.replace(sessionBook, book, nextVersion(book, at, said.book));
      else await table.create(sessionBook, { ...base, ...said.book });
    }
    return said.kind !== "evicted";
  };
  if (!(await anew(TRIES_MAX, take, isOvertaken))) throw new Fault("session_evicted", EVICTED);
}
