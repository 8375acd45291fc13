/** A part of the stack that works through what is due: a stream's consumer, a queue's consumer. */
export type Worker = {
  name: string;
  /** True when a look taken after this call found nothing due and nothing is under way. */
  drained(): Promise<boolean>;
  /** Looks for work now instead of at the next poll. */
  nudge(): void;
  stop(): Promise<void>;
};

/** A wait that can be cut short: by its time, or by somebody who knows that there is work. */
export class Bell {
  private ring: (() => void) | undefined;
  private rung = false;

  nudge(): void {
    this.rung = true;
    this.ring?.();
  }

  /** Returns at once if the bell rang since the last wait. */
  async wait(ms: number): Promise<void> {
    if (!this.rung) {
      // A timer taken back, and not an abort signal, whose error costs more than most of what it wakes.
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.ring = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.ring = undefined;
    }
    this.rung = false;
  }
}

const BACKOFF_FIRST_MS = 5;
const BACKOFF_MAX_MS = 500;

/** The pause before the n-th retry (n from 1): short at first, since nobody else waits for this machine's Lambdas. */
export function backoffMs(retry: number): number {
  return Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** (retry - 1));
}
