import type * as z from "zod";
import { invalidField } from "../../shared/fault.ts";
import { cleared, type Named } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { accountOwnership } from "../accounts/ownership.ts";
import type { account } from "../accounts/table.ts";
import { checkTypes } from "../products/rules.ts";
import type { product } from "../products/table.ts";
import { ownership } from "../users/ownership.ts";
import type { margined } from "./margin.ts";
import { checkBase, type OrderRow, totalOf } from "./rules.ts";
import type { OrderInput } from "./schema.ts";

type Terms = z.output<typeof OrderInput>;
type Lines = Terms["lines"];

/** The lines with the types of their products, and what they sum to. A product that was there before keeps its type. */
function typedLines(lines: Lines, named: Named, before?: OrderRow): Pick<OrderRow, "lines" | "totalMinor"> {
  const had = new Map(before?.lines.map(({ productId, productType }) => [productId, productType]));
  const typeOf = (id: string): string =>
    (named.get(id) as RowOf<typeof product> | undefined)?.productType ?? had.get(id) ?? "";
  const typed = lines.map((line) => ({ ...line, productType: typeOf(line.productId) }));
  checkTypes(typed.map(({ productType }) => productType));
  return {
    lines: typed,
    totalMinor: totalOf(lines),
  };
}

/** What is left of an order: how that is reckoned is loaded by the first write. */
const margin = async (call: Caller, terms: Parameters<typeof margined>[1], named: Named): Promise<Partial<OrderRow>> =>
  (await (await import("./margin.ts")).margined(call, terms, named)) as Partial<OrderRow>;

/** What follows from the terms of a new order: product types, total, owner and department. */
export async function termed(call: Caller, terms: Terms, named: Named): Promise<Partial<OrderRow>> {
  const about = named.get(terms.accountId) as RowOf<typeof account>;
  checkBase(terms, named);
  const owned = await accountOwnership(call, about, terms);
  // One that comes of a quote has the quote's.
  const isOffered = (terms as Partial<OrderRow>).quoteId !== undefined;
  const typed = typedLines(terms.lines, named);
  return {
    ...typed,
    ...(!isOffered && (await margin(call, { ...terms, ...typed }, named))),
    ...(owned as Pick<OrderRow, "ownerId">),
  };
}

/** What follows from terms that change. */
export async function revised(
  call: Caller,
  before: OrderRow,
  patch: Partial<Terms>,
  named: Named,
): Promise<Partial<OrderRow>> {
  if (patch.coupons !== undefined) {
    throw invalidField("coupons", "Coupons are named with a new order; cancel this one to use others.");
  }
  checkBase({ ...before, ...patch }, named);
  const owned = await ownership(call, before, patch);
  const typed = patch.lines && typedLines(patch.lines, named, before);
  const { startsOn, endsOn, currency } = patch;
  const isAnew = typed || currency || (!before.quoteId && (startsOn !== undefined || endsOn !== undefined));
  return {
    ...typed,
    ...(isAnew && (await margin(call, cleared({ ...before, ...patch, ...typed }), named))),
    ...(owned as Pick<OrderRow, "ownerId" | "departmentId">),
  };
}
