/**
 * What an offer costs the tenant is what its products cost on the day on which its lines are written, as with prices: a
 * product that costs more later changes no offer. Where a product says no cost in the currency of the offer, the cost of
 * the whole is not known, and rules ask for that by `empty`.
 */
import { invalidField } from "../../shared/fault.ts";
import type { Named } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import { AMOUNT_MINOR_MAX } from "../../shared/money.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { costOf, type Months } from "./rules.ts";
import { product } from "./table.ts";

type ProductRow = RowOf<typeof product>;
type Rows = ReadonlyMap<string, ProductRow>;

/** What is offered of a product: for so many months, or for the time that its price stands. */
export type Sold = { productId: string; quantity: number; months?: Months };

/** The products of these ids: those that are at hand, and the others as they are now. */
export async function productsOf(
  { table }: Pick<Caller, "table">,
  of: readonly { productId: string }[],
  named?: Named,
): Promise<Rows> {
  const ids = [...new Set(of.map(({ productId }) => productId))];
  const known = ids.flatMap((id) => (named?.get(id) as ProductRow | undefined) ?? []);
  const others = ids.filter((id) => !named?.has(id));
  const read = others.length > 0 ? await table.getMany(product, others, true) : [];
  return new Map([...known.map((row) => [row.id, row] as const), ...read]);
}

/** What one unit costs for the time that its price stands; nothing where that is not known in the currency. */
function unitCost(row: ProductRow | undefined, currency: string, parts: Rows): number | undefined {
  if (row?.costMinor !== undefined || !row?.components) return row?.currency === currency ? row.costMinor : undefined;
  const months: Months | undefined = row.recurring && [BigInt(row.recurring.months), 1n];
  const costs = row.components.map(({ productId, quantity }) => {
    const part = parts.get(productId);
    const own = part?.currency === currency ? part.costMinor : undefined;
    return own === undefined ? undefined : costOf({ costMinor: own, recurring: part?.recurring }, quantity, months);
  });
  return costs.includes(undefined) ? undefined : (costs as number[]).reduce((sum, cost) => sum + cost, 0);
}

/** What all lines of an offer cost the tenant; nothing where that is not known of one of them. */
export async function costOfLines(
  call: Pick<Caller, "table">,
  currency: string,
  lines: readonly Sold[],
  sold: Rows,
): Promise<number | undefined> {
  const bundles = [...sold.values()].filter(({ costMinor }) => costMinor === undefined);
  const parts = await productsOf(
    call,
    bundles.flatMap(({ components = [] }) => components),
  );
  let whole = 0;
  for (const { productId, quantity, months } of lines) {
    const row = sold.get(productId);
    const costMinor = unitCost(row, currency, parts);
    if (costMinor === undefined) return undefined;
    whole += costOf({ costMinor, recurring: row?.recurring }, quantity, months);
    if (whole > AMOUNT_MINOR_MAX) throw invalidField("lines", `The lines cost more than ${AMOUNT_MINOR_MAX}.`);
  }
  return whole;
}
