import * as z from "zod";
import { Fault, type InputError } from "../../shared/fault.ts";
import { childRoute } from "../../shared/http/children.ts";
import { changed, checkReferences, fresh, load } from "../../shared/http/record.ts";
import { type Caller, type Route, route } from "../../shared/http/route.ts";
import { AMOUNT_MINOR_MAX } from "../../shared/money.ts";
import { shareOf } from "../../shared/money-lines.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { write } from "../../shared/table/table.ts";
import { product } from "../products/table.ts";
import { priceBookNoun } from "./noun.ts";
import { type BookRow, type EntryRow, priceErrors } from "./rules.ts";
import { AdjustInput, ENTRIES_MAX, EntriesInput, PriceEntry } from "./schema.ts";
import { entryIdOf, priceBook, priceEntry } from "./table.ts";

type Given = Pick<EntryRow, "productId" | "prices">;

/** The book is checked with what is written below it: two edits of one book at a time have one winner for each entry. */
async function writeEntries(call: Caller, book: BookRow, given: readonly Given[]): Promise<EntryRow[]> {
  const ids = given.map(({ productId }) => entryIdOf(book.id, productId));
  const had = await call.table.getMany(priceEntry, ids, true);
  const rows = given.map((entry, n) => {
    const before = had.get(ids[n] as string);
    const after = before
      ? changed(call, before, entry)
      : { ...fresh(call, priceEntry, ids[n]), ...entry, priceBookId: book.id };
    return { before, after };
  });
  await call.table.commit([
    write.check(priceBook, book),
    ...rows.map(({ before, after }) =>
      before ? write.replace(priceEntry, before, after) : write.create(priceEntry, after),
    ),
  ]);
  return rows.map(({ after }) => after);
}

function entryErrors(entries: readonly Given[]): InputError[] {
  return entries.flatMap(({ productId, prices }, n) => {
    const isTwice = entries.findIndex((other) => other.productId === productId) !== n;
    const message = "A product stands once in a book; name all its prices together.";
    return [
      ...(isTwice ? [{ path: `entries.${n}.productId`, code: "duplicate", message }] : []),
      ...priceErrors(prices, `entries.${n}.prices`),
    ];
  });
}

const Entries = z.object({ items: z.array(PriceEntry) });

const put = route({
  method: "PUT",
  path: `${priceBookNoun.path}/{id}/entries`,
  permission: "prices.write",
  summary: "Sets the prices of up to 90 products in a book, all or none.",
  body: EntriesInput,
  reply: Entries,
  example: {
    params: { id: "{id}" },
    body: {
      entries: [
        {
          productId: "{productId}",
          prices: [{ unitPriceMinor: 1_000_000 }, { unitPriceMinor: 900_000, fromQuantity: 10 }],
        },
      ],
    },
  },
  run: async (call) => {
    const book = await load(call, priceBook);
    const { entries } = call.body;
    await checkReferences(call, { "entries.productId": product }, call.body, { errors: entryErrors(entries) });
    return { items: await writeEntries(call, book, entries) };
  },
});

/** The price after a change by so many basis points, rounded once; never below nothing. */
const adjusted = (unitPriceMinor: number, basisPoints: number): number =>
  unitPriceMinor + shareOf(unitPriceMinor, basisPoints);

const adjust = route({
  method: "POST",
  path: `${priceBookNoun.path}/{id}/adjust`,
  permission: "prices.write",
  summary: "Raises or lowers the prices of a book by a percentage: all of them, or those of some products.",
  body: AdjustInput,
  reply: Entries,
  example: { params: { id: "{id}" }, body: { basisPoints: 500 } },
  run: async (call) => {
    const book = await load(call, priceBook);
    const { basisPoints, productIds } = call.body;
    const sources = [sourceOf(priceEntry, "parent", { priceBookId: book.id })];
    const listed = await Array.fromAsync(call.table.each(priceEntry, { sources }));
    const ids = productIds?.map((id) => entryIdOf(book.id, id)) ?? listed.map(({ id }) => id);
    if (ids.length > ENTRIES_MAX) {
      const detail = `The book has ${ids.length} entries; name at most ${ENTRIES_MAX} products at a time by productIds.`;
      throw new Fault("invalid", detail, { errors: [{ path: "productIds", code: "required", message: detail }] });
    }
    const rows = await call.table.getMany(priceEntry, ids, true);
    const missing = (productIds ?? []).flatMap((id, n): InputError[] => {
      const message = `The book has no price of ${id}.`;
      return rows.has(ids[n] as string) ? [] : [{ path: `productIds.${n}`, code: "unknown_reference", message }];
    });
    const next = [...rows.values()].map(({ productId, prices }) => ({
      productId,
      prices: prices.map((price) => ({ ...price, unitPriceMinor: adjusted(price.unitPriceMinor, basisPoints) })),
    }));
    const isTooLarge = next.some(({ prices }) => prices.some((p) => p.unitPriceMinor > AMOUNT_MINOR_MAX));
    const message = `A price would be more than ${AMOUNT_MINOR_MAX}.`;
    const errors = [...missing, ...(isTooLarge ? [{ path: "basisPoints", code: "invalid", message }] : [])];
    if (errors.length > 0) throw new Fault("invalid", errors.map((e) => e.message).join(" "), { errors });
    return { items: next.length === 0 ? [] : await writeEntries(call, book, next) };
  },
});

const entries = childRoute({
  parent: priceBook,
  child: priceEntry,
  path: `${priceBookNoun.path}/{id}/entries`,
  permission: "prices.read",
  summary: "The entries of a price book, by product.",
  view: PriceEntry,
  at: { index: "parent", values: (priceBookId) => ({ priceBookId }), begins: "" },
  order: "oldest",
  filters: ["productId"],
});

export const entryRoutes: Route[] = [entries, put, adjust];
