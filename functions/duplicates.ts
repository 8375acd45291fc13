import * as z from "zod";
import { projected } from "../shared/auth/access.ts";
import { folded } from "../shared/filter/resolve.ts";
import type { Caller } from "../shared/http/route.ts";
import {
  type DuplicateView,
  duplicatePartition,
  type Likeness,
  likenessesOf,
  lookedUpKeys,
} from "../shared/records/duplicates.ts";
import type { Compared } from "../shared/search/duplicates.ts";
import { type AnyRow, type Entity, entity, type RowOf, recordFields } from "../shared/table/entity.ts";
import { damageOf } from "../shared/table/readable.ts";
import { account, comparedAccount } from "./accounts/table.ts";
import { comparedContact, contact } from "./contacts/table.ts";
import { comparedLead, lead } from "./leads/table.ts";

/** Records of one key that are compared: a name that hundreds have identifies nobody. */
const CANDIDATES_MAX = 30;

type Comparable = { entity: Entity; compared(row: AnyRow): Compared };
const comparable = <E extends Entity>(entity: E, compared: (row: RowOf<E>) => Compared): Comparable => ({
  entity,
  compared: compared as Comparable["compared"],
});

/** THE list of nouns whose records are compared with each other and can become one, each with what it is compared by. */
export const COMPARABLE: readonly Comparable[] = [
  comparable(lead, comparedLead),
  comparable(account, comparedAccount),
  comparable(contact, comparedContact),
];

/** A record of any of these nouns, as a partition that they share holds it. */
export const anyRecord = entity({
  noun: "record",
  plural: "records",
  prefix: "any",
  schema: z.looseObject(recordFields),
  audited: false,
});

/** The noun of a record, by its id. */
export const comparableOf = ({ id }: { id: string }) =>
  COMPARABLE.find(({ entity }) => id.startsWith(`${entity.prefix}_`));

const isWhole = (entity: Entity, row: AnyRow): boolean => damageOf(entity, { ...entity.omits, ...row }) === undefined;

export type Duplicate = { noun: string; row: AnyRow; reasons: Likeness[] };

export const shownDuplicate = ({ noun, row, reasons }: Duplicate): z.output<typeof DuplicateView> => ({
  noun,
  id: row.id,
  title: String(row.name ?? row.id),
  reasons,
});

const rank = ({ reasons }: Duplicate): number => reasons.reduce((sum, { strong }) => sum + (strong ? 100 : 1), 0);

/** The records that stand at one of the keys, by id: one query a key. */
async function atKeysOf(call: Caller, compared: Compared): Promise<Map<string, AnyRow>> {
  const pages = await Promise.all(
    lookedUpKeys(compared).map((key) =>
      call.table.list(anyRecord, {
        sources: [{ index: "parent", partitions: [duplicatePartition(key)], entries: true }],
        descending: true,
        limit: CANDIDATES_MAX,
        examine: CANDIDATES_MAX,
      }),
    ),
  );
  return new Map(pages.flatMap((page) => page.rows.map((row) => [row.id, row as AnyRow])));
}

/** The records of a telephone number, or of a mail address, that the caller may see with it, whoever shares it. */
export async function bearersOf(
  call: Caller,
  value: string,
  kind: "phone" | "email" = "phone",
): Promise<{ noun: string; row: AnyRow }[]> {
  const rows = await atKeysOf(call, { [kind]: value });
  return [...rows.values()].flatMap((row) => {
    const of = row.archived ? undefined : comparableOf(row);
    if (!of || !isWhole(of.entity, row) || !call.access.sees(of.entity, row)) return [];
    const { noun } = of.entity;
    return call.access.isClosed(noun, kind) ? [] : [{ noun, row: projected(call.access, noun, row) }];
  });
}

/**
 * The records that may be the same as one, the likeliest first: one query a key. Those that the caller may not see are
 * among them; whoever shows them leaves those out (`seen`).
 */
export async function duplicatesOf(call: Caller, compared: Compared, exceptId = ""): Promise<Duplicate[]> {
  const rows = await atKeysOf(call, compared);
  rows.delete(exceptId);
  const found = [...rows.values()].flatMap((stored): Duplicate[] => {
    const of = stored.archived ? undefined : comparableOf(stored);
    // What its noun does not store since most rows have it is not filled in by a partition that nouns share.
    const row: AnyRow = { ...of?.entity.omits, ...stored };
    const reasons = of && isWhole(of.entity, row) ? likenessesOf(compared, of.compared(row)) : [];
    return of && reasons.length > 0 ? [{ noun: of.entity.noun, row, reasons }] : [];
  });
  return found.sort((a, b) => rank(b) - rank(a) || (a.row.id < b.row.id ? -1 : 1));
}

/** The records of one noun that have the same sign as a value, as far as the caller sees them. */
export async function sameBy<E extends Entity>(
  call: Caller,
  of: E,
  kind: "email" | "phone" | "registrationNo" | "company",
  value: unknown,
): Promise<RowOf<E>[]> {
  if (typeof value !== "string" || value === "") return [];
  const found = await duplicatesOf(call, { [kind]: value });
  const same = found.filter(({ noun, reasons }) => noun === of.noun && reasons.some((reason) => reason.kind === kind));
  return same.flatMap(({ row }) => (call.access.sees(of, row) ? [row as RowOf<E>] : []));
}

/** The companies of exactly this name, as far as the caller sees them. */
export const named = async <E extends Entity>(call: Caller, of: E, name: unknown): Promise<RowOf<E>[]> =>
  (await sameBy(call, of, "company", name)).filter((row) => folded(String(row.name)) === folded(String(name)));

/** The field that a key is made of. */
const FIELD_OF: Partial<Record<Likeness["kind"], string>> = { person: "name", pinyin: "name", place: "company" };

/** True where a sign may be told to the caller: what a role hides is no reason. */
export const isTold = (call: Caller, noun: string, kind: Likeness["kind"]): boolean =>
  call.access.fieldRule(noun, FIELD_OF[kind] ?? kind) !== "hidden";

/** Those that the caller may see, as they may be seen: what a role hides is no reason that it is told. */
export const seen = (call: Caller, found: readonly Duplicate[]): Duplicate[] =>
  found.flatMap(({ noun, row, reasons }) => {
    const of = comparableOf(row);
    if (!of || !call.access.sees(of.entity, row)) return [];
    const told = reasons.filter(({ kind }) => isTold(call, noun, kind));
    return told.length > 0 ? [{ noun, row: projected(call.access, noun, row), reasons: told }] : [];
  });
