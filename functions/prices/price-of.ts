/**
 * A price says where it came from. `priceOf` asks the price books in their order (lowest priority first) and tells of
 * each why it was passed over; what no book prices has its list price. A quote and an order keep the amounts that they
 * were made with: whatever becomes of books, promotions and catalogue afterwards, nobody reckons them anew.
 */
import type * as z from "zod";
import { civilDate } from "../../shared/clock.ts";
import { Fault, type InputError } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { AMOUNT_MINOR_MAX } from "../../shared/money.ts";
import { inForce } from "../../shared/records/inforce.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import type { account } from "../accounts/table.ts";
import { termOf } from "../products/rules.ts";
import type { product } from "../products/table.ts";
import { type BookRow, type Buyer, bookOrder, bookProblem, type EntryRow, listOf, priceFor } from "./rules.ts";
import type { PriceView } from "./schema.ts";
import { entryIdOf, priceBook, priceEntry } from "./table.ts";

type ProductRow = RowOf<typeof product>;
export type Priced = z.output<typeof PriceView>;

/** One line to be priced. */
export type PriceAsk = {
  product: ProductRow;
  quantity: number;
  months?: number;
  /** The field that is told of where there is no price; the product of the line, unless told otherwise. */
  path?: string;
  /** True where a price is only compared with: one that there is not is told by `isPriced`, and refuses nothing. */
  isCompared?: boolean;
};

/** A buyer as prices and offers know it: an account, or somebody unknown, who buys through a partner or not. */
export function buyerOf(
  { now, tenant }: Pick<Caller, "now" | "tenant">,
  about: RowOf<typeof account> | undefined,
  { orderKind = "new", on, partnerTier }: Partial<Pick<Buyer, "orderKind" | "on" | "partnerTier">>,
): Buyer {
  return {
    ...{ orderKind, on: on ?? civilDate(new Date(now), tenant.timeZone), segments: about?.groups ?? [] },
    ...(about && { accountId: about.id }),
    ...(about?.tier && { tier: about.tier }),
    ...(partnerTier && { partnerTier }),
  };
}

/** True where a book prices a product, or its list price is in the currency asked for. */
export const isPriced = (sold: ProductRow, { from }: Priced["source"], currency: string): boolean =>
  from === "priceBook" || sold.currency === currency;

export const priceBooksInForce = inForce(priceBook);

type PassedOver = Priced["source"]["passedOver"];

/** What the books say of one line: the first that has a price decides, the others are named with their reason. */
function fromBooks(
  books: readonly BookRow[],
  entries: ReadonlyMap<string, EntryRow>,
  { product: sold, quantity }: PriceAsk,
  currency: string,
  buyer: Buyer,
): Pick<Priced, "unitPriceMinor" | "source"> | { passedOver: PassedOver } {
  const passedOver: PassedOver = [];
  for (const book of books) {
    const entry = entries.get(entryIdOf(book.id, sold.id));
    const price = entry && priceFor(entry.prices, quantity, buyer.on);
    const why =
      bookProblem(book, currency, buyer) ?? (entry ? (price ? undefined : "quantity_or_day") : "product_not_in_book");
    if (why === undefined && entry && price) {
      const { unitPriceMinor, ...rule } = price;
      const named = { priceBookId: book.id, priceBook: book.name, entryId: entry.id };
      return { unitPriceMinor, source: { from: "priceBook", ...named, ...rule, passedOver } };
    }
    passedOver.push({ priceBookId: book.id, priceBook: book.name, why: why ?? "quantity_or_day" });
  }
  return { passedOver };
}

/**
 * What products cost a buyer, before any discount: THE place that prices come from. The books are asked in their order; what
 * none of them prices has its list price, where that is in the currency asked for. Throws with every line that has no price,
 * or one too large to be an amount.
 */
export async function priceOf(
  { table }: Pick<Caller, "table">,
  { currency, ...buyer }: Buyer & { currency: string },
  lines: readonly PriceAsk[],
): Promise<Priced[]> {
  const books = (await priceBooksInForce.of(table)).toSorted(bookOrder);
  const open = books.filter((book) => bookProblem(book, currency, buyer) === undefined);
  const ids = new Set(open.flatMap((book) => lines.map((line) => entryIdOf(book.id, line.product.id))));
  const entries = await table.getMany(priceEntry, ids, true);
  const errors: InputError[] = [];
  const priced = lines.map((line, n): Priced => {
    const { product: sold, quantity, months, path = `lines.${n}.productId`, isCompared } = line;
    const found = fromBooks(books, entries, line, currency, buyer);
    const { unitPriceMinor, source } =
      "source" in found
        ? found
        : { unitPriceMinor: sold.listPriceMinor, source: { from: "listPrice" as const, passedOver: found.passedOver } };
    if (!isPriced(line.product, source, currency) && !isCompared) {
      const message = `There is no price of ${sold.code} in ${currency}: its list price is in ${sold.currency}.`;
      errors.push({ path, code: "no_price", message });
    }
    const listMinor = listOf(quantity, unitPriceMinor, months, sold.recurring?.months);
    if (listMinor > AMOUNT_MINOR_MAX && !isCompared) {
      errors.push({
        path,
        code: "invalid",
        message: `It comes to more than ${AMOUNT_MINOR_MAX}.`,
      });
    }
    const term = termOf(sold, buyer.on, months);
    return {
      ...{ productId: sold.id, quantity, unitPriceMinor, currency, listMinor, source },
      ...(sold.recurring && { periodMonths: sold.recurring.months }),
      ...(sold.taxBasisPoints !== undefined && { taxBasisPoints: sold.taxBasisPoints }),
      ...(term && { term }),
    };
  });
  if (errors.length > 0) throw new Fault("invalid", errors.map((e) => e.message).join(" "), { errors });
  return priced;
}
