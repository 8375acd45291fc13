import type * as z from "zod";
import { clock } from "../../shared/config.ts";
import type { Filter } from "../../shared/filter/filter.ts";
import { storeFiles } from "../../shared/notify/files.ts";
import { formatAmount, type Locale } from "../../shared/notify/format.ts";
import { type Draft, messageId, post } from "../../shared/notify/outbox.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { together } from "../../shared/together.ts";
import { account } from "../accounts/table.ts";
import { contact } from "../contacts/table.ts";
import { paperWords, statementSheet } from "../customers/papers.ts";
import { statementOf } from "../customers/statement.ts";
import { headOf } from "../documents/letterhead.ts";
import { pdfOf } from "../documents/paper.ts";
import { failure } from "./apply.ts";
import type { Planned } from "./named.ts";
import { callerFor, type Kind, type Run } from "./run.ts";
import type { ItemError, ItemResult } from "./schema.ts";
import { planSelected } from "./selected.ts";

/** Documents that are drawn at once: each holds a processor for some ten milliseconds. */
const DRAWN_AT_ONCE = 4;
const CONTACTS_MAX = 500;

type Params = { filter?: Filter; dryRun?: boolean; contactRole: string; locale?: Locale };
const paramsOf = ({ job }: Run): Params => job.params as Params;

/** The people of an account who are written to: those of the role who have an address and whom the starter sees. */
export async function recipientsOf({ call }: Pick<Run, "call">, accountId: string, contactRole: string) {
  const { rows } = await call.table.list(contact, {
    sources: [sourceOf(contact, "account", { accountId })],
    range: { from: `${contact.prefix}#`, to: `${contact.prefix}#\uffff` },
    limit: CONTACTS_MAX,
    keep: (row) =>
      row.role === contactRole && row.accountId === accountId && !row.archived && call.access.sees(contact, row),
  });
  return rows.flatMap(({ id, name, email }) => (email ? [{ id, name, email }] : []));
}

/** A paper that goes to somebody by mail, and what of it stands in the mail itself. */
export type Mailed = {
  relatedId: string;
  template: string;
  /** Why its reader is written to: a paper is a service, and says which. */
  reason: { kind: "service"; purpose: string };
  subject: string;
  rows: { label: string; value: string }[];
  filename: string;
  content: Uint8Array;
};

/** Sends a paper to each of its people, once a run: mailed by a repeated one, it is there already. */
export async function mailed(
  { job, call }: Run,
  people: { id: string; name: string; email: string }[],
  { relatedId, template, reason, subject, rows, filename, content }: Mailed,
): Promise<void> {
  const locale = (job.params as Pick<Params, "locale">).locale ?? call.tenant.locale;
  const facts = { subject, preheader: rows.map(({ value }) => value).join(" · "), blocks: [{ kind: "facts", rows }] };
  for (const person of people) {
    const to = { recipientId: person.id, recipientName: person.name, to: person.email, locale };
    const about = { event: `${template}:${job.id}:${relatedId}`, template, relatedId, facts };
    const draft: Draft = { ...to, ...about, reason, channel: "email" };
    const file = { filename, contentType: "application/pdf", content };
    const filesKey = await storeFiles(call.tenant.id, messageId(draft), [file]);
    await post(call.table, [{ ...draft, filesKey }], clock.now().toISOString());
  }
}

/** What is said of an account that has nobody of a role to write to. */
export const nobodyOf = (contactRole: string, accountName: string): z.output<typeof ItemError> => ({
  ...{ path: "contactRole", code: "unknown_reference" },
  message: `No contact of ${accountName} has the role ${contactRole} and a mail address.`,
});

/** One account's statement, drawn once and sent to each of its people; sent again by a repeated run, it is there already. */
async function sent(run: Run, { number, id }: Planned): Promise<ItemResult> {
  const call = callerFor(run, id);
  const of = await statementOf(call, id);
  if (of.items.length === 0) return { number, id, outcome: "unchanged" };
  const [about, people] = await Promise.all([
    call.table.get(account, id),
    recipientsOf(run, id, paramsOf(run).contactRole),
  ]);
  if (people.length === 0) {
    return { number, id, outcome: "failed", errors: [nobodyOf(paramsOf(run).contactRole, about.name)] };
  }
  if (paramsOf(run).dryRun) return { number, id, outcome: "created" };
  const language = paramsOf(run).locale ?? call.tenant.locale;
  const head = await headOf(call, language);
  const sheet = statementSheet(of, about.name, head, language, run.job.createdAt);
  const content = await pdfOf(sheet);
  const subject = `${sheet.title} · ${head.letterhead.name}`;
  const rows = of.totals.map(({ currency, openMinor }) => ({
    label: paperWords[language].open(currency),
    value: formatAmount(language, openMinor, currency),
  }));
  const paper = { filename: `statement-${of.on}.pdf`, content, subject, rows };
  await mailed(run, people, {
    ...paper,
    relatedId: id,
    template: "statement",
    reason: { kind: "service", purpose: "statement" },
  });
  return { number, id, outcome: "created" };
}

/** Statements of account to many customers. */
export const sendingStatements: Kind = {
  plan: async (run) => {
    const ids = async (rows: AnyRow[], first: number) => rows.map(({ id }, n): Planned => ({ number: first + n, id }));
    return { cursor: await planSelected(run, paramsOf(run).filter, ids) };
  },
  work: (run, items) =>
    together(items as Planned[], DRAWN_AT_ONCE, (item) =>
      sent(run, item).catch((error) => failure(item.number, error, item.id)),
    ),
};
