import { personalOf, textLeaves } from "../../shared/records/personal.ts";
import type { AnyRow, Entity } from "../../shared/table/entity.ts";

/** Every text of a value, by its path. */
function texts(value: unknown, path = ""): { path: string; text: string }[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => texts(one, path === "" ? name : `${path}.${name}`));
}

/** Says of a path of an entity's rows whether an erasure must take what a person is called out of what stands there. */
export function personalPaths(entity: Entity): (path: string) => boolean {
  const leaves = textLeaves(entity.schema).map(({ path, schema }) => ({
    pattern: new RegExp(`^${path.replaceAll(".", "\\.").replaceAll("*", "[^.]+")}(\\.|$)`),
    isLoose: path.endsWith("*"),
    isPlain: personalOf(entity, path, schema) === "plain",
  }));
  return (path) => {
    const of = leaves.filter(({ pattern }) => pattern.test(path));
    // What is named says more than what stands for every other name.
    const said = of.some(({ isLoose }) => !isLoose) ? of.filter(({ isLoose }) => !isLoose) : of;
    return said.some(({ isPlain }) => !isPlain);
  };
}

/** Texts with one of some words that a row's fields' kinds say an erasure must take away, and that are there all the same. */
export function personalTexts(entity: Entity, row: AnyRow, words: RegExp): string[] {
  const isPersonal = personalPaths(entity);
  return texts(row)
    .filter(({ path, text }) => words.test(text) && isPersonal(path))
    .map(({ path }) => `${entity.noun}.${path}`);
}

/** A row whose texts are put otherwise, and the names of what it holds too; each by its path. */
export function retold<T>(value: T, tell: (text: string, path: string) => string, path = ""): T {
  if (typeof value === "string") return tell(value, path) as T;
  if (Array.isArray(value)) return value.map((one, n) => retold(one, tell, `${path}.${n}`)) as T;
  if (typeof value !== "object" || value === null) return value;
  const at = (name: string): string => (path === "" ? name : `${path}.${name}`);
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [tell(name, at(name)), retold(one, tell, at(name))]),
  ) as T;
}
