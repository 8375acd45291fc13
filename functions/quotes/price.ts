import { Fault, type InputError, invalidField } from "../../shared/fault.ts";
import { documentOf, fractionOf, isProblem, type PricedLine, priceLine } from "../../shared/money-lines.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { marginOf } from "../products/rules.ts";
import type { quote } from "./table.ts";

type Row = RowOf<typeof quote>;

const WHOLE = 10_000;

/** What is left of the book's price in a price that was told, as a fraction; all of it where nothing was taken off. */
function leftOfBook({ unitPriceMinor, bookPriceMinor }: Row["lines"][number]): [bigint, bigint] {
  const [price, book] = [fractionOf(unitPriceMinor), fractionOf(bookPriceMinor ?? unitPriceMinor)];
  if (!price || !book) return [1n, 1n];
  const [told, said] = [price.numerator * book.denominator, book.numerator * price.denominator];
  return told < said ? [told, said] : [1n, 1n];
}

/** The share that is taken off a line in all, where one discount follows the other, rounded up. */
function takenOff(line: Row["lines"][number], whole = 0): number {
  const [part, of] = leftOfBook(line);
  const left = part * BigInt(WHOLE - (line.discountBasisPoints ?? 0)) * BigInt(WHOLE - whole);
  return WHOLE - Number(left / (of * BigInt(WHOLE)));
}

/** What a quote's lines and discount come to. Throws with every line that comes to nothing that can be charged. */
export function priced({
  lines,
  discountBasisPoints,
  instalments,
  costMinor,
}: Pick<Row, "lines" | "discountBasisPoints" | "instalments" | "costMinor">) {
  const errors: InputError[] = [];
  const own = lines.map(({ quantity, unitPriceMinor, months = 1, discountBasisPoints: off, taxBasisPoints }, n) => {
    const discount = off === undefined ? undefined : { basisPoints: off };
    const line = priceLine({ quantity: quantity * months, unitPriceMinor, ...(discount && { discount }) });
    if (!isProblem(line)) return { ...line, ...(taxBasisPoints !== undefined && { taxBasisPoints }) };
    errors.push({
      path: `lines.${n}.${line.field}`,
      code: "invalid",
      message: `lines.${n}.${line.field} ${line.message}.`,
    });
    return { listMinor: 0, discountMinor: 0, amountMinor: 0 } as PricedLine;
  });
  if (errors.length > 0) throw new Fault("invalid", errors.map((e) => e.message).join(" "), { errors });
  const whole = documentOf(
    own,
    discountBasisPoints === undefined ? {} : { discount: { basisPoints: discountBasisPoints } },
  );
  if (whole.totalMinor <= 0) throw invalidField("lines", "A quote comes to more than nothing.");
  const planned = instalments?.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  if (planned !== undefined && planned !== whole.totalMinor) {
    throw invalidField(
      "instalments",
      `The instalments sum to ${planned}, the quote to ${whole.totalMinor}; they must be equal.`,
    );
  }
  return {
    lines: lines.map((line, n) => {
      const { grossMinor, headerDiscountMinor: _part, ...sums } = whole.lines[n] as (typeof whole.lines)[number];
      return { ...line, ...sums, totalMinor: grossMinor };
    }),
    subtotalMinor: whole.subtotalMinor,
    discountMinor: whole.headerDiscountMinor,
    taxMinor: whole.taxMinor,
    totalMinor: whole.totalMinor,
    marginBasisPoints: typeof costMinor === "number" ? marginOf(whole.netMinor, costMinor) : null,
    deepestDiscountBasisPoints: Math.max(...lines.map((line) => takenOff(line, discountBasisPoints))),
  };
}
