import { useSyncExternalStore } from "react";
import { type Language, preferred } from "../words/index.ts";

export type Theme = "system" | "light" | "dark";
export type Preferences = { language: Language; theme: Theme };

/** What a browser keeps for whoever sits at it: how things look, never who they are. */
const KEY = "cashloop.preferences";
const listeners = new Set<() => void>();

function read(): Preferences {
  const defaults: Preferences = { language: preferred(navigator.languages), theme: "system" };
  try {
    return { ...defaults, ...(JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Preferences>) };
  } catch {
    return defaults;
  }
}

let current = read();

export const readPreferences = (): Preferences => current;

export function writePreferences(changes: Partial<Preferences>): void {
  current = { ...current, ...changes };
  localStorage.setItem(KEY, JSON.stringify(current));
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const usePreferences = (): Preferences => useSyncExternalStore(subscribe, readPreferences);

/** A small thing kept by name, such as the columns of a list. */
export function readKept<T>(name: string, otherwise: T): T {
  try {
    const text = localStorage.getItem(`cashloop.${name}`);
    return text === null ? otherwise : (JSON.parse(text) as T);
  } catch {
    return otherwise;
  }
}

export const keep = (name: string, value: unknown): void =>
  localStorage.setItem(`cashloop.${name}`, JSON.stringify(value));
