import type { Access, TenantContext } from "../../shared/auth/access.ts";
import { storeFiles } from "../../shared/notify/files.ts";
import type { Locale } from "../../shared/notify/format.ts";
import type { MailPart } from "../../shared/notify/mime.ts";
import { message, messageId, post } from "../../shared/notify/outbox.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import type { Table } from "../../shared/table/table.ts";
import { bankTransaction } from "../bank/table.ts";
import { accessOf } from "../users/access.ts";
import { user } from "../users/table.ts";
import { chartSvg } from "./chart.ts";
import { dailyFigures } from "./figures.ts";
import { chartPainter } from "./png.ts";
import { receiptsOf, scopeName } from "./receipts.ts";
import type { reportSubscription } from "./table.ts";
import { CHART_CONTENT_ID, dailyReceiptsMessage } from "./text.ts";
import { dailyReceiptsWorkbook } from "./workbook.ts";

type UserRow = RowOf<typeof user>;
type Subscription = RowOf<typeof reportSubscription>;

const TEMPLATE = "dailyReceipts";
const WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const SCOPES: Record<Locale, { all: string; own: string }> = {
  "zh-CN": { all: "全部部门", own: "本人" },
  en: { all: "all departments", own: "your own" },
};

/** A subscription's report of one day, and what is remembered from one recipient to the next. */
export type Run = {
  table: Table;
  tenant: TenantContext;
  subscription: Subscription;
  on: string;
  skipsEmpty: boolean;
  now: string;
};

type Content = { subject: string; preheader: string; blocks: object[]; files: MailPart[] };

/** What a message is called that tells one recipient of one subscription of one day: the same however often it is made. */
const eventOf = ({ subscription, on }: Run): string => `report:${subscription.id}:${on}`;

/** Those of the recipients who are still there, may read receipts and reports, and have not been told of this day. */
async function recipientsOf(run: Run): Promise<UserRow[]> {
  const { table, tenant, subscription } = run;
  const users = await table.getMany(user, subscription.recipients, true);
  const may = [...users.values()].filter((row) => {
    const access = accessOf(row, tenant);
    return row.email && !row.archived && access.can("bank.read") && access.can("reports.read");
  });
  const idOf = (row: UserRow): string => messageId({ event: eventOf(run), channel: "email", recipientId: row.id });
  const told = await table.getMany(message, may.map(idOf), true);
  return may.filter((row) => !told.has(idOf(row)));
}

/**
 * Writes the mails of one day's report into the outbox, one for each recipient under the recipient's own rights. Made
 * again, by a retry or by two runs at once, it adds nothing. Recipients who see the same get the same figures, read once.
 */
export async function tellDay(run: Run): Promise<void> {
  const contents = new Map<string, Promise<Content | undefined>>();
  for (const row of await recipientsOf(run)) {
    const access = accessOf(row, run.tenant);
    const locale = row.locale ?? run.tenant.locale;
    const sight = [access.fingerprint(bankTransaction), ...[...row.roles].sort(), row.departmentId, locale].join("|");
    let content = contents.get(sight);
    if (!content) {
      content = contentOf(run, access, locale);
      contents.set(sight, content);
    }
    const made = await content;
    if (made) await postTo(run, row, locale, made);
  }
}

async function postTo(run: Run, row: UserRow, locale: Locale, { files, ...facts }: Content): Promise<void> {
  const { table, subscription, now } = run;
  const draft = { event: eventOf(run), channel: "email" as const, recipientId: row.id, recipientName: row.name };
  // The files first: a message whose files are missing could not leave.
  const filesKey = files.length > 0 ? await storeFiles(table.tenantId, messageId(draft), files) : undefined;
  const about = { template: TEMPLATE, relatedId: subscription.id, filesKey, facts };
  await post(table, [{ ...draft, ...about, to: row.email as string, locale }], now);
}

/** The text, chart and workbook for one view of the receipts. */
async function contentOf(run: Run, access: Access, locale: Locale): Promise<Content | undefined> {
  const { table, tenant, subscription, on } = run;
  const receipts = await receiptsOf(table, access, on);
  if (!receipts || (run.skipsEmpty && receipts.rows.length === 0)) return undefined;
  const scope = await scopeName(table, access, SCOPES[locale]);
  const figures = dailyFigures({ on, homeCurrency: tenant.currency, ...receipts });
  const { chart, workbookName, ...text } = dailyReceiptsMessage(locale, figures, { scope });
  const files: MailPart[] = [];
  if (chart) {
    const { covers, png } = await chartPainter();
    const content = png(chartSvg(chart, covers));
    files.push({ filename: "receipts.png", contentType: "image/png", content, contentId: CHART_CONTENT_ID });
    const input = { locale, figures, rows: receipts.rows, scope, timeZone: subscription.timeZone };
    files.push({ filename: workbookName, contentType: WORKBOOK_TYPE, content: await dailyReceiptsWorkbook(input) });
  }
  return { ...text, files };
}
