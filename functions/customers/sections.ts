import type * as z from "zod";
import { projected } from "../../shared/auth/access.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Noun, Section } from "../../shared/records/noun.ts";
import { shown } from "../../shared/records/shown.ts";
import type { AnyRow, Entity, RowOf } from "../../shared/table/entity.ts";
import type { Gathered } from "../../shared/table/gather.ts";
import { todayOf } from "../../shared/today.ts";
import { FileView } from "../files/schema.ts";
import { file } from "../files/table.ts";
import { nouns } from "../nouns.ts";
import { deduction, prepayment, remittanceAdvice } from "../reconciliation/table.ts";
import { entities as kept } from "../streams/entities.ts";
import type { SectionView } from "./schema.ts";

/** Items of a section that are shown; its list has the others. */
const ITEMS_SHOWN_MAX = 10;

/** How what hangs on an account stands in its 360. */
type Manner<R = AnyRow> = Section<R> & {
  /** The permission that its list asks for. */
  permission?: string;
  view?: z.ZodType;
  /** The noun, of those that declare how they stand here. */
  of?: Noun;
  /** The record by which a row is seen, where that is not decided by the row itself. */
  through?(row: R): string;
};

const manner = <E extends Entity>(_entity: E, of: Manner<RowOf<E>>): Manner => of as Manner;

/** How that stands in it which is no noun of the list. */
const MANNERS: Readonly<Record<string, Manner>> = {
  prepayment: manner(prepayment, {
    group: "business",
    permission: "receivables.read",
    amounts: { openMinor: { of: ["openMinor", "currency"], sum: (row) => row.openMinor } },
  }),
  deduction: manner(deduction, {
    group: "business",
    permission: "receivables.read",
    amounts: {
      openMinor: {
        of: ["amountMinor", "state", "currency"],
        sum: (row) => (row.state === "open" ? row.amountMinor : 0),
      },
    },
  }),
  remittanceAdvice: manner(remittanceAdvice, { group: "business", permission: "reconciliation.read" }),
  file: manner(file, { group: "interaction", view: FileView, through: (row) => row.relatedTo.id }),
};

type Placed = { entity: Entity; manner: Manner };

async function placed(entity: Entity): Promise<Placed> {
  const card = nouns.find(({ noun }) => noun === entity.noun);
  if (!card) {
    const module = kept.find(({ noun }) => noun === entity.noun)?.module;
    return { entity, manner: { permission: `${module}.read`, view: entity.schema, ...MANNERS[entity.noun] } };
  }
  const of = await card.load();
  return { entity, manner: { permission: `${card.module}.read`, view: of.view, of, ...of.section } };
}

const isOpen = (call: Caller, noun: string, field: string): boolean => !call.access.isClosed(noun, field);

/** The sums of a section by currency, made of the fields that the caller sees. */
function totalsOf(call: Caller, { entity, manner }: Placed, rows: readonly AnyRow[], today: string) {
  const amounts = Object.entries(manner.amounts ?? {}).filter(([, { of }]) =>
    of.every((field) => isOpen(call, entity.noun, field)),
  );
  if (amounts.length === 0) return undefined;
  const byCurrency = Map.groupBy(rows, (row) => String(row.currency));
  return [...byCurrency].sort().map(([currency, some]) => ({
    currency,
    count: some.length,
    ...Object.fromEntries(
      amounts.map(([name, { sum }]) => [name, some.reduce((total, row) => total + sum(row, today), 0)]),
    ),
  }));
}

/** A row as its noun's own routes show it. */
async function itemOf(call: Caller, { entity, manner }: Placed, row: AnyRow): Promise<Record<string, unknown>> {
  const told = manner.of ? await shown(call, manner.of, row) : row;
  return projected(call.access, entity.noun, manner.view?.parse(told) as Record<string, unknown>);
}

async function sectionOf(
  call: Caller,
  at: Placed,
  rows: AnyRow[],
  today: string,
): Promise<z.output<typeof SectionView>> {
  const newest = [...rows].sort((a, b) =>
    a.createdAt > b.createdAt ? -1 : a.createdAt < b.createdAt ? 1 : a.id > b.id ? -1 : 1,
  );
  const items = await Promise.all(newest.slice(0, ITEMS_SHOWN_MAX).map((row) => itemOf(call, at, row)));
  const totals = totalsOf(call, at, rows, today);
  return { noun: at.entity.noun, count: rows.length, ...(totals && { totals }), items };
}

/** People stand at every company of theirs; those who work elsewhere now are told of apart. */
const nameOf = ({ entity, manner }: Placed, row: Record<string, unknown>, accountId: string): string =>
  entity.noun === "contact" && row.accountId !== accountId
    ? "formerContacts"
    : (manner.name ?? entity.plural.replace(/ (\w)/g, (_, letter: string) => letter.toUpperCase()));

/**
 * What the caller sees of each noun that hangs on the account, archived records left out as in lists. A noun that they
 * may not read has no section at all; one that they may read has one, be it empty.
 */
export async function sectionsOf(
  call: Caller,
  accountId: string,
  entities: readonly Entity[],
  rows: readonly Gathered[],
) {
  const today = todayOf(call);
  const readable = (await Promise.all(entities.map(placed))).filter(
    ({ entity, manner: { permission = "" } }) => call.access.can(permission) && call.access.scope(entity) !== undefined,
  );
  const sections: Record<NonNullable<Manner["group"]>, Record<string, z.output<typeof SectionView>>> = {
    business: {},
    interaction: {},
  };
  const inSight = rows.filter(({ entity, row }) => call.access.sees(entity, row));
  const seenIds = new Set([accountId, ...inSight.map(({ row }) => row.id)]);
  for (const at of readable) {
    const { through, group = "interaction" } = at.manner;
    const isSeen = (row: AnyRow): boolean => (through ? seenIds.has(through(row)) : seenIds.has(row.id));
    const seen = rows.flatMap(({ entity: { noun }, row }) =>
      noun === at.entity.noun && row.archived !== true && isSeen(row) ? [row] : [],
    );
    const named = Map.groupBy(seen, (row) => nameOf(at, row, accountId));
    const own = nameOf(at, { accountId }, accountId);
    for (const name of new Set([own, ...named.keys()])) {
      sections[group][name] = await sectionOf(call, at, named.get(name) ?? [], today);
    }
  }
  return sections;
}
