/**
 * Who may be reached is asked at one gate (`notify/consent.ts`): one row a person, channel and purpose says what
 * holds, written with the consent that says so. Of what a person said the newest holds, of one moment the withdrawal.
 * The outbox takes nothing to somebody outside without a reason and no marketing past the gate; the sender asks again
 * for each message, so a withdrawal keeps back what is queued. A person's address is signed with their tenant's key
 * and kept nowhere.
 */
import * as z from "zod";
import { Fault } from "../fault.ts";
import { hashedId } from "../hashed.ts";
import { instant, text } from "../schema.ts";
import { entity, type RowOf, recordFields } from "../table/entity.ts";
import type { Table } from "../table/table.ts";
import { CHANNELS, type Channel } from "./channels.ts";

/** A withdrawal for this purpose ends all of a channel. */
export const EVERY_PURPOSE = "all";
const PURPOSE_CHARS_MAX = 60;
export const purpose = text(PURPOSE_CHARS_MAX);

/**
 * Why somebody outside the company is sent something: marketing needs their consent for its purpose, a service that they
 * asked for is noted with its purpose.
 */
export const Reason = z.strictObject({
  kind: z.enum(["marketing", "service"]).describe("Marketing needs the consent of its reader; a service does not."),
  purpose: purpose.describe("What for, such as marketing or correspondence."),
});
export type Reason = z.output<typeof Reason>;

/** What holds of one person, one channel and one purpose: the newest of the consents that were recorded. */
export const consentStanding = entity({
  noun: "consentStanding",
  plural: "standings of consents",
  prefix: "cst",
  scoped: false,
  audited: false,
  schema: z.object({
    ...recordFields,
    personId: z.string(),
    channel: z.enum(CHANNELS),
    purpose: z.string(),
    state: z.enum(["given", "withdrawn", "requested"]),
    /** When the person said so. */
    at: instant,
    consentId: z.string(),
  }),
});
export type StandingRow = RowOf<typeof consentStanding>;
export type Said = Pick<StandingRow, "state" | "at">;

export const standingId = (personId: string, channel: Channel, purpose: string): string =>
  hashedId(consentStanding.prefix, `${personId}\n${channel}\n${purpose.toLowerCase()}`);

/**
 * Of two that a person has said the newer holds; of one moment the withdrawal. What is yet to be confirmed may have been
 * said by anybody: it takes the place of nothing that a person has said, and yields to all of it.
 */
export const holdsOver = (one: Said, other: Said | undefined): boolean => {
  if (!other) return true;
  const [isAsked, wasAsked] = [one.state === "requested", other.state === "requested"];
  if (isAsked !== wasAsked) return wasAsked;
  const [a, b] = [Date.parse(one.at), Date.parse(other.at)];
  return a === b ? other.state !== "withdrawn" : a > b;
};

const isOpen = (own: Said | undefined, every: Said | undefined): boolean =>
  own?.state === "given" && !(every?.state === "withdrawn" && holdsOver(every, own));

type Asked = { channel: Channel; purpose: string };

/** THE gate of marketing: those of some people who have agreed to be reached so, and have not withdrawn it. */
export async function reachable(
  table: Table,
  { channel, purpose: wanted }: Asked,
  personIds: Iterable<string>,
): Promise<ReadonlySet<string>> {
  const ids = [...new Set(personIds)];
  const keys = ids.flatMap((id) => [wanted, EVERY_PURPOSE].map((one) => standingId(id, channel, one)));
  const rows = await table.getMany(consentStanding, keys, true);
  const at = (id: string, one: string) => rows.get(standingId(id, channel, one));
  return new Set(ids.filter((id) => isOpen(at(id, wanted), at(id, EVERY_PURPOSE))));
}

/** Refuses to reach people who have not agreed to it, and says how many they are. */
export async function checkReachable(table: Table, asked: Asked, personIds: Iterable<string>): Promise<void> {
  const ids = [...new Set(personIds)];
  const missing = ids.length - (await reachable(table, asked, ids)).size;
  if (missing > 0) throw consentRequired(asked, missing, ids.length);
}

/** `among` says what the number that was looked at is of, where it is not of all: "the first ". */
export const consentRequired = (
  { channel, purpose: wanted }: Asked,
  missing: number,
  of: number,
  among: "" | "the first " = "",
): Fault =>
  new Fault(
    "consent_required",
    `${missing} of ${among}${of} recipients have no consent for ${wanted} by ${channel}. Record it by POST /v1/consents, or leave them out.`,
  );
