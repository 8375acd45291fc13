import { civilDate } from "../../shared/clock.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Locale } from "../../shared/notify/format.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { account } from "../accounts/table.ts";
import { type Head, headOf } from "../documents/letterhead.ts";
import { opportunity } from "../opportunities/table.ts";
import { product } from "../products/table.ts";
import type { quote } from "../quotes/table.ts";
import { user } from "../users/table.ts";

export type QuoteRow = RowOf<typeof quote>;

/** All that a quote's document and page say, read once. */
export type QuoteFacts = {
  row: QuoteRow;
  locale: Locale;
  head: Head;
  /** The civil day on which this revision was made up. */
  on: string;
  accountName?: string;
  saleName?: string;
  seller?: { name: string; email?: string; phone?: string };
  /** Code and name of each line's product. */
  products: ReadonlyMap<string, { code: string; name: string }>;
};

type Reading = Pick<Caller, "table" | "tenant">;

/** What a document of the quote says. `sees` decides which of the records that it names may be named. */
export async function factsOf(
  call: Reading,
  row: QuoteRow,
  locale: Locale,
  sees: (of: typeof account | typeof opportunity, row: object, field: string) => boolean = () => true,
): Promise<QuoteFacts> {
  const { table, tenant } = call;
  const [head, about, sale, seller, products] = await Promise.all([
    headOf(call, locale),
    table.find(account, row.accountId),
    row.opportunityId ? table.find(opportunity, row.opportunityId) : undefined,
    row.ownerId ? table.find(user, row.ownerId) : undefined,
    table.getMany(
      product,
      row.lines.map(({ productId }) => productId),
      true,
    ),
  ]);
  return {
    row,
    locale,
    head,
    on: civilDate(new Date(row.sentAt ?? row.updatedAt), tenant.timeZone),
    accountName: about && sees(account, about, "name") ? about.name : undefined,
    saleName: sale && sees(opportunity, sale, "name") ? sale.name : undefined,
    seller,
    products,
  };
}
