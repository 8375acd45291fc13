import { describe, expect, test } from "@jest/globals";
import type { FileSettings } from "../../../infra/stacks/settings.ts";
import { CONTEXTS, synthesized } from "./made.ts";

/** Every text and number that settings choose, by its path. */
function chosen(value: unknown, path = ""): [path: string, text: string][] {
  if (typeof value === "string" || typeof value === "number") return [[path, String(value)]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => chosen(one, path === "" ? name : `${path}.${name}`));
}

const templatesOf = (name: keyof typeof CONTEXTS): string => JSON.stringify(synthesized(name).resources);

/** Words that the product writes of its own accord, whatever a stage has chosen. */
const GENERAL = new Set(["ses", "implicit", "starttls", "builtIn", "none", "id", "*"]);

/** What one stage has chosen and the other has not. */
const onlyOf = (one: FileSettings, other: FileSettings): [string, string][] => {
  const others = new Set(chosen(other).map(([, text]) => text));
  return chosen(one).filter(([, text]) => !others.has(text) && !GENERAL.has(text));
};

describe("two stages of different settings", () => {
  const pairs = [
    ["first", "second"],
    ["second", "first"],
  ] as const;

  test.each(pairs)("%s has what it chose, and %s nothing of it", (one, other) => {
    const own = onlyOf(CONTEXTS[one], CONTEXTS[other]);
    expect(own.length).toBeGreaterThan(20);
    const [here, there] = [templatesOf(one), templatesOf(other)];
    expect(own.filter(([, text]) => !here.includes(JSON.stringify(text).slice(1, -1)) && !here.includes(text))).toEqual(
      [],
    );
    expect(own.filter(([, text]) => there.includes(text))).toEqual([]);
  });

  test("as like as two stages can be do not share a word that either chose", () => {
    const [first, second] = [new Map(chosen(CONTEXTS.first)), new Map(chosen(CONTEXTS.second))];
    const same = [...first].filter(([path, text]) => second.get(path) === text && !GENERAL.has(text));
    expect(same).toEqual([]);
    expect([...first.keys()]).toEqual([...second.keys()]);
  });
});
