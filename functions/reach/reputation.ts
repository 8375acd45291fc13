import { HOUR_MS, later } from "../../shared/duration.ts";
import type { Work } from "../../shared/events/event.ts";
import type { Locale } from "../../shared/notify/format.ts";
import { message } from "../../shared/notify/outbox.ts";
import { countInto } from "../../shared/records/counting.ts";
import { cellId, figure, figureRows } from "../../shared/records/figures.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { nextVersion, type RowOf } from "../../shared/table/entity.ts";
import type { Table } from "../../shared/table/table.ts";
import { tellAdmins } from "../users/admins.ts";
import { LIMITS, slotOf, slotsSince, stoppedBecause } from "./rules.ts";
import { sendingState } from "./table.ts";

const STATE_ID = `${sendingState.prefix}_mail`;
const COOL_DOWN_MS = 24 * HOUR_MS;
const TRIES_MAX = 8;
const CELL = "mrp";

type Row = RowOf<typeof message>;
type StateRow = RowOf<typeof sendingState>;
type Now = Pick<Work, "table" | "now">;

/** Marketing by mail, by when it was sent. */
export const reputationFigure = figure(message, {
  name: "sendingReputation",
  when: ({ channel, reason, sentAt }) => channel === "email" && reason?.kind === "marketing" && sentAt !== undefined,
  dimensions: { slot: ({ sentAt }) => slotOf(sentAt ?? "") },
  measures: {
    sent: () => 1,
    bounced: ({ state }) => (state === "bounced" ? 1 : 0),
    complained: ({ state }) => (state === "complained" ? 1 : 0),
  },
  cells: [{ name: CELL, by: ["slot"], within: [] }],
});

const stateOf = (table: Table): Promise<StateRow | undefined> => table.find(sendingState, STATE_ID);
/** The state while marketing is stopped; nothing while it goes on. */
const stopIn = (state: StateRow | undefined, now: string): StateRow | undefined =>
  state && state.resumesAt > now ? state : undefined;

/** Until when a tenant's marketing by mail is stopped; nothing where it is not. */
export async function stoppedUntil(table: Table, now: string): Promise<string | undefined> {
  return stopIn(await stateOf(table), now)?.resumesAt;
}

async function sumsOf({ table, now }: Now, state: StateRow | undefined) {
  // What was sent before it went on does not stop it again.
  const slots = slotsSince(now, stopIn(state, now) ? state?.countsFrom : state?.resumesAt);
  const rows = await figureRows(
    table,
    slots.map((slot) => cellId(CELL, [slot])),
  );
  const of = (name: string): number => rows.reduce((sum, row) => sum + Number(row[name] ?? 0), 0);
  return { sent: of("sent"), bounced: of("bounced"), complained: of("complained") };
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((part * 10_000) / whole));

/** How a tenant's marketing by mail is taken, as its people see it. */
export async function reputationOf(at: Now) {
  const state = await stateOf(at.table);
  const sums = await sumsOf(at, state);
  const stop = stopIn(state, at.now);
  return {
    state: stop ? "stopped" : "open",
    ...(stop && { because: stop.because, stoppedAt: stop.stoppedAt, resumesAt: stop.resumesAt }),
    ...sums,
    bounceBasisPoints: share(sums.bounced, sums.sent),
    complaintBasisPoints: share(sums.complained, sums.sent),
    ...LIMITS,
  };
}

const WORDS: Record<Locale, { subject: string; because: Record<StateRow["because"], string>; text: string }> = {
  "zh-CN": {
    subject: "营销邮件已暂停",
    because: { bounces: "过去三天，退信比例过高。", complaints: "过去三天，收件人投诉比例过高。" },
    text: "营销邮件暂停 24 小时，之后自动恢复；服务邮件和内部邮件不受影响。请清理名单后再发送。",
  },
  en: {
    subject: "Marketing by mail is stopped",
    because: {
      bounces: "Too many mails of the last three days came back.",
      complaints: "Too many readers of the last three days complained.",
    },
    text: "Marketing waits for 24 hours and goes on by itself then; mails of services and to colleagues go on. Clean your lists before you send more.",
  },
};

/** Tells the administrators once that marketing was stopped. */
const tellStopped = ({ table, now }: Now, { stoppedAt, because }: StateRow, locale: Locale): Promise<void> =>
  tellAdmins(table, now, locale, {
    ...{ event: `marketingStopped:${stoppedAt}`, template: "marketingStopped" },
    text: (language) => {
      const { subject, because: why, text } = WORDS[language];
      return { subject, preheader: why[because], paragraphs: [why[because], text] };
    },
  });

/** Stops a tenant's marketing by mail where too much of it came back or was complained of. */
async function judge(at: Now, locale: Locale): Promise<void> {
  const stopped = await anew(
    TRIES_MAX,
    async () => {
      const before = await stateOf(at.table);
      const stop = stopIn(before, at.now);
      if (stop) return stop;
      const because = stoppedBecause(await sumsOf(at, before));
      if (!because) return undefined;
      const resumesAt = later(at.now, COOL_DOWN_MS);
      const fields = { stoppedAt: at.now, resumesAt, because, countsFrom: before?.resumesAt };
      if (before) return at.table.replace(sendingState, before, nextVersion(before, at.now, fields));
      const base = { id: STATE_ID, version: 1, createdAt: at.now, updatedAt: at.now };
      return at.table.create(sendingState, { ...base, ...fields });
    },
    isOvertaken,
  );
  if (stopped) await tellStopped(at, stopped, locale);
}

/** Counts what became of a mail of marketing, and stops the tenant's marketing where it is too much. */
export async function countReputation(row: Row, work: Work): Promise<void> {
  await countInto(work, reputationFigure, { id: row.id, version: row.version, row });
  if (row.state === "bounced" || row.state === "complained") await judge(work, work.tenant.locale);
}

/** Lets a tenant's marketing go on from now; what was sent before does not count any more. */
export async function resume({ table, now }: Now): Promise<void> {
  await anew(TRIES_MAX, async () => {
    const before = await stateOf(table);
    const stop = stopIn(before, now);
    if (stop) await table.replace(sendingState, stop, nextVersion(stop, now, { resumesAt: now }));
  });
}
