import { useLayoutEffect, useRef } from "react";

type Key = readonly [key: string, does: (event: KeyboardEvent) => void];

/** Runs when a key of the keyboard is pressed outside of any input; from the moment what it acts on is to be seen, not a moment later. */
export function useKeys(keys: readonly Key[]): void {
  const latest = useRef(keys);
  useLayoutEffect(() => {
    latest.current = keys;
  });
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement | null;
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (target?.closest("input, textarea, select, [contenteditable], [role=dialog], [role=combobox]")) return;
      latest.current.find(([key]) => key === event.key)?.[1](event);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}
