/**
 * Who leaves takes every credential along. A user and a partner count their departures, and a key or calendar address
 * says at which count it was made: an old one stays shut when they come back, without a write for each. Tokens are
 * compared with the time of the last departure.
 */

type Holder = { archived?: boolean; departures?: number; departedAt?: string };

/**
 * What ends with somebody who leaves, in the same write: every credential of theirs says how often they had left when it
 * was made, so that none of them opens anything again, whatever becomes of the person.
 */
export const departing = (call: { now: string }, after: Holder, before?: Holder): Holder =>
  before && after.archived && !before.archived
    ? { departures: (before.departures ?? 0) + 1, departedAt: call.now }
    : {};

/** True for a credential that is older than its holder's last departure. */
export const isOutlived = (holder: Holder, credential: Pick<Holder, "departures">): boolean =>
  (holder.departures ?? 0) !== (credential.departures ?? 0);
