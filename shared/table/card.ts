import type { Entity } from "./entity.ts";

/** What a list of entities holds of each; the entity, with its schema, is loaded by whoever has a row of it in hand. */
export type EntityCard = Pick<Entity, "noun" | "prefix" | "audited"> & { load(): Promise<Entity> };

/** The card of an entity that is there already. */
export const cardOf = (entity: Entity): EntityCard => ({
  noun: entity.noun,
  prefix: entity.prefix,
  audited: entity.audited,
  load: async () => entity,
});
