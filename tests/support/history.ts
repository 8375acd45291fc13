/** An attribute value and an item as the wire has them. */
type Value = Record<string, unknown>;
export type WireItem = Record<string, Value>;

/** So long is remembered what an item was; no lag is longer. */
export const LAG_MS_MAX = 5_000;

type Image = { atMs: number; item: WireItem | undefined };
export type Known = { key: WireItem; images: Image[] };

/** The primary key of an item, as one text. */
export const nameOf = ({ pk, sk }: WireItem): string => JSON.stringify([pk?.S, sk?.S]);
export const keyOf = ({ pk, sk }: WireItem): WireItem => ({ pk, sk }) as WireItem;

/** What each item that was written lately was before, and since when it is what it is. */
export class History {
  readonly #items = new Map<string, Known>();
  #prunedAtMs = 0;

  knows(key: WireItem): boolean {
    return this.#items.has(nameOf(key));
  }

  /** Notes what an item is (or that it is not) from an instant on. */
  note(key: WireItem, item: WireItem | undefined, atMs: number): void {
    const known = this.#items.get(nameOf(key)) ?? { key: keyOf(key), images: [] };
    known.images.push({ atMs, item });
    this.#items.set(nameOf(key), known);
  }

  /** The items that were written after an instant, each with what it was then. */
  since(atMs: number): Map<string, WireItem | undefined> {
    const found = new Map<string, WireItem | undefined>();
    for (const [name, { images }] of this.#items) {
      if ((images.at(-1)?.atMs ?? 0) > atMs) found.set(name, images.findLast((image) => image.atMs <= atMs)?.item);
    }
    return found;
  }

  /** What nobody can ask for any more goes. */
  prune(nowMs: number): void {
    if (nowMs - this.#prunedAtMs < LAG_MS_MAX) return;
    this.#prunedAtMs = nowMs;
    for (const [name, { images }] of this.#items) {
      if ((images.at(-1)?.atMs ?? 0) < nowMs - LAG_MS_MAX) this.#items.delete(name);
    }
  }
}
