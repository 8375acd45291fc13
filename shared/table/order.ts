import type { Entity } from "./entity.ts";

/** The partition, in the index `all`, of a noun's rows in the order of one of their fields. */
export const orderPartition = ({ prefix }: Pick<Entity, "prefix">, field: string): string => `${prefix}~${field}`;
