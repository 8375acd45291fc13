import { clock, perStack } from "./config.ts";

/**
 * Values that a Lambda keeps for a while instead of reading them at every call: a tenant's settings, its rules. A
 * failed load is not kept; a change by this process forgets its key, and other processes see it within `keptMs`.
 */
export class Kept<V> {
  readonly #values = perStack(() => new Map<string, { until: number; value: Promise<V> }>());
  readonly #keptMs: number;
  readonly #entriesMax: number;

  constructor(keptMs: number, entriesMax = 500) {
    this.#keptMs = keptMs;
    this.#entriesMax = entriesMax;
  }

  get(key: string, load: () => Promise<V>): Promise<V> {
    const now = clock.now().getTime();
    const values = this.#values();
    const found = values.get(key);
    // A clock that was set back must not keep a value for ever.
    if (found && found.until > now && found.until <= now + this.#keptMs) return found.value;
    const value = load();
    if (values.size >= this.#entriesMax) values.delete(values.keys().next().value as string);
    values.set(key, { until: now + this.#keptMs, value });
    value.catch(() => values.delete(key));
    return value;
  }

  /** Forgets one key, or everything. */
  forget(key?: string): void {
    if (key === undefined) this.#values().clear();
    else this.#values().delete(key);
  }
}
