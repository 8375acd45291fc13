import { callerOf } from "../../shared/events/caller.ts";
import type { Work } from "../../shared/events/event.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { together } from "../../shared/together.ts";
import { ask } from "./asking.ts";
import { bearerOf, claimsOf } from "./people.ts";
import { type Identified, peopleOf, personAt } from "./rules.ts";
import { chainOf, type EventRow, type VisitorRow } from "./stream.ts";
import { claimedBy, visitor } from "./table.ts";

const AT_ONCE = 8;

/** Asks for the person who did something to be counted anew; of a visitor whom nobody knows there is nothing to count. */
export async function happened(work: Work, event: EventRow): Promise<void> {
  const row = await work.table.find(visitor, event.visitorId);
  const personId = row && personAt(await chainOf(work.table, row), event.at);
  if (personId) await ask(work, personId);
}

/** Whom somebody's addresses are found to be of; the first that is somebody's says it. */
async function found(work: Work, claims: readonly string[]): Promise<string | undefined> {
  const call = callerOf(work, "behaviour");
  for (const claim of claims) {
    const personId = await bearerOf(call, claim);
    if (personId) return personId;
  }
  return undefined;
}

/** Finds those whom a visitor's addresses are of and who were not found before; true where it found one. */
async function resolved(work: Work, row: VisitorRow): Promise<boolean> {
  const identities: Identified[] = await together(row.identities, AT_ONCE, async (one) => {
    if (one.personId || !one.claims) return one;
    const personId = await found(work, one.claims);
    return personId ? { ...one, personId } : one;
  });
  if (identities.every((one, n) => one === row.identities[n])) return false;
  await work.table.replace(visitor, row, nextVersion(row, work.now, { identities }));
  return true;
}

/** What follows from what is known of a visitor: its addresses are looked for, and everybody whom it was is counted anew. */
export async function known(work: Work, before: VisitorRow | undefined, after: VisitorRow): Promise<void> {
  // What is found changes the visitor, which brings this about again.
  if (await resolved(work, after)) return;
  const chains = await Promise.all([before, after].map((row) => (row ? chainOf(work.table, row) : [])));
  for (const personId of new Set(chains.flatMap(peopleOf))) await ask(work, personId);
}

/** Finds visitors who were told to have an address that somebody has now. */
export async function addressed(work: Work, addresses: { email?: string; phone?: string }): Promise<void> {
  for (const claim of claimsOf(addresses)) {
    const sources = [{ index: "parent" as const, partitions: [claimedBy(claim)], entries: true }];
    for await (const row of work.table.each(visitor, { sources })) await resolved(work, row);
  }
}
