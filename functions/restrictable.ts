import * as z from "zod";
import type { TenantContext } from "../shared/auth/access.ts";
import { loaded } from "../shared/records/card.ts";
import { CUSTOM, customName } from "../shared/records/values.ts";
import { type Entity, recordFields } from "../shared/table/entity.ts";
import { CreditView } from "./credits/schema.ts";
import { creditPack } from "./credits/table.ts";
import { JobView } from "./jobs/schema.ts";
import { nouns } from "./nouns.ts";
import { everyEntity } from "./streams/entities.ts";

/** What those show that are no nouns of the list, and do not show what they store. */
const VIEWS: Readonly<Record<string, z.ZodType>> = {
  credit: CreditView,
  job: JobView,
  ...Object.fromEntries((await loaded(nouns)).map(({ entity, view }) => [entity.noun, view])),
};

/** The nouns that a role may name. */
export const RESTRICTABLE: ReadonlyMap<string, Entity> = new Map(
  [...(await everyEntity()), creditPack as Entity].map((entity) => [entity.noun, entity]),
);

type Def = {
  type: string;
  shape?: Record<string, z.ZodType>;
  innerType?: z.ZodType;
  in?: z.ZodType;
  element?: z.ZodType;
};

/** Names of the parts of a value, below its own name: `lines.amountMinor`. What is of no known shape has none. */
function pathsWithin(schema: z.ZodType, name: string): string[] {
  const def = schema._zod.def as Def;
  if (def.shape) {
    return Object.entries(def.shape).flatMap(([part, of]) => [
      `${name}.${part}`,
      ...pathsWithin(of, `${name}.${part}`),
    ]);
  }
  const inner = def.element ?? def.innerType ?? def.in;
  return inner ? pathsWithin(inner, name) : [];
}

const pathsOf = ({ shape }: z.ZodObject): string[] =>
  Object.entries(shape).flatMap(([name, schema]) => [name, ...pathsWithin(schema as z.ZodType, name)]);

/** The paths of a noun that a role may restrict: its fields, their parts, and the tenant's own fields. */
export function restrictablePaths(entity: Entity, tenant: Pick<TenantContext, "customFields">): Set<string> {
  const view = VIEWS[entity.noun];
  const declared = [...pathsOf(entity.schema), ...(view instanceof z.ZodObject ? pathsOf(view) : [])];
  const own = (tenant.customFields.get(entity.noun) ?? []).map(({ key }) => customName(key));
  // By these every record is found, ordered and told apart on every path.
  const needed = Object.keys(recordFields);
  const isOpen = (path: string): boolean => !needed.includes(path) && !entity.secret.includes(path);
  return new Set([...declared.filter(isOpen), ...(CUSTOM in entity.schema.shape ? own : [])]);
}
