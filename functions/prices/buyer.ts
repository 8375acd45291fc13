import { checkReferences } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { account } from "../accounts/table.ts";
import { partner } from "../partners/table.ts";
import { product } from "../products/table.ts";
import { buyerOf, type PriceAsk } from "./price-of.ts";
import type { Buyer } from "./rules.ts";

type Line = { productId: string; quantity: number; months?: number };

/** What somebody asks prices for. */
export type Basket = {
  accountId?: string;
  partnerId?: string;
  orderKind?: Buyer["orderKind"];
  on?: string;
  lines: readonly Line[];
};

/** The buyer and the products of a basket. What the caller does not see is not there, and is told by its path. */
export async function basketOf(call: Caller, basket: Basket): Promise<{ buyer: Buyer; lines: PriceAsk[] }> {
  const { accountId, partnerId, orderKind, on, lines } = basket;
  const references = { accountId: account, partnerId: partner, "lines.productId": product };
  const named = await checkReferences(call, references, basket);
  const about = named.get(accountId ?? "") as RowOf<typeof account> | undefined;
  const seller = named.get(partnerId ?? "") as RowOf<typeof partner> | undefined;
  return {
    buyer: buyerOf(call, about, { orderKind, on, partnerTier: seller?.tier }),
    lines: lines.map(({ productId, quantity, months }) => ({
      ...{ product: named.get(productId) as RowOf<typeof product>, quantity },
      ...(months !== undefined && { months }),
    })),
  };
}
