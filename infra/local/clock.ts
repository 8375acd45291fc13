import type { Clock } from "../../shared/clock.ts";
import type { Store } from "./store.ts";

/** The stack's own time: the machine's plus an offset that survives restarts. It runs on between moves, unless it is held. */
export class StackClock implements Clock {
  private offsetMs: number;
  /** Where it stands still. */
  private heldAt: Date | undefined;
  private readonly store: Store;

  /** `startsAt` is what a clock that was never set shows first; left out, it is the machine's time. */
  constructor(store: Store, startsAt?: Date) {
    this.store = store;
    const kept = store.setting("clock.offsetMs");
    this.offsetMs = Number(kept ?? 0);
    if (kept === undefined && startsAt) this.set(startsAt);
  }

  now(): Date {
    return new Date(this.heldAt?.getTime() ?? Date.now() + this.offsetMs);
  }

  /** A moment of the machine's clock (seconds since 1970) as this clock, as it stands now, would have shown it. */
  fromMachine(seconds: number): number {
    return seconds + Math.floor(this.offsetMs / 1_000);
  }

  /** Moves the clock without running anything; the stack's `moveClock` also runs what has become due. */
  set(to: Date): void {
    this.offsetMs = to.getTime() - Date.now();
    this.store.set("clock.offsetMs", String(this.offsetMs));
    if (this.heldAt) this.heldAt = new Date(to);
  }

  /** Stands still, however long the machine takes, until `work` has ended, and runs on from there. */
  async held<T>(work: () => Promise<T>): Promise<T> {
    this.heldAt = this.now();
    try {
      return await work();
    } finally {
      this.offsetMs = this.heldAt.getTime() - Date.now();
      this.heldAt = undefined;
    }
  }
}
