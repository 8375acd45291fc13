import type { Caller } from "../../shared/http/route.ts";
import { storeFiles } from "../../shared/notify/files.ts";
import { formatAmount, formatDate, type Locale } from "../../shared/notify/format.ts";
import { type Draft, messageId } from "../../shared/notify/outbox.ts";
import { pdfOf } from "../documents/paper.ts";
import { invoiceSheet, invoiceWords } from "./papers.ts";
import type { InvoiceRow } from "./table.ts";

type Recipient = { id: string; name: string; email: string };

/** The mail that brings somebody an invoice, its file stored; `occasion` tells one sending from another. */
export async function draftOf(
  call: Caller,
  row: InvoiceRow,
  person: Recipient,
  locale: Locale,
  occasion: string,
): Promise<Draft> {
  const words = invoiceWords[locale];
  const sheet = invoiceSheet(row, locale);
  const rows = [
    { label: words.total, value: formatAmount(locale, row.totalMinor, row.currency) },
    { label: words.dueOn, value: formatDate(locale, row.dueOn) },
    { label: words.reference, value: row.reference },
  ];
  const draft: Draft = {
    ...{ recipientId: person.id, recipientName: person.name, to: person.email, locale, channel: "email" },
    ...{ event: `invoice:${row.id}:${occasion}`, template: "invoice", relatedId: row.id },
    reason: { kind: "service", purpose: "invoice" },
    facts: {
      subject: `${sheet.title} ${row.number ?? ""} · ${sheet.letterhead.name}`,
      preheader: rows.map(({ value }) => value).join(" · "),
      blocks: [{ kind: "facts", rows }],
    },
  };
  const file = { filename: `${row.number ?? row.id}.pdf`.replace(/[/\\]/g, "-"), contentType: "application/pdf" };
  const filesKey = await storeFiles(call.tenant.id, messageId(draft), [{ ...file, content: await pdfOf(sheet) }]);
  return { ...draft, filesKey };
}
