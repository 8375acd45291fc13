import type { Table } from "../../shared/table/table.ts";
import { PRICES_DEFAULT } from "./prices.ts";
import { LicencePrices } from "./schema.ts";
import { licencePrices } from "./table.ts";

export const PRICES_ID = `${licencePrices.prefix}_1`;

/** The price list of the product itself, and the row that it was written in. */
export const pricesIn = async (table: Table) => {
  const row = await table.find(licencePrices, PRICES_ID);
  return { row, prices: row ? LicencePrices.strip().parse(row) : PRICES_DEFAULT };
};
