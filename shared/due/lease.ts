import { later } from "../duration.ts";
import { isOvertaken } from "../table/anew.ts";
import { nextVersion, type RowOf } from "../table/entity.ts";
import type { Table } from "../table/table.ts";
import { dueLease, dueLeaseId } from "./table.ts";

/** Longer than one piece of work; whoever is not heard of for so long is taken to be gone. */
export const LEASE_MS = 300_000;
/** A lease is renewed when less than this is left. */
const RENEW_BEFORE_MS = LEASE_MS / 2;

/**
 * The right to work on one shard, for one of several instances at a time. It spares doubled work and decides nothing: whoever
 * goes on after their lease has ended meets rows under another version.
 */
export class Lease {
  readonly #table: Table;
  readonly #id: string;
  readonly #holder: string;
  #row: RowOf<typeof dueLease> | undefined;

  constructor(table: Table, of: { work: string; shard: number; holder: string }) {
    this.#table = table;
    this.#id = dueLeaseId(of.work, of.shard);
    this.#holder = of.holder;
  }

  /** True while the lease is this holder's: taken where it is free or over, renewed where its end is near. */
  async held(now: string): Promise<boolean> {
    const left = Date.parse(this.#row?.until ?? now) - Date.parse(now);
    if (this.#row && left > RENEW_BEFORE_MS) return true;
    return this.#write(now, later(now, LEASE_MS));
  }

  /** Lets others have it at once. */
  async release(now: string): Promise<void> {
    if (this.#row) await this.#write(now, now);
    this.#row = undefined;
  }

  async #write(now: string, until: string): Promise<boolean> {
    const table = this.#table;
    const before = this.#row ?? (await table.find(dueLease, this.#id));
    const left = Date.parse(before?.until ?? now) - Date.parse(now);
    // One that ends later than any lease does was taken before the clock was set back.
    if (before && before.heldBy !== this.#holder && left > 0 && left <= LEASE_MS) return false;
    const fields = { heldBy: this.#holder, until };
    const base = { id: this.#id, version: 1, createdAt: now, updatedAt: now };
    try {
      if (before) this.#row = await table.replace(dueLease, before, nextVersion(before, now, fields));
      else this.#row = await table.create(dueLease, { ...base, ...fields });
      return true;
    } catch (error) {
      if (!isOvertaken(error)) throw error;
      this.#row = undefined;
      return false;
    }
  }
}
