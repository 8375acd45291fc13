import type { EntityCard } from "../../shared/table/card.ts";
import type { Entity } from "../../shared/table/entity.ts";
import { tables } from "./generated/tables.ts";

/** What is told of the tables of one file: `tables` lists those of every module (`infra/generate/lists.ts`). */
export type Kept = {
  module: string;
  /** Noun → prefix, of those whose changes are of interest to people. */
  audited?: Readonly<Record<string, string>>;
  /** Noun → prefix, of those whose changes bring something about besides. */
  others?: Readonly<Record<string, string>>;
  load(): Promise<object>;
};

const isOf = (noun: string, found: unknown): found is Entity =>
  typeof found === "object" && found !== null && "noun" in found && found.noun === noun;

/** The entity of a noun, among what the file of its tables exports. */
export async function entityIn(load: Kept["load"], noun: string): Promise<Entity> {
  const found = Object.values(await load()).find((one) => isOf(noun, one));
  if (!found) throw new Error(`The tables of ${noun} do not declare it.`);
  return "entity" in found ? (found.entity as Entity) : found;
}

export type KeptCard = EntityCard & { module: string };

/**
 * Every entity whose changes are of interest to people or bring messages about, by the module that keeps it and without
 * that module's routes: the consumer beside money reads all of them and serves no call. They stand here by name and prefix, and
 * a module's tables are loaded with the first row of theirs.
 */
export const entities: readonly KeptCard[] = tables.flatMap(({ module, audited = {}, others = {}, load }) =>
  Object.entries({ ...audited, ...others }).map(([noun, prefix]) => ({
    ...{ noun, prefix, module, audited: noun in audited },
    load: () => entityIn(load, noun),
  })),
);

/** All of them whole. */
export const everyEntity = (): Promise<Entity[]> => Promise.all(entities.map((card) => card.load()));
