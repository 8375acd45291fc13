import type { WatchRow } from "../../shared/due/watch.ts";
import type { Caller } from "../../shared/http/route.ts";
import { errorFields, log } from "../../shared/log.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { type Change, commit, replacement } from "../../shared/records/write.ts";
import { anew, isRaced } from "../../shared/table/anew.ts";
import { sourceOf } from "../../shared/table/list.ts";
import type { Table } from "../../shared/table/table.ts";
import { type Turn, watchWork } from "../tenants/due.ts";
import { eligibleOf, groupsOf, standingsOf } from "./choose.ts";
import { offered } from "./hooks.ts";
import { type PooledLead, waitingPartition } from "./rules.ts";
import { settingsOf } from "./settings.ts";
import { assignmentRule, leadPool, waitingWatch } from "./table.ts";
import { giveBack } from "./tickets.ts";

/** Leads of one group that one run offers; the next run goes on. */
const LEADS_MAX = 500;
/** Tries at a lead whose chosen owner has reached a cap, or who has left, by the time it is written. */
const TRIES_MAX = 5;

/**
 * Runs every few minutes and gives out the leads that nobody could be given when they came: outside working hours, on
 * leave, or where all had as many as they may have. Somebody must be there for leads to be read at all, so a night costs
 * nothing. Each lead is written by itself, in the order of arrival; what somebody claims meanwhile is theirs.
 */
export const offerer = (of: Noun) => watchWork("leadOffers", waitingWatch, (turn) => sweep(turn, of));

/** Pools and rules that are no more: what waits for their people goes another way. */
async function goneGroups(table: Table): Promise<string[]> {
  const ids = [leadPool, assignmentRule].map(async (entity) => {
    const rows = await Array.fromAsync(table.each(entity, { sources: [sourceOf(entity, "all")] }));
    return rows.flatMap(({ id, archived }) => (archived ? [id] : []));
  });
  return (await Promise.all(ids)).flat();
}

const waitingFor = (groupId: string) => [
  { index: "parent" as const, partitions: [waitingPartition(groupId)], entries: true },
];

/** Offers what waits; true while something does, for whomever. */
async function sweep({ table, caller }: Turn<WatchRow>, of: Noun): Promise<boolean> {
  const call = await caller();
  const settings = await settingsOf(table);
  for (const group of groupsOf(settings)) {
    const standings = await standingsOf(call, group, settings);
    if (eligibleOf(standings).length > 0) await offerAll(call, of, group.id);
  }
  const gone = await goneGroups(table);
  for (const id of gone) await offerAll(call, of, id);
  for (const id of [...groupsOf(settings).map((group) => group.id), ...gone]) {
    if ((await table.list(of.entity, { sources: waitingFor(id), limit: 1 })).rows.length > 0) return true;
  }
  return false;
}

async function offerAll(call: Caller, of: Noun, groupId: string): Promise<void> {
  const { rows } = await call.table.list(of.entity, {
    sources: waitingFor(groupId),
    limit: LEADS_MAX,
    examine: LEADS_MAX,
  });
  for (const { id } of rows) {
    // One lead's trouble must not keep the others waiting.
    await anew(TRIES_MAX, () => offer(call, of, id), isRaced).catch((error) => {
      log.error("lead not offered", { tenantId: call.tenant.id, leadId: id, ...errorFields(error) });
    });
  }
}

/** The change that gives a lead out. A turn that was taken for it goes back where the change is refused. */
async function changeOf(call: Caller, of: Noun, lead: PooledLead): Promise<Change | undefined> {
  const fields = await offered(call, lead);
  if (!fields) return undefined;
  try {
    return await replacement(call, of, lead, fields);
  } catch (error) {
    if (fields.assignment?.turn) await giveBack(call, fields.assignment.turn);
    throw error;
  }
}

async function offer(call: Caller, of: Noun, id: string): Promise<void> {
  const lead = (await call.table.get(of.entity, id)) as PooledLead;
  if (lead.ownerId || !lead.assignment?.waitsFor) return;
  const change = await changeOf(call, of, lead);
  if (change) await commit(call, change);
}
