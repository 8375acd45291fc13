import type * as z from "zod";
import { projected } from "../../shared/auth/access.ts";
import { civilDate } from "../../shared/clock.ts";
import type { Caller } from "../../shared/http/route.ts";
import { shown } from "../../shared/records/write.ts";
import type { AnyRow, Entity, RowOf } from "../../shared/table/entity.ts";
import type { Gathered } from "../../shared/table/gather.ts";
import { goneMinor } from "../bank/rules.ts";
import { BankTransactionView } from "../bank/schema.ts";
import { bankTransaction } from "../bank/table.ts";
import { transactionView } from "../bank/view.ts";
import { FileView } from "../files/schema.ts";
import { file } from "../files/table.ts";
import { nouns } from "../nouns.ts";
import { order } from "../orders/table.ts";
import { isOverdue } from "../receivables/rules.ts";
import { ReceivableView } from "../receivables/schema.ts";
import { receivable } from "../receivables/table.ts";
import { deduction, prepayment, remittanceAdvice } from "../reconciliation/table.ts";
import { entities as kept } from "../streams/entities.ts";
import type { Section } from "./schema.ts";

/** Items of a section that are shown; its list has the others. */
const ITEMS_SHOWN_MAX = 10;

/** An amount of a section: the fields that it is made of, and what a row adds to it. */
type Amount<R> = { of: readonly (keyof R & string)[]; sum(row: R, today: string): number };

/** How a noun of the account's index stands in a 360; a noun that nothing is said of is listed and counted. */
type Manner<R = AnyRow> = {
  group: "business" | "interaction";
  name?: string;
  /** The permission that its list asks for, where it is not that of its module. */
  permission?: string;
  view?: z.ZodType;
  show?(row: R, today: string): unknown;
  /** The record by which a row is seen, where that is not decided by the row itself. */
  through?(row: R): string;
  amounts?: Record<string, Amount<R>>;
};

const manner = <E extends Entity>(_entity: E, of: Manner<RowOf<E>>): Manner => of as unknown as Manner;

type Owed = RowOf<typeof receivable>;
const isClaim = ({ kind, status }: Owed): boolean => kind === "invoice" && status !== "cancelled";
const OWED = ["kind", "status", "currency"] as const;

const MANNERS: Readonly<Record<string, Manner>> = {
  order: manner(order, {
    group: "business",
    amounts: {
      signedMinor: {
        of: ["totalMinor", "status", "currency"],
        sum: (row) => (row.status === "signed" ? row.totalMinor : 0),
      },
    },
  }),
  receivable: manner(receivable, {
    group: "business",
    view: ReceivableView,
    show: (row, today) => ({ ...row, overdue: isOverdue(row, today) }),
    amounts: {
      amountMinor: { of: [...OWED, "amountMinor"], sum: (row) => (isClaim(row) ? row.amountMinor : 0) },
      paidMinor: { of: [...OWED, "paidMinor"], sum: (row) => (isClaim(row) ? row.paidMinor : 0) },
      openMinor: { of: [...OWED, "openMinor"], sum: (row) => (isClaim(row) ? row.openMinor : 0) },
      overdueMinor: {
        of: [...OWED, "openMinor", "dueOn"],
        sum: (row, today) => (isOverdue(row, today) ? row.openMinor : 0),
      },
      creditMinor: { of: [...OWED, "openMinor"], sum: (row) => (row.kind === "creditNote" ? row.openMinor : 0) },
    },
  }),
  bankTransaction: manner(bankTransaction, {
    group: "business",
    name: "receipts",
    view: BankTransactionView,
    show: (row) => transactionView(row),
    amounts: {
      receivedMinor: {
        of: ["amountMinor", "unappliedMinor", "allocations", "direction", "currency"],
        sum: (row) => (row.direction === "credit" ? row.amountMinor - row.unappliedMinor - goneMinor(row) : 0),
      },
    },
  }),
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
  opportunity: {
    group: "interaction",
    amounts: {
      openMinor: {
        of: ["amountMinor", "status", "currency"],
        sum: (row) => (row.status === "open" && typeof row.amountMinor === "number" ? row.amountMinor : 0),
      },
    },
  },
};

