/**
 * A person does not lose to the product. A row says, besides who wrote it, which of its versions a person wrote last
 * (four more characters, and only where the product's own work came after). A call whose rows were overtaken by such
 * work alone (a job's progress, the stream, a sweep, a visitor's form) is made anew by the kernel, under the same
 * checks and with the same ids; one that a person came first with is 409 `stale`, and 412 where it named a version. A
 * test has every example of `/docs` overtaken between its reading and its writing (`tests/api/overtaken.test.ts`).
 */
import { Fault } from "../fault.ts";
import type { RandomSource } from "../ids.ts";
import type { Table } from "../table/table.ts";

/** A call that the product's own work was so often quicker than gives up as stale. */
const TRIES_MAX = 10;

/** Draws what was drawn before, from the first on, and then further: a call made anew makes the same ids. */
function replaying(source: RandomSource): () => RandomSource {
  const drawn: Uint8Array[] = [];
  return () => {
    let at = 0;
    return (size) => {
      if (at === drawn.length) drawn.push(source(size));
      return drawn[at++] as Uint8Array;
    };
  };
}

type Attempted = { table: Table; ifMatch: number | undefined; id: string | undefined; random: RandomSource };

/**
 * Makes a call, and makes it anew, under the same checks, where what it had read was overtaken by the product's own work
 * alone: a job that notes how far it is must not be in the way of whoever cancels it. A change that a person came first with
 * is 409 `stale`, and 412 where the caller had named the version. What has committed something is not made anew.
 */
export async function overProgress<T>(of: Attempted, work: (random: RandomSource) => Promise<T>): Promise<T> {
  const randomAnew = replaying(of.random);
  const committed = of.table.commits;
  for (let tried = 1; ; tried++) {
    try {
      return await work(randomAnew());
    } catch (error) {
      const overtaken = error instanceof Fault && error.code === "stale" ? error.overtaken : undefined;
      if (!overtaken || of.table.commits !== committed) throw error;
      if (of.ifMatch !== undefined && overtaken.id === of.id) {
        throw new Fault("precondition_failed", `The ${overtaken.noun} no longer has version ${of.ifMatch}.`);
      }
      if (!overtaken.toProgress || tried === TRIES_MAX) throw error;
    }
  }
}
