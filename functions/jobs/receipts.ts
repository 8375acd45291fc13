import type { Filter } from "../../shared/filter/filter.ts";
import { formatAmount, formatDate, type Locale } from "../../shared/notify/format.ts";
import type { AnyRow, RowOf } from "../../shared/table/entity.ts";
import { account } from "../accounts/table.ts";
import type { bankTransaction } from "../bank/table.ts";
import { paperWords } from "../customers/papers.ts";
import { isReceived, issuedReceipt, numberedOf, receiptSheetOf, receivedLine } from "../customers/receipt.ts";
import { pdfOf } from "../documents/paper.ts";
import { failure } from "./apply.ts";
import type { Planned } from "./named.ts";
import { callerFor, type Kind, type Run } from "./run.ts";
import type { ItemResult } from "./schema.ts";
import { planSelected, without } from "./selected.ts";
import { mailed, nobodyOf, recipientsOf } from "./statements.ts";

type Line = RowOf<typeof bankTransaction>;
type Params = { filter?: Filter; dryRun?: boolean; contactRole: string; locale?: Locale };
const paramsOf = ({ job }: Run): Params => job.params as Params;

/** One bank line's receipt: made out where somebody is there to have it, and sent to each of them. */
async function sent(run: Run, { number, id }: Planned): Promise<ItemResult> {
  const call = callerFor(run, id);
  const { contactRole, dryRun, locale = call.tenant.locale } = paramsOf(run);
  const { accountId, amountMinor, currency, bookedOn, payer } = await receivedLine(call, id);
  const people = accountId ? await recipientsOf(run, accountId, contactRole) : [];
  if (people.length === 0) {
    const about = accountId ? await call.table.get(account, accountId) : undefined;
    return { number, id, outcome: "failed", errors: [nobodyOf(contactRole, about?.name ?? payer?.name ?? id)] };
  }
  if (dryRun) return { number, id, outcome: "created" };
  const numbered = await issuedReceipt(call, id);
  const { sheet } = await receiptSheetOf(call, id, locale);
  const words = paperWords[locale];
  const rows = [
    { label: words.total, value: formatAmount(locale, amountMinor, currency) },
    { label: words.bookedOn, value: formatDate(locale, bookedOn) },
  ];
  const subject = `${sheet.title} ${numbered.number} · ${sheet.letterhead.name}`;
  const filename = `${numbered.number}.pdf`.replace(/[/\\]/g, "-");
  const paper = { subject, rows, filename, content: await pdfOf(sheet) };
  await mailed(run, people, {
    ...paper,
    relatedId: id,
    template: "receiptSent",
    reason: { kind: "service", purpose: "receipt" },
  });
  return { number, id, outcome: "created" };
}

/** Receipts for money of many customers. They are numbered one after the other, in the order in which it came. */
export const sendingReceipts: Kind = {
  plan: async (run) => {
    const { filter } = paramsOf(run);
    const ids = async (rows: AnyRow[], first: number) => {
      const received = (rows as Line[]).filter(isReceived);
      const chosen = filter ? received : await without(received, ({ id }) => numberedOf(run.call, id));
      return chosen.map(({ id }, n): Planned => ({ number: first + n, id }));
    };
    return { cursor: await planSelected(run, filter, ids) };
  },
  work: async (run, items) => {
    const results: ItemResult[] = [];
    for (const item of items as Planned[]) {
      results.push(await sent(run, item).catch((error) => failure(item.number, error, item.id)));
    }
    return results;
  },
};
