import type { Caller } from "../../shared/http/route.ts";
import type { AnyRow, Entity } from "../../shared/table/entity.ts";
import { order } from "../orders/table.ts";
import { project } from "../projects/table.ts";
import { ticket } from "../tickets/table.ts";
import { customerOf, TARGETS } from "./noun.ts";
import { namedIn } from "./rules.ts";

type Field = keyof typeof TARGETS;
export type Places = Partial<Record<Field, string>>;

const FIELDS = Object.keys(TARGETS) as Field[];
const byPrefix = new Map<string, Entity>([...Object.values(TARGETS), order].map((entity) => [entity.prefix, entity]));

/** The rows that ids name, but for what is archived, and what nothing is booked on any more. */
async function rowsOf({ table }: Caller, ids: readonly string[]): Promise<{ entity: Entity; row: AnyRow }[]> {
  const found = await Promise.all(
    ids.map(async (id) => {
      const entity = byPrefix.get(id.split("_")[0] ?? "");
      const row = entity && ((await table.find(entity, id)) as AnyRow | undefined);
      return entity && row && !row.archived && !entity.sealed?.(row) ? [{ entity, row }] : [];
    }),
  );
  return found.flat();
}

/** The ids of the contracts and tickets that numbers name. */
async function numbered({ table }: Caller, codes: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    codes.flatMap((code) => [
      table.idOfUnique(order, "contractNo", code.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase()),
      table.idOfUnique(ticket, "number", code),
    ]),
  );
  return found.flatMap((id) => id ?? []);
}

/** What an order stands for: the project that delivers it, else the sale that it came of; and its customer. */
async function behind({ table }: Caller, row: AnyRow): Promise<Places> {
  const delivered = await table.idOfUnique(project, "orderId", row.id);
  const found = delivered ? await table.find(project, delivered) : undefined;
  const projectId = found && !project.sealed?.(found) ? found.id : undefined;
  const { accountId, opportunityId } = row as { accountId?: string; opportunityId?: string };
  const sale = !delivered && opportunityId ? { opportunityId } : {};
  const of = projectId ? { projectId } : sale;
  return { ...of, ...(accountId && { accountId }) };
}

const merged = (all: readonly Places[]): Map<Field, Set<string>> =>
  new Map(FIELDS.map((field) => [field, new Set(all.flatMap((one) => one[field] ?? []))]));

/**
 * What a booking was for, by the ids and numbers that it names. Where they name nothing that is there, or two records of one
 * kind, nothing is said: a person decides.
 */
export async function placesOf(call: Caller, references: readonly string[], purpose?: string): Promise<Places> {
  const { ids, codes } = namedIn(references, purpose);
  const rows = await rowsOf(call, [...new Set([...ids, ...(await numbered(call, codes))])]);
  const places = await Promise.all(
    rows.map(async ({ entity, row }): Promise<Places> => {
      if (entity === order) return behind(call, row);
      const field = FIELDS.find((one) => TARGETS[one] === entity);
      return field ? { [field]: row.id } : {};
    }),
  );
  const found = merged(places);
  if ([...found.values()].some(({ size }) => size > 1)) return {};
  const one = Object.fromEntries([...found].flatMap(([field, [id]]) => (id ? [[field, id]] : []))) as Places;
  const named = new Map(rows.map(({ row }) => [row.id, row]));
  return { ...one, ...customerOf(one, named) };
}