const moduleOf = (noun: string): string => kept.find((card) => card.noun === noun)?.module ?? "";

/** The permission that a noun's own list asks for. */
function permissionFor({ noun }: Entity): string {
  const declared = nouns.find((card) => card.noun === noun)?.module;
  return MANNERS[noun]?.permission ?? `${declared ?? moduleOf(noun)}.read`;
}

const isOpen = (call: Caller, noun: string, field: string): boolean => !call.access.isClosed(noun, field);

/** The sums of a section by currency, made of the fields that the caller sees. */
function totalsOf(call: Caller, entity: Entity, rows: readonly AnyRow[], today: string) {
  const amounts = Object.entries(MANNERS[entity.noun]?.amounts ?? {}).filter(([, { of }]) =>
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
async function itemOf(call: Caller, entity: Entity, row: AnyRow, today: string): Promise<Record<string, unknown>> {
  const declared = await nouns.find((card) => card.noun === entity.noun)?.load();
  const { view = declared?.view ?? entity.schema, show } = MANNERS[entity.noun] ?? {};
  const told = declared ? await shown(call, declared, row) : (show?.(row, today) ?? row);
  return projected(call.access, entity.noun, view.parse(told) as Record<string, unknown>);
}

async function sectionOf(
  call: Caller,
  entity: Entity,
  rows: AnyRow[],
  today: string,
): Promise<z.output<typeof Section>> {
  const newest = [...rows].sort((a, b) =>
    a.createdAt > b.createdAt ? -1 : a.createdAt < b.createdAt ? 1 : a.id > b.id ? -1 : 1,
  );
  const items = await Promise.all(newest.slice(0, ITEMS_SHOWN_MAX).map((row) => itemOf(call, entity, row, today)));
  const totals = totalsOf(call, entity, rows, today);
  return { noun: entity.noun, count: rows.length, ...(totals && { totals }), items };
}

/** People stand at every company of theirs; those who work elsewhere now are told of apart. */
const nameOf = (entity: Entity, row: Record<string, unknown>, accountId: string): string =>
  entity.noun === "contact" && row.accountId !== accountId
    ? "formerContacts"
    : (MANNERS[entity.noun]?.name ?? entity.plural.replace(/ (\w)/g, (_, letter: string) => letter.toUpperCase()));

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
  const today = civilDate(new Date(call.now), call.tenant.timeZone);
  const readable = entities.filter(
    (entity) => call.access.can(permissionFor(entity)) && call.access.scope(entity) !== undefined,
  );
  const sections: Record<Manner["group"], Record<string, z.output<typeof Section>>> = { business: {}, interaction: {} };
  const inSight = rows.filter(({ entity, row }) => call.access.sees(entity, row));
  const seenIds = new Set([accountId, ...inSight.map(({ row }) => row.id)]);
  for (const entity of readable) {
    const { through } = MANNERS[entity.noun] ?? {};
    const isSeen = (row: AnyRow): boolean => (through ? seenIds.has(through(row)) : seenIds.has(row.id));
    const seen = rows.flatMap(({ entity: { noun }, row }) =>
      noun === entity.noun && row.archived !== true && isSeen(row) ? [row] : [],
    );
    const named = Map.groupBy(seen, (row) => nameOf(entity, row, accountId));
    const own = nameOf(entity, { accountId }, accountId);
    const group = MANNERS[entity.noun]?.group ?? "interaction";
    for (const name of new Set([own, ...named.keys()])) {
      sections[group][name] = await sectionOf(call, entity, named.get(name) ?? [], today);
    }
  }
  return sections;
}
