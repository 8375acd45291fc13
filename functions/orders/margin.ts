import type { Named } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import { documentOf } from "../../shared/money-lines.ts";
import { costOfLines, productsOf } from "../products/cost.ts";
import { marginOf } from "../products/rules.ts";
import type { OrderRow } from "./rules.ts";
import { fractionOf, spanOf } from "./terms.ts";

type Terms = Pick<OrderRow, "currency"> & {
  lines: readonly Pick<OrderRow["lines"][number], "productId" | "quantity" | "amountMinor">[];
} & Partial<Pick<OrderRow, "startsOn" | "endsOn">>;

/** What lines come to without the tax that is in their amounts, at the rates of their products. */
export function netOf(lines: Terms["lines"], sold: Awaited<ReturnType<typeof productsOf>>): number {
  const priced = lines.map(({ productId, amountMinor }) => ({
    ...{ listMinor: amountMinor, discountMinor: 0, amountMinor },
    taxBasisPoints: sold.get(productId)?.taxBasisPoints ?? 0,
  }));
  return documentOf(priced, { inclusive: true }).netMinor;
}

/**
 * What an order costs the tenant and what is left of it. Its amounts include the tax at the rates of its products, as its
 * invoices have it; what is sold by the month costs as much as its whole term does, free months included.
 */
export async function margined(
  call: Pick<Caller, "table">,
  { currency, lines, startsOn, endsOn }: Terms,
  named: Named,
): Promise<Record<"costMinor" | "marginBasisPoints" | "netMinor", number | null>> {
  const sold = await productsOf(call, lines, named);
  const months = startsOn && endsOn ? fractionOf(spanOf(startsOn, endsOn)) : undefined;
  const termed = lines.map(({ productId, quantity }) => ({ productId, quantity, ...(months && { months }) }));
  const costMinor = await costOfLines(call, currency, termed, sold);
  const netMinor = netOf(lines, sold);
  if (costMinor === undefined) return { netMinor, costMinor: null, marginBasisPoints: null };
  return { netMinor, costMinor, marginBasisPoints: netMinor > 0 ? marginOf(netMinor, costMinor) : null };
}
