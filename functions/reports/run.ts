/**
 * A report is told once. An occurrence is the report, its due minute and the days that it tells of; a message's id
 * follows from that and its reader. So retries, two schedulers and two subscriptions that meet make one message. A
 * subscription is looked at on every day of its clock, and whether that is a working day is asked on the day. What
 * goes outside or to a group chat is reckoned under its owner's rights; a robot's address is one of the three
 * services' own, or is never called.
 */
import { createHash } from "node:crypto";
import type { Access, TenantContext } from "../../shared/auth/access.ts";
import { passes } from "../../shared/bounds.ts";
import { storeFiles } from "../../shared/notify/files.ts";
import type { Locale } from "../../shared/notify/format.ts";
import type { MailPart } from "../../shared/notify/mime.ts";
import { type Draft, message, messageId, posting } from "../../shared/notify/outbox.ts";
import { isOvertaken } from "../../shared/table/anew.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { keeping } from "../../shared/table/keeping.ts";
import type { Table } from "../../shared/table/table.ts";
import { ownReport } from "./own.ts";
import { type Reader, readersOf } from "./recipients.ts";
import { tellGone, tellOwner } from "./refused.ts";
import { type reportSubscription, reportTold } from "./table.ts";
import { unsubscribeUrlOf } from "./unsubscribe.ts";

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
  /** Whether one of its figures passes a bound of its own. */
  isAlerted?: boolean;
  /** What the figures are told apart by: the same for the same figures, whichever day they are of. */
  fingerprint: string;
};

/** A report that can be subscribed to. */
export type Report = {
  template: string;
  /** What its occurrences are called by. */
  key: string;
  called(locale: Locale): string;
  may(access: Access): boolean | Promise<boolean>;
  /** What its figures depend on beside the run: who has the same gets the same. */
  sight(access: Access): string;
  content(run: Run, access: Access, locale: Locale): Promise<Content | undefined>;
};

/** What a subscription tells; nothing where that was put away. The engine is loaded with the first that asks it. */
async function reportFor({ table, subscription }: Pick<Run, "table" | "subscription">): Promise<Report | undefined> {
  const { report } = subscription;
  return ownReport(report) ?? (await import("./asked.ts")).askedReport(table, subscription);
}

/**
 * What an occurrence is called. Two subscriptions of one report that are due at the same minute and tell of the same days
 * are one occurrence, so somebody who is in both is told once.
 */
const eventOf = ({ due, days }: Run, { key }: Report): string =>
  ["report", key, due.toISOString(), days[0], days.at(-1)].join(":");

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
  const report = await reportFor(run);
  if (!report) return tellGone(run);
  const { readers, refused, owner } = await readersOf({ table, tenant, subscription, may: report.may });
  const idOf = (reader: Reader): string => messageId({ event: eventOf(run, report), ...reader });
  const told = await table.getMany(message, readers.map(idOf), true);
  const contents = new Map<string, Promise<Content | undefined>>();
  for (const reader of readers.filter((one) => !told.has(idOf(one)))) {
    const { access, locale } = reader;
    const sight = `${report.sight(access)}|${locale}`;
    const content = contents.get(sight) ?? report.content(run, access, locale);
    contents.set(sight, content);
    const made = await content;
    if (made && isWanted(subscription, made)) await postTo(run, report, reader, made);
  }
  if (refused.length > 0) await tellOwner(run, owner, refused, report.called);
}

/** Whether figures are worth a message by the subscription's threshold. */
function isWanted({ only }: Subscription, { measures, isAlerted = false }: Content): boolean {
  if (only === undefined || only === "changed") return true;
  if (only === "alerts") return isAlerted;
  return passes(only.op, measures[only.measure] ?? 0, only.value);
}

async function postTo(run: Run, report: Report, { access: _access, ...to }: Reader, content: Content): Promise<void> {
  const { table, subscription, now } = run;
  const { files, measures: _measures, isAlerted: _isAlerted, fingerprint, ...facts } = content;
  const { template } = report;
  const about = { event: eventOf(run, report), template, relatedId: subscription.id };
  const id = messageId({ ...to, ...about });
  const unsubscribeUrl = to.channel === "email" ? unsubscribeUrlOf(run.tenant, id) : undefined;
  const draft: Draft = { ...to, ...about, facts: { ...facts, unsubscribeUrl } };
  const isNews = subscription.only === "changed";
  const noted = isNews ? await noting(table, toldId(subscription, { ...to, access: _access }), fingerprint, now) : [];
  if (!noted) return;
  // The files first: a message whose files are missing could not leave.
  const wanted = to.channel === "email" && files.length > 0;
  const filesKey = wanted ? await storeFiles(table.tenantId, id, files) : undefined;
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
  return [keeping(reportTold, { id, before, now: at }, { fingerprint })];
}
