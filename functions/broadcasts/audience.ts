import { invalidField } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { reachable } from "../../shared/notify/consent.ts";
import type { Draft } from "../../shared/notify/outbox.ts";
import type { Noun } from "../../shared/records/noun.ts";
import type { SelectedPage } from "../../shared/records/select.ts";
import type { AnyRow, Entity, RowOf } from "../../shared/table/entity.ts";
import type { Person } from "../consents/people.ts";
import { contact } from "../contacts/table.ts";
import { marketingEvent } from "../gatherings/table.ts";
import { lead } from "../leads/table.ts";
import { peopleOf, standing } from "../segments/members.ts";
import { segment } from "../segments/table.ts";
import { addressOf, MARKETING } from "../templates/rendering.ts";
import type { Counted } from "./schema.ts";
import type { mailCampaign, smsCampaign } from "./table.ts";

/** Something that is sent to many people: a campaign by mail, or by text message. */
export type BroadcastRow = RowOf<typeof smsCampaign> | RowOf<typeof mailCampaign>;

/** What one of the people gets: nothing where a value is missing that the text cannot do without. */
export type Writer = {
  /** True for whoever is left out on purpose, so that those who got it can be compared with them. */
  isHeldOut(person: Person): boolean;
  draft(person: Person, to: string): Draft | undefined;
};

/** A kind of campaign, as all that is the same for every kind handles it. */
export type Broadcast<R extends BroadcastRow = BroadcastRow> = {
  noun: Noun;
  entity: Entity;
  channel: "email" | "sms";
  writer(call: Caller, row: R): Promise<Writer>;
};

/** How the people of a campaign are read, page by page, within the rights of whoever sends it. */
export async function audienceOf(
  call: Caller,
  { recipients }: Pick<BroadcastRow, "recipients">,
): Promise<(after?: string) => Promise<SelectedPage>> {
  if ("contactIds" in recipients) {
    const ids = [...new Set(recipients.contactIds)];
    return async () => ({ rows: await standing(call, contact, ids) });
  }
  if ("leadIds" in recipients) {
    const ids = [...new Set(recipients.leadIds)];
    return async () => ({ rows: await standing(call, lead, ids) });
  }
  if ("marketingEventId" in recipients) {
    const event = await call.table.find(marketingEvent, recipients.marketingEventId);
    if (!event || event.archived || !call.access.sees(marketingEvent, event)) {
      const why = `There is no event ${recipients.marketingEventId}.`;
      throw invalidField("recipients.marketingEventId", why, "unknown_reference");
    }
    return (await import("./registered.ts")).registeredFor(call, event.id);
  }
  const row = await call.table.find(segment, recipients.segmentId);
  if (!row || row.archived) {
    throw invalidField("recipients.segmentId", `There is no segment ${recipients.segmentId}.`, "unknown_reference");
  }
  return peopleOf(call, row);
}

export type { Counted } from "./schema.ts";

export const NOBODY: Counted = {
  ...{ recipients: 0, reached: 0, unreachable: 0, withheld: 0, heldOut: 0, lacking: 0, doubled: 0 },
};

/** An address as it is compared with others: whatever its case. */
export const comparedAddress = (to: string): string => to.toLowerCase();

/** Of some people: the messages that they get, and how many get none, by why. */
export async function sorted(
  call: Caller,
  { channel }: Pick<Broadcast, "channel">,
  { purpose }: Pick<BroadcastRow, "purpose">,
  writer: Writer,
  people: readonly AnyRow[],
): Promise<{ drafts: Draft[]; counted: Counted }> {
  const chosen = (people as readonly Person[]).filter((person) => !writer.isHeldOut(person));
  const addressed = chosen.flatMap((person) => {
    const to = addressOf(person, channel);
    return to ? [{ person, to }] : [];
  });
  const ids = addressed.map(({ person }) => person.id);
  const isService = purpose === "service";
  const open = isService ? new Set(ids) : await reachable(call.table, { channel, purpose: MARKETING }, ids);
  const willing = addressed.filter(({ person }) => open.has(person.id));
  const written = willing.flatMap(({ person, to }) => {
    const draft = writer.draft(person, to);
    return draft ? { ...draft, oncePerAddress: comparedAddress(to) } : [];
  });
  // The first of a page has it, and no other at that address; of several pages the outbox keeps the first.
  const drafts = [...new Map(written.toReversed().map((draft) => [draft.oncePerAddress, draft])).values()].reverse();
  const counted = {
    recipients: people.length,
    reached: drafts.length,
    unreachable: chosen.length - addressed.length,
    withheld: addressed.length - willing.length,
    heldOut: people.length - chosen.length,
    lacking: willing.length - written.length,
    doubled: written.length - drafts.length,
  };
  return { drafts, counted };
}

export const summed = (one: Counted, other: Counted): Counted => ({
  recipients: one.recipients + other.recipients,
  reached: one.reached + other.reached,
  unreachable: one.unreachable + other.unreachable,
  withheld: one.withheld + other.withheld,
  heldOut: one.heldOut + other.heldOut,
  lacking: one.lacking + other.lacking,
  doubled: one.doubled + other.doubled,
});

/**
 * Counts the people of a campaign from some place on, so many pages of them at most, in the memory of two: one is read while
 * one is counted. `next` is where to go on, absent at the end.
 */
export async function counted<R extends BroadcastRow>(
  call: Caller,
  of: Broadcast<R>,
  row: R,
  pagesMax: number,
  from?: string,
): Promise<{ sum: Counted; next?: string }> {
  const [read, writer] = await Promise.all([audienceOf(call, row), of.writer(call, row)]);
  let sum = NOBODY;
  let page: SelectedPage = await read(from);
  for (let pages = 1; ; pages++) {
    const { rows, next } = page;
    const [{ counted: more }, following] = await Promise.all([
      sorted(call, of, row, writer, rows),
      next === undefined || pages >= pagesMax ? undefined : read(next),
    ]);
    sum = summed(sum, more);
    if (!following) return { sum, ...(next !== undefined && { next }) };
    page = following;
  }
}
