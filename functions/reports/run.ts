import { createHash } from "node:crypto";
import type { Access, TenantContext } from "../../shared/auth/access.ts";
import { storeFiles } from "../../shared/notify/files.ts";
import type { Locale } from "../../shared/notify/format.ts";
import type { MailPart } from "../../shared/notify/mime.ts";
import { type Draft, message, messageId, posting } from "../../shared/notify/outbox.ts";
import { isOvertaken } from "../../shared/table/anew.ts";
import { nextVersion, type RowOf } from "../../shared/table/entity.ts";
import { type Table, write } from "../../shared/table/table.ts";
import { dailyReceipts } from "./daily.ts";
import { type Reader, readersOf } from "./recipients.ts";
import { tellOwner } from "./refused.ts";
import { renewalFigures } from "./renewals.ts";
import type { ReportName } from "./schema.ts";
import { type reportSubscription, reportTold } from "./table.ts";

type Subscription = RowOf<typeof reportSubscription>;

/** One occurrence of a subscription: when it was due, which days it tells of, and when it is told. */
export type Run = {
  table: Table;
  tenant: TenantContext;
  subscription: Subscription;
  due: Date;
  days: readonly string[];
  now: Date;
};

/** What one view of a report says. `measures` are what thresholds are set on. */
export type Content = {
  subject: string;
  preheader: string;
  blocks: object[];
  sms: string;
  files: MailPart[];
  measures: Readonly<Record<string, number>>;
  /** What the figures are told apart by: the same for the same figures, whichever day they are of. */
  fingerprint: string;
};

/** A report that can be subscribed to. */
export type Report = {
  template: string;
  may(access: Access): boolean;
  /** What its figures depend on beside the run: who has the same gets the same. */
  sight(access: Access): string;
  content(run: Run, access: Access, locale: Locale): Promise<Content | undefined>;
};

const REPORTS: Readonly<Record<ReportName, Report>> = { dailyReceipts, renewalFigures };

/**
 * What an occurrence is called. Two subscriptions of one report that are due at the same minute and tell of the same days
 * are one occurrence, so somebody who is in both is told once.
 */
const eventOf = ({ subscription, due, days }: Run): string =>
  ["report", subscription.report, due.toISOString(), days[0], days.at(-1)].join(":");

const COMPARE: Readonly<Record<string, (figure: number, value: number) => boolean>> = {
  gt: (figure, value) => figure > value,
  gte: (figure, value) => figure >= value,
  lt: (figure, value) => figure < value,
  lte: (figure, value) => figure <= value,
};

const toldId = (subscription: Subscription, { recipientId, channel }: Reader): string => {
  const hash = createHash("sha256").update(`${subscription.id}\n${channel}\n${recipientId}`).digest("hex");
  return `${reportTold.prefix}_${hash.slice(0, 20)}`;
};

/**
 * Writes the messages of one occurrence into the outbox, one for each recipient under the recipient's own rights. Made
 * again, by a retry or by two runs at once, it adds nothing. Recipients who see the same get the same figures, read once.
 */
export async function tell(run: Run): Promise<void> {
  const { table, tenant, subscription } = run;
  const report = REPORTS[subscription.report];
  const { readers, refused, owner } = await readersOf({ table, tenant, subscription, may: report.may });
  const idOf = (reader: Reader): string => messageId({ event: eventOf(run), ...reader });
  const told = await table.getMany(message, readers.map(idOf), true);
  const contents = new Map<string, Promise<Content | undefined>>();
  for (const reader of readers.filter((one) => !told.has(idOf(one)))) {
    const { access, locale } = reader;
    const sight = `${report.sight(access)}|${locale}`;
    const content = contents.get(sight) ?? report.content(run, access, locale);
    contents.set(sight, content);
    const made = await content;
    if (made && passes(subscription, made)) await postTo(run, reader, made);
  }
  if (refused.length > 0) await tellOwner(run, owner, refused);
}

/** Whether figures are worth a message by the subscription's threshold. */
function passes({ only }: Subscription, { measures }: Content): boolean {
  if (only === undefined || only === "changed") return true;
  return COMPARE[only.op]?.(measures[only.measure] ?? 0, only.value) ?? false;
}

async function postTo(run: Run, { access: _access, ...to }: Reader, content: Content): Promise<void> {
  const { table, subscription, now } = run;
  const { files, measures: _measures, fingerprint, ...facts } = content;
  const { template } = REPORTS[subscription.report];
  const draft: Draft = { ...to, event: eventOf(run), template, relatedId: subscription.id, facts };
  const isNews = subscription.only === "changed";
  const noted = isNews ? await noting(table, toldId(subscription, { ...to, access: _access }), fingerprint, now) : [];
  if (!noted) return;
  // The files first: a message whose files are missing could not leave.
  const wanted = to.channel === "email" && files.length > 0;
  const filesKey = wanted ? await storeFiles(table.tenantId, messageId(draft), files) : undefined;
  try {
    await table.commit([...(await posting(table, [{ ...draft, filesKey }], now.toISOString())), ...noted]);
  } catch (error) {
    // Another run, or another subscription of the same report, has told them of this occurrence.
    if (!isOvertaken(error)) throw error;
  }
}

/** Notes which figures somebody is told, with the message itself; nothing where they were told the same last. */
async function noting(table: Table, id: string, fingerprint: string, now: Date) {
  const before = await table.find(reportTold, id);
  if (before?.fingerprint === fingerprint) return undefined;
  const at = now.toISOString();
  if (before) return [write.replace(reportTold, before, nextVersion(before, at, { fingerprint }))];
  return [write.create(reportTold, { id, version: 1, createdAt: at, updatedAt: at, fingerprint })];
}
