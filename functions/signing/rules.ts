/**
 * An envelope is what happened to it, each at its time (`signing/rules.ts`), so notices of a provider may come twice,
 * late and unordered; what ended it first says how, and a signature that was taken stays. Whoever notes first that all
 * have signed accepts the quote, or signs the order, in the same transaction; a signature counts for the very terms
 * that were sent, and one that can have no effect is kept with the reason. An invoice says for ever what it said when
 * it was issued; voided, its number stays.
 */
import type * as z from "zod";
import { type Envelope, type EVENT_TYPES, OPEN_STATES } from "./schema.ts";

export type EnvelopeRow = z.output<typeof Envelope>;
type Signer = EnvelopeRow["signers"][number];

/** What happened to an envelope, and to which of those who sign; without a signer, to all of them. */
export type Told = {
  type: (typeof EVENT_TYPES)[number];
  at: string;
  signer?: string | undefined;
  reason?: string | undefined;
  evidence?: Signer["evidence"];
};

/** The earlier of two times; either may be missing. */
const first = (one: string | undefined, other: string | undefined): string | undefined =>
  one === undefined || (other !== undefined && other < one) ? other : one;

const FIELDS = { viewed: "viewedAt", signed: "signedAt", declined: "declinedAt" } as const;

function signerAfter(signer: Signer, { type, at, reason, evidence }: Told): Signer {
  if (type === "expired" || type === "cancelled") return signer;
  const field = FIELDS[type];
  const before = signer[field];
  if (first(before, at) === before) return signer;
  const more = { ...(type === "declined" && reason && { reason }), ...(type === "signed" && evidence && { evidence }) };
  return { ...signer, [field]: at, ...more };
}

type End = { state: EnvelopeRow["state"]; at: string; reason?: string | undefined };

/** What may have ended an envelope, in the order in which one comes before another of the same moment. */
function endsOf({ signers, cancelledAt, cancelReason, expiredAt }: EnvelopeRow): End[] {
  const signed = signers.map(({ signedAt }) => signedAt);
  const last = signed.every((at) => at !== undefined) ? signed.toSorted().at(-1) : undefined;
  const declined = signers.filter(({ declinedAt }) => declinedAt !== undefined);
  const [no] = declined.toSorted((a, b) => (String(a.declinedAt) < String(b.declinedAt) ? -1 : 1));
  return [
    ...(last ? [{ state: "signed" as const, at: last }] : []),
    ...(no?.declinedAt ? [{ state: "declined" as const, at: no.declinedAt, reason: no.reason }] : []),
    ...(cancelledAt ? [{ state: "cancelled" as const, at: cancelledAt, reason: cancelReason }] : []),
    ...(expiredAt ? [{ state: "expired" as const, at: expiredAt }] : []),
  ];
}

function standing(row: EnvelopeRow): Pick<EnvelopeRow, "state" | "endedAt" | "reason"> {
  const { state, endedAt, reason } = row;
  // What a signature has brought about is not taken back by what is heard of later.
  if (state === "signed") return { state, endedAt, reason };
  const ends = endsOf(row);
  const end = ends.reduce<End | undefined>((best, one) => (best && best.at <= one.at ? best : one), undefined);
  if (end) return { state: end.state, endedAt: end.at, reason: end.reason };
  const isViewed = row.signers.some(({ viewedAt, signedAt }) => viewedAt ?? signedAt);
  return { state: isViewed ? "viewed" : state, endedAt: undefined, reason: undefined };
}

/**
 * An envelope after what was told of it. It is what happened, each at its time, that decides: told twice, late or in
 * another order it comes to the same. What lies after `now` is taken to have happened now.
 */
export function reckoned(row: EnvelopeRow, told: readonly Told[], now: string): EnvelopeRow {
  let after = row;
  for (const one of told) {
    const event = one.at > now ? { ...one, at: now } : one;
    const concerns = ({ contactId }: Signer): boolean => event.signer === undefined || event.signer === contactId;
    const signers = after.signers.map((signer) => (concerns(signer) ? signerAfter(signer, event) : signer));
    after = { ...after, signers };
    if (event.type === "expired") after = { ...after, expiredAt: first(after.expiredAt, event.at) };
    if (event.type === "cancelled" && first(after.cancelledAt, event.at) !== after.cancelledAt) {
      after = { ...after, cancelledAt: event.at, cancelReason: event.reason };
    }
  }
  return { ...after, ...standing(after) };
}

export const isOpen = ({ state }: Pick<EnvelopeRow, "state">): boolean => OPEN_STATES.includes(state);
