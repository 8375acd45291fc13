import { folded } from "../../shared/filter/resolve.ts";
import type { Caller } from "../../shared/http/route.ts";
import { inForce } from "../../shared/records/inforce.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { memberOf } from "../campaigns/members.ts";
import { campaign, campaignMember, memberId } from "../campaigns/table.ts";
import type { SessionRow as Session } from "./counted.ts";
import { peopleBy } from "./people.ts";

const TRIES_MAX = 5;

const campaigns = inForce(campaign);

/** The campaigns that brought somebody, each with the first visit that it brought. A link names one by its id or its name. */
async function broughtBy(call: Caller, sessions: readonly Session[]): Promise<Map<string, string>> {
  const named = sessions.flatMap(({ startedAt, utm }) =>
    utm?.campaign === undefined ? [] : [{ at: startedAt, name: folded(utm.campaign) }],
  );
  const found = new Map<string, string>();
  if (named.length === 0) return found;
  const all = await campaigns.of(call.table);
  for (const { at, name } of named) {
    const row = all.find((one) => folded(one.id) === name) ?? all.find((one) => folded(one.name) === name);
    if (row && !found.has(row.id)) found.set(row.id, at);
  }
  return found;
}

/**
 * Notes that campaigns have touched a person whom their links brought; `same` are the records that are that person. What a
 * campaign knows of them already, and earlier, stays as it is.
 */
export async function touched(call: Caller, same: readonly string[], sessions: readonly Session[]): Promise<void> {
  const [personId = ""] = same;
  const found = await broughtBy(call, sessions);
  if (found.size === 0) return;
  const person = (await peopleBy(call.table, [personId])).get(personId);
  if (!person || person.archived) return;
  for (const [campaignId, at] of found) {
    const members = await call.table.getMany(
      campaignMember,
      same.map((id) => memberId(campaignId, id)),
      true,
    );
    if ([...members.values()].some(({ touchedAt }) => touchedAt !== undefined && touchedAt <= at)) continue;
    const who = personId.startsWith("con_") ? { contactId: personId } : { leadId: personId };
    const before = members.get(memberId(campaignId, personId));
    const given = { ...who, state: before?.touchedAt ? before.state : ("responded" as const), at };
    await anew(TRIES_MAX, () => memberOf(call, campaignId, given), isOvertaken);
  }
}
