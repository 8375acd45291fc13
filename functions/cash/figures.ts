import type { Work } from "../../shared/events/event.ts";
import { countInto } from "../../shared/records/counting.ts";
import { NOWHERE, sharersOf, viewCells } from "../../shared/records/figure-views.ts";
import { figureOf } from "../../shared/records/figures.ts";
import type { AnyRow, Entity, RowOf } from "../../shared/table/entity.ts";
import { bankTransaction } from "../bank/table.ts";
import { creditPack } from "../credits/table.ts";
import { receivable } from "../receivables/table.ts";
import { lagOf } from "./rules.ts";

type Owed = RowOf<typeof receivable>;
type Pack = RowOf<typeof creditPack>;

/** Cells of what is billed and open: by due month of all time, and day by day of one due month. */
export const OWED_MONTHS = "owm";
export const OWED_DAYS = "owd";
/** Cells of what was paid of the invoices of one due month, by how many months after it. */
export const PAID = "pay";

/** True of what counts as owed. */
export const isOwed = ({ kind, status }: Pick<Owed, "kind" | "status">): boolean =>
  kind === "invoice" && status !== "cancelled";

/** Invoices by the month and day on which they are due. */
export const owedFigure = figureOf<Owed & AnyRow>(receivable as Entity, {
  name: "owed",
  when: isOwed,
  dimensions: {
    department: (row) => row.departmentId ?? NOWHERE,
    person: (row) => row.ownerId,
    sharer: (row) => sharersOf(row.ownerId, row.memberIds),
    month: (row) => row.dueOn.slice(0, 7),
    day: (row) => row.dueOn,
    currency: (row) => row.currency,
  },
  measures: { openMinor: (row) => row.openMinor, billedMinor: (row) => row.amountMinor },
  cells: [
    ...viewCells(OWED_MONTHS, [], ["month", "currency"]),
    ...viewCells(OWED_DAYS, ["month"], ["day", "currency"]).map((cell) => ({ ...cell, measures: ["openMinor"] })),
  ],
});

type Payment = AnyRow & { owed: Owed; lag: number; amountMinor: number };

/** Cash by the month in which its invoice was due, and how much later it came. */
export const paidFigure = figureOf<{ payments: readonly Payment[] } & Payment>(creditPack as Entity, {
  name: "paid",
  when: () => true,
  each: ({ payments }) => payments,
  dimensions: {
    department: ({ owed }) => owed.departmentId ?? NOWHERE,
    person: ({ owed }) => owed.ownerId,
    sharer: ({ owed }) => sharersOf(owed.ownerId, owed.memberIds),
    month: ({ owed }) => owed.dueOn.slice(0, 7),
    lag: ({ lag }) => String(lag),
    currency: ({ owed }) => owed.currency,
  },
  measures: { paidMinor: ({ amountMinor }) => amountMinor },
  cells: viewCells(PAID, ["month"], ["lag", "currency"]),
});

/** Counts what a pack of credits tells of cash: of each invoice, when it was due and when it was paid. */
export async function countPaid(work: Pick<Work, "table" | "now">, pack: Pack): Promise<void> {
  const primary = pack.entries.filter(({ ledger }) => ledger === "primary");
  const [line, owed] = await Promise.all([
    work.table.find(bankTransaction, pack.bankTransactionId),
    work.table.getMany(receivable, new Set(primary.map(({ receivableId }) => receivableId)), true),
  ]);
  const payments = primary.flatMap(({ receivableId, amountMinor }) => {
    const of = owed.get(receivableId);
    return of && line ? [{ owed: of, lag: lagOf(of.dueOn, line.bookedOn), amountMinor }] : [];
  });
  await countInto(work, paidFigure, { id: pack.id, version: pack.version, row: { ...pack, payments } as AnyRow });
}
