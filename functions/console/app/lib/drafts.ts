/**
 * Work that is not saved yet, kept for this tab until it is: a reload, or signing in anew, brings it back. It ends with the
 * tab and goes nowhere else.
 */
const keyOf = (name: string): string => `cashloop.draft.${name}`;

export function readDraft(name: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(name)) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

export const keepDraft = (name: string, values: unknown): void =>
  sessionStorage.setItem(keyOf(name), JSON.stringify(values));

export const dropDraft = (name: string): void => sessionStorage.removeItem(keyOf(name));

/** Whoever signs out leaves nothing behind for the next. */
export function dropDrafts(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(keyOf(""))) sessionStorage.removeItem(key);
}
