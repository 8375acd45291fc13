import { errorFields, log } from "../../shared/log.ts";
import type { StackClock } from "./clock.ts";
import type { ScheduleLambda } from "./declarations.ts";
import type { Lambda } from "./lambda.ts";
import type { Store } from "./store.ts";

const INVOCATION_MS_MAX = 15 * 60_000;
const ATTEMPTS_MAX = 3;
const WATCH_MS = 500;
const MINUTE_MS = 60_000;
/** EventBridge Scheduler keeps trying to deliver for 24 hours, so a stack that was down makes up for no more than that. */
const CATCH_UP_MINUTES_MAX = 24 * 60;
/** Over a long jump, schedules run every half hour, and each minute of the last one: a day takes seconds. */
const LEAP_MINUTES = 30;
const NEAR_MINUTES = 30;

/**
 * Invokes schedules as EventBridge Scheduler does: once for every due minute of the stack's clock, each `rateMinutes`.
 * The last minute that ran is remembered, so a stack that was down catches up when it starts again.
 */
export class Schedules {
  /** Runs under way. */
  running = 0;
  private readonly lambdas: readonly Lambda<ScheduleLambda>[];
  private readonly clock: StackClock;
  private readonly store: Store;
  private readonly timer: NodeJS.Timeout | undefined;
  private queue: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(lambdas: readonly Lambda<ScheduleLambda>[], clock: StackClock, store: Store) {
    this.lambdas = lambdas;
    this.clock = clock;
    this.store = store;
    if (lambdas.length === 0) return;
    const now = this.minuteOf(clock.now());
    this.remember(Math.max(Number(store.setting("schedule.minute") ?? now), now - CATCH_UP_MINUTES_MAX));
    this.timer = setInterval(() => this.runDue(), WATCH_MS);
  }

  /** The first minute after the last one that ran at which a schedule is due, up to `until`. */
  nextDue(until: Date): Date | undefined {
    if (this.lambdas.length === 0) return undefined;
    const from = Number(this.store.setting("schedule.minute")) + 1;
    const last = this.minuteOf(until);
    const leap = last - from >= NEAR_MINUTES ? LEAP_MINUTES : 1;
    const due = Math.min(
      ...this.lambdas.map(({ declaration: { rateMinutes } }) => {
        const step = rateMinutes * Math.ceil(leap / rateMinutes);
        return Math.ceil(from / step) * step;
      }),
    );
    return due <= last ? new Date(due * MINUTE_MS) : undefined;
  }

  /** Runs everything that is due at this minute, and remembers that it has. */
  async run(at: Date): Promise<void> {
    const minute = this.minuteOf(at);
    this.running++;
    try {
      for (const lambda of this.lambdas) {
        if (minute % lambda.declaration.rateMinutes === 0) await this.invoke(lambda, new Date(minute * MINUTE_MS));
      }
      this.remember(minute);
    } finally {
      this.running--;
    }
  }

  /** After the clock was set back: minutes that ran once do not run again until they are reached anew. */
  rewind(to: Date): void {
    if (this.lambdas.length > 0) this.remember(this.minuteOf(to));
  }

  /** Runs `work` when no scheduled run is under way, and none begins before it has ended. */
  async exclusively<T>(work: () => Promise<T>): Promise<T> {
    const before = this.queue;
    let done = (): void => {};
    this.queue = new Promise((resolve) => {
      done = resolve;
    });
    await before;
    try {
      return await work();
    } finally {
      done();
    }
  }

  async stop(): Promise<void> {
    this.stopping = true;
    clearInterval(this.timer);
    await this.queue;
  }

  /** Runs what the clock's own advance has made due. */
  private runDue(): void {
    if (this.stopping || this.running > 0 || !this.nextDue(this.clock.now())) return;
    this.exclusively(async () => {
      for (let at = this.nextDue(this.clock.now()); at && !this.stopping; at = this.nextDue(this.clock.now())) {
        await this.run(at);
      }
    }).catch((error) => {
      if (!this.stopping) log.error("schedules failed", errorFields(error));
    });
  }

  private async invoke(lambda: Lambda<ScheduleLambda>, time: Date): Promise<void> {
    for (let attempt = 1; attempt <= ATTEMPTS_MAX && !this.stopping; attempt++) {
      try {
        await lambda.invoke({ time: time.toISOString() }, INVOCATION_MS_MAX);
        return;
      } catch (error) {
        log.error("schedule failed", { lambda: lambda.declaration.name, attempt, ...errorFields(error) });
      }
    }
  }

  private minuteOf(at: Date): number {
    return Math.floor(at.getTime() / MINUTE_MS);
  }

  private remember(minute: number): void {
    this.store.set("schedule.minute", String(minute));
  }
}
