/**
 * What people did stays theirs. Whose an order was is noted when it is signed (`quotas/`), and cash and credits follow
 * that note; handing over moves the records and no attainment. An amended order counts with what it is worth now, in
 * the month in which it was signed; received cash counts in the month of its booking, credits in that in which they
 * were earned.
 */
import { civilDate } from "../../shared/clock.ts";
import type { Work } from "../../shared/events/event.ts";
import { countInto } from "../../shared/records/counting.ts";
import { NOWHERE, viewCells } from "../../shared/records/figure-views.ts";
import { bodyOf, figureOf } from "../../shared/records/figures.ts";
import type { AnyRow, Entity, RowOf } from "../../shared/table/entity.ts";
import { bankTransaction } from "../bank/table.ts";
import { creditPack } from "../credits/table.ts";
import { order } from "../orders/table.ts";
import { partner } from "../partners/table.ts";
import { product } from "../products/table.ts";
import { receivable } from "../receivables/table.ts";
import type { Measure } from "./schema.ts";
import { signing, signingId } from "./table.ts";

type Order = RowOf<typeof order>;
type Pack = RowOf<typeof creditPack>;

/** The name of the cells, by month; their counters are `<facet>_<currency>_<measure>`. */
export const ATTAINED = "att";

/** What an amount is told apart by: all of it, one person's, one partner's, one product type's. */
export type Facet = "a" | `o${string}` | `p${string}` | `t${string}`;

/** An amount of a month for one facet. `personId` says whose it is, for those who see no more than their own. */
type Piece = AnyRow & {
  month: string;
  departmentId?: string;
  personId?: string;
  facet: Facet;
  currency: string;
  measure: Measure;
  amountMinor: number;
};

/** A record with the amounts that it counts as. */
type Pieced = AnyRow & { pieces: readonly Piece[] };

const attained = (of: Entity, name: string) =>
  figureOf<Pieced & Piece>(of, {
    name,
    when: () => true,
    each: ({ pieces }) => pieces,
    dimensions: {
      month: (row) => row.month,
      department: (row) => row.departmentId ?? NOWHERE,
      person: (row) => row.personId,
      // What somebody did is theirs alone.
      sharer: () => undefined,
      facet: (row) => row.facet,
      currency: (row) => row.currency,
      measure: (row) => row.measure,
    },
    measures: { amountMinor: (row) => row.amountMinor },
    cells: viewCells(ATTAINED, ["month"], ["facet", "currency", "measure"]).map((cell) => ({ ...cell, bare: true })),
  });

/** What was signed, by the month in which it was, and those who signed it. */
const signedFigure = attained(order as Entity, "signed");
/** What came in and earned credits: received by the month of its booking, credits by that in which they were earned. */
export const creditFigure = attained(creditPack as Entity, "credited");

type Amounts = { productType: string | undefined; amountMinor: number }[];
type Of = Pick<Piece, "month" | "departmentId" | "currency" | "measure"> & { personId?: string; partnerId?: string };

/** The amounts of something for each of its facets. */
function piecesOf({ personId, partnerId, ...of }: Of, amounts: Amounts): Piece[] {
  const whole = amounts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const piece = (facet: Facet, amountMinor: number): Piece => ({ ...of, personId, facet, amountMinor }) as Piece;
  return [
    piece("a", whole),
    ...(personId ? [piece(`o${bodyOf(personId)}`, whole)] : []),
    ...(partnerId ? [piece(`p${bodyOf(partnerId)}`, whole)] : []),
    ...amounts.flatMap(({ productType, amountMinor }) =>
      productType === undefined ? [] : [piece(`t${productType}`, amountMinor)],
    ),
  ];
}

/** Whose an order was when it was signed; noted by whoever asks first, from the order as it was told. */
async function signingOf(work: Pick<Work, "table" | "tenant" | "now">, told: Order) {
  const { table, tenant, now } = work;
  const id = signingId(told.id);
  const known = await table.find(signing, id);
  if (known || !told.signedAt) return known;
  const { ownerId, departmentId, partnerId } = told;
  const base = { id, version: 1, createdAt: now, updatedAt: now, orderId: told.id };
  const whose = { ...(ownerId && { ownerId }), ...(departmentId && { departmentId }), ...(partnerId && { partnerId }) };
  const signedOn = civilDate(new Date(told.signedAt), tenant.timeZone);
  await table.createOnce(signing, { ...base, ...whose, signedOn });
  return table.get(signing, id);
}

/** Counts an order as it stands now; `told` may be an earlier version of it. */
export async function countOrder(work: Pick<Work, "table" | "tenant" | "now">, told: Order): Promise<void> {
  const by = await signingOf(work, told);
  const row = await work.table.find(order, told.id);
  if (!by || !row) return;
  const isSigned = row.status === "signed" && !row.archived;
  const of = { month: by.signedOn.slice(0, 7), currency: row.currency };
  const whose = { departmentId: by.departmentId, personId: by.ownerId, partnerId: by.partnerId };
  const kinds = isSigned ? (["signed", row.kind] as const) : [];
  const pieces = kinds.flatMap((measure) => piecesOf({ ...of, ...whose, measure }, row.lines));
  await countInto(work, signedFigure, { id: row.id, version: row.version, row: { ...row, pieces } as AnyRow });
}

const sum = (entries: Pack["entries"]): number => entries.reduce((total, { amountMinor }) => total + amountMinor, 0);

/** Counts a pack of credits, which never changes: what came in for whom it was signed, and what it earned whom. */
export async function countPack(work: Pick<Work, "table" | "tenant" | "now">, pack: Pack): Promise<void> {
  const { table, tenant } = work;
  const primary = pack.entries.filter(({ ledger }) => ledger === "primary");
  const overlay = pack.entries.filter(({ ledger }) => ledger === "overlay");
  const first = pack.entries[0]?.receivableId;
  const [by, owed, line, products] = await Promise.all([
    pack.orderId ? table.find(signing, signingId(pack.orderId)) : undefined,
    first ? table.find(receivable, first, false) : undefined,
    table.find(bankTransaction, pack.bankTransactionId),
    table.getMany(product, new Set(pack.entries.flatMap(({ productId }) => productId ?? []))),
  ]);
  const typed = (entries: Pack["entries"]): Amounts =>
    [...Map.groupBy(entries, ({ productId }) => productId && products.get(productId)?.productType)].map(
      ([productType, group]) => ({ productType: productType || undefined, amountMinor: sum(group) }),
    );
  const { departmentId, currency, beneficiaryId } = pack;
  const isPartner = beneficiaryId?.startsWith(`${partner.prefix}_`);
  const earned = civilDate(new Date(pack.earnedAt), tenant.timeZone).slice(0, 7);
  const came = line?.bookedOn.slice(0, 7) ?? earned;
  const whose = by ?? owed;
  const received = { personId: whose?.ownerId, partnerId: whose?.partnerId };
  const beneficiary = isPartner ? { partnerId: beneficiaryId } : { personId: beneficiaryId };
  const pieces = [
    ...piecesOf({ month: came, departmentId, currency, measure: "received", ...received }, typed(primary)),
    ...piecesOf({ month: earned, departmentId, currency, measure: "credits", ...beneficiary }, typed(primary)),
    ...piecesOf({ month: earned, departmentId, currency, measure: "overlay", ...beneficiary }, typed(overlay)),
  ];
  await countInto(work, creditFigure, { id: pack.id, version: pack.version, row: { ...pack, pieces } as AnyRow });
}
