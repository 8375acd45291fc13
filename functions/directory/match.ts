import { addDays } from "../../shared/clock.ts";
import { hashedId } from "../../shared/hashed.ts";
import type { Caller } from "../../shared/http/route.ts";
import { beside, commit, creation, replacement } from "../../shared/records/write.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import type { AnyRow, RowOf } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { todayOf } from "../../shared/today.ts";
import { activityNoun } from "../activities/noun.ts";
import { activity } from "../activities/table.ts";
import { companyDomainsOf } from "../leads/domains.ts";
import { leadNoun } from "../leads/noun.ts";
import { lead } from "../leads/table.ts";
import { entryAt } from "./places.ts";
import { keysOf } from "./rules.ts";
import { directoryEntry, directoryMatch, directoryPolicy, type EntryRow, entryDomain } from "./table.ts";

type LeadRow = RowOf<typeof lead>;
type Found = { entry: EntryRow; by: "registrationNo" | "emailDomain" | "name" };

const TRIES_MAX = 8;
/** A domain that more companies have says nothing about which it is. */
const OF_DOMAIN_MAX = 2;

async function byDomain({ table }: Caller, row: LeadRow): Promise<EntryRow | undefined> {
  const domains = companyDomainsOf({
    ...(row.email && { email: row.email }),
    ...(row.website && { website: row.website }),
  });
  for (const domain of domains) {
    const sources = [{ index: "parent" as const, partitions: [entryDomain(domain)], entries: true }];
    const { rows } = await table.list(directoryEntry, { sources, limit: OF_DOMAIN_MAX, keep: (one) => !one.archived });
    const [only, other] = rows;
    if (only && !other) return only;
  }
  return undefined;
}

/** The company of the directory that a lead is of: by its number, else by a domain that is one company's, else by its name. */
async function foundFor(call: Caller, row: LeadRow): Promise<Found | undefined> {
  const { registrationNo, company } = row;
  const isStanding = (entry: EntryRow | undefined): entry is EntryRow => entry !== undefined && !entry.archived;
  const byNumber = registrationNo && (await entryAt(call.table, keysOf({ registrationNo }).number));
  if (byNumber && isStanding(byNumber)) return { entry: byNumber, by: "registrationNo" };
  const ofDomain = await byDomain(call, row);
  if (ofDomain) return { entry: ofDomain, by: "emailDomain" };
  const byName = company ? await entryAt(call.table, keysOf({ name: company }).name) : undefined;
  return isStanding(byName) ? { entry: byName, by: "name" } : undefined;
}

/** Puts on a lead what the directory knows of its company, once, and where that is from. What the lead said itself stays. */
export const matchLead = (call: Caller, leadId: string): Promise<void> =>
  anew(
    TRIES_MAX,
    async () => {
      const row = await call.table.find(lead, leadId);
      if (!row || row.archived || row.directory || row.mergedInto) return;
      const found = await foundFor(call, row);
      if (!found) return;
      const { entry, by } = found;
      const { id: entryId, grade, industry, region, size } = entry;
      const directory = { entryId, by, at: call.now, grade, industry, region, size };
      const gaps = { industry: row.industry ?? industry, region: row.region ?? region };
      const change = await replacement(
        call,
        leadNoun,
        row as AnyRow,
        withValues({ directory: withValues(directory), ...gaps }),
      );
      const id = hashedId(directoryMatch.prefix, row.id);
      const base = { id, version: 1, createdAt: call.now, updatedAt: call.now };
      await commit(call, beside(change, [write.create(directoryMatch, { ...base, entryId, leadId })]));
    },
    isOvertaken,
  );

const withValues = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

/** Gives whoever owns a lead the tasks that the tenant has planned for the grade of its company, each once. */
export async function pushPlan(call: Caller, { id: leadId, ownerId, directory }: LeadRow): Promise<void> {
  const { plans } = await directoryPolicy.held(call.table);
  const plan = plans.find(({ grade }) => grade === directory?.grade);
  for (const [n, { subject, kind, dueDays }] of (plan?.tasks ?? []).entries()) {
    const id = hashedId(activity.prefix, `${leadId}\nplan\n${n}`);
    await anew(
      TRIES_MAX,
      async () => {
        if (await call.table.find(activity, id)) return;
        const given = { kind, subject, dueOn: addDays(todayOf(call), dueDays), ownerId };
        await commit(
          call,
          await creation(call, activityNoun, { ...given, relatedTo: [{ noun: "lead", id: leadId }] }, id),
        );
      },
      isOvertaken,
    );
  }
}
