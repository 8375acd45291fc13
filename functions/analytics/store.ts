import { type Fact, factContext } from "../../shared/facts/fact.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import type { Duck } from "./duck.ts";
import { columnsOf, rowsOf, tableSql } from "./relation.ts";

/** Every row of a fact as its records stand now. */
async function everyRow({ table, tenant }: Caller, fact: Fact): Promise<Record<string, unknown>[]> {
  const context = factContext(table, tenant);
  const entities = new Map(fact.sources.map(({ entity }) => [entity.noun, entity]));
  const found: Record<string, unknown>[] = [];
  for (const entity of entities.values()) {
    for await (const record of table.each(entity, { sources: [sourceOf(entity, "all")] })) {
      found.push(...(await rowsOf(fact, entity, record as AnyRow, context)));
    }
  }
  return found;
}

/** Lays facts out in the engine, each as a table of its name; says up to when changes are in them. */
export async function lay(duck: Duck, call: Caller, facts: readonly Fact[]): Promise<string> {
  for (const fact of facts) {
    const columns = columnsOf(fact);
    await duck.run(tableSql(fact.name, columns));
    await duck.fill(fact.name, columns, await everyRow(call, fact));
  }
  return call.now;
}
