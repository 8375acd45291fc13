import { Fault } from "../shared/fault.ts";
import type { Caller } from "../shared/http/route.ts";
import type { AnyRow, Entity } from "../shared/table/entity.ts";
import { account } from "./accounts/table.ts";
import { entities } from "./streams/entities.ts";

type Named = { noun: string; id: string };

/** The entity of a noun that a record is named by. */
export const entityOf = async (noun: string): Promise<Entity | undefined> =>
  entities.find((card) => card.noun === noun)?.load();

/** The noun that an id's prefix names. */
export const nounOfId = (id: string): string | undefined =>
  entities.find(({ prefix, audited }) => audited && id.startsWith(`${prefix}_`))?.noun;

/** The accounts that a record belongs to: it is one, or it names one or several. */
function accountsOf(entity: Entity, row: AnyRow): string[] {
  if (entity.noun === account.noun) return [row.id];
  return [row.accountId, row.accountIds].flat().filter((id): id is string => typeof id === "string");
}

/**
 * The records that something is about, with the accounts that they belong to. Throws with every one that is not there or
 * that the caller may not see; `path` is where they stand in the body.
 */
export async function related(
  call: Caller,
  named: readonly Named[],
  path: (n: number) => string,
): Promise<{ relatedIds: string[]; accountIds: string[] }> {
  const found = await Promise.all(
    named.map(async ({ noun, id }) => {
      const entity = await entityOf(noun);
      const row = entity && id.startsWith(`${entity.prefix}_`) ? await call.table.find(entity, id) : undefined;
      return entity && row && call.access.sees(entity, row) ? { entity, row: row as AnyRow } : undefined;
    }),
  );
  const errors = named.flatMap(({ noun, id }, n) =>
    found[n] ? [] : [{ path: path(n), code: "unknown_reference", message: `There is no ${noun} ${id}.` }],
  );
  if (errors.length > 0) throw new Fault("unknown_reference", errors.map((e) => e.message).join(" "), { errors });
  const accountIds = found.flatMap((each) => (each ? accountsOf(each.entity, each.row) : []));
  return { relatedIds: [...new Set(named.map(({ id }) => id))], accountIds: [...new Set(accountIds)] };
}
