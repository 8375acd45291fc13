import type { Caller } from "../../shared/http/route.ts";
import type { Locale } from "../../shared/notify/format.ts";
import { tenant } from "../tenants/table.ts";
import type { Sheet } from "./sheet.ts";
import { documentSet } from "./table.ts";

/** What of the document set every document needs, in one language. */
export type Head = {
  letterhead: Sheet["letterhead"];
  tax: { taxNo?: string; bankName?: string; bankAccountNo?: string };
  terms: { quote?: string; order?: string; invoice?: string; statement?: string; receipt?: string };
};

const OTHER: Record<Locale, Locale> = { "zh-CN": "en", en: "zh-CN" };
const TAX_NO: Record<Locale, string> = { "zh-CN": "税号", en: "Tax no." };

type Spoken = Partial<Record<Locale, string>>;

/** A text in a language; where the tenant has not written it, in the other. */
const inLocale = (text: Spoken | undefined, locale: Locale): string | undefined =>
  text?.[locale] ?? text?.[OTHER[locale]];

/** The head of the tenant's documents, and what stands below them. */
export async function headOf(
  { table, tenant: { id } }: Pick<Caller, "table" | "tenant">,
  locale: Locale,
): Promise<Head> {
  const [set, own] = await Promise.all([documentSet.held(table), table.get(tenant, id)]);
  const { tax, terms } = set;
  const contact = [set.phone, set.email, set.website].filter((part) => part !== undefined);
  const lines = [
    inLocale(set.address, locale),
    contact.length > 0 ? contact.join(" · ") : undefined,
    tax.taxNo && `${TAX_NO[locale]} ${tax.taxNo}`,
  ];
  return {
    letterhead: {
      name: inLocale(set.name, locale) ?? own.name,
      lines: lines.filter((line): line is string => line !== undefined),
    },
    tax,
    terms: {
      quote: inLocale(terms.quote, locale),
      order: inLocale(terms.order, locale),
      invoice: inLocale(terms.invoice, locale),
      statement: inLocale(terms.statement, locale),
      receipt: inLocale(terms.receipt, locale),
    },
  };
}
