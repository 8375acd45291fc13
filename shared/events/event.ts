import type { TenantContext } from "../auth/access.ts";
import type { Entity, RowOf, Stamp } from "../table/entity.ts";
import type { Table } from "../table/table.ts";

/** One committed change of one row, read off the table's stream. No `before`: created. No `after`: deleted. */
export type Change<R = Record<string, unknown>> = {
  tenantId: string;
  entity: Entity;
  before?: R;
  after?: R;
  /** Who made it. */
  stamp: Stamp;
  at: string;
};

/** The stream consumer that a piece of work runs in: money never waits behind mail, audit or projections. */
export type Consumer = "money" | "rest";

/** What a handler gets beside the event. Its table writes in the name of the system. */
export type Work = { table: Table; tenant: TenantContext; now: string; newId(prefix: string): string };

/** A declared event: it exists if and only if its row was committed. */
export type Emission = {
  entity: Entity;
  event: string;
  test(change: Change): boolean;
};

/** A declared piece of work on an event. It may run more than once for one event: its effect is conditional. */
export type Handler = {
  event: string;
  consumer: Consumer;
  /** One sentence: what it does. */
  does: string;
  run(change: Change<never>, work: Work): Promise<void>;
  /** What becomes of the row when the work has failed for good, besides that its record is parked. */
  givenUp?(change: Change<never>, work: Work): Promise<void>;
};

/** Says which change of a row is which event: `when(order, "order.signed", (c) => …)`. */
export const when = <E extends Entity>(
  entity: E,
  event: `${string}.${string}`,
  test: (change: Change<RowOf<E>>) => boolean,
): Emission => ({ entity, event, test: test as Emission["test"] });

/** Declares work on an event in one of the two consumers. */
export const handle = <E extends Entity>(
  _entity: E,
  event: `${string}.${string}`,
  consumer: Consumer,
  does: string,
  run: (change: Change<RowOf<E>>, work: Work) => Promise<void>,
  givenUp?: (change: Change<RowOf<E>>, work: Work) => Promise<void>,
): Handler => ({ event, consumer, does, run, givenUp }) as Handler;

/** Work on every change of every audited row. */
export type Watcher = { consumer: Consumer; does: string; run(change: Change, work: Work): Promise<void> };

export type Reactions = { emits?: readonly Emission[]; handles?: readonly Handler[]; watches?: readonly Watcher[] };

/**
 * What a consumer holds of a module's reactions: the nouns whose changes it reacts to (`of`; none where it watches all), and
 * a way to load them with the first such change.
 */
export type ReactionCard = { of?: readonly string[]; load(): Promise<Reactions> };

/** True when the field has just become `value` by this change. */
export const became = <R extends Record<string, unknown>>(change: Change<R>, field: keyof R, value: unknown): boolean =>
  change.after?.[field] === value && change.before?.[field] !== value;
