import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Broadcast } from "../../functions/broadcasts/audience.ts";
import { countOn } from "../../functions/broadcasts/count-on.ts";
import { byMail } from "../../functions/broadcasts/mail.ts";
import { mailCampaignNoun } from "../../functions/broadcasts/mail-noun.ts";
import { textsOf } from "../../functions/broadcasts/mail-texts.ts";
import { sent } from "../../functions/broadcasts/sent.ts";
import { mailCampaign } from "../../functions/broadcasts/table.ts";
import { turn } from "../../functions/broadcasts/turn.ts";
import { contact } from "../../functions/contacts/table.ts";
import { handler as goOn } from "../../functions/journeys/go-on.ts";
import { lambdas } from "../../functions/modules.ts";
import type { SegmentRow } from "../../functions/segments/members.ts";
import { placed } from "../../functions/segments/placing.ts";
import { segment } from "../../functions/segments/table.ts";
import { callerOf } from "../../shared/events/caller.ts";
import { consentStanding, standingId } from "../../shared/notify/consent.ts";
import { commit, replacement } from "../../shared/records/write.ts";
import { storedItem, tenantPrefix } from "../../shared/table/action.ts";
import type { AnyRow, Entity } from "../../shared/table/entity.ts";
import { type Consumption, setMeter } from "../../shared/table/store.ts";
import { workOf } from "../support/work.ts";
import { Bulk } from "./bulk.ts";
import { floor } from "./imports.ts";
import { onStage, type Stage } from "./stage.ts";

const PEOPLE = Number(process.env.PEOPLE ?? 100_000);
/** The same once more with few people: what memory is taken beside must not grow with them. */
const FEW = Math.ceil(PEOPLE / 10);
const TRAVELLERS = Number(process.env.TRAVELLERS ?? 100);
/** What is not done by then is left: the rates are known, and the memory. */
const TIME_MS_MAX = Number(process.env.SECONDS ?? 90) * 1_000;
const SETTLED_MS_MAX = 7_200_000;
const TURNS_A_LOOK = 10;
const BY = "system:bench||";

type Units = { requests: number; read: number; write: number; index: number };

/** What the database charges while some work goes on. */
async function spent(work: () => Promise<unknown>): Promise<Units> {
  const sum: Units = { requests: 0, read: 0, write: 0, index: 0 };
  setMeter((c: Consumption) => {
    sum.requests += 1;
    sum.read += c.readUnits;
    sum.write += c.writeUnits - c.indexWriteUnits;
    sum.index += c.indexWriteUnits;
  });
  await work().finally(() => setMeter(undefined));
  return sum;
}

const each = ({ requests, read, write, index }: Units, count: number): string =>
  [requests, read, write, index].map((units) => Math.round((100 * units) / count) / 100).join(" / ");

const personId = (group: string, n: number): string => `con_${group}${String(n).padStart(18 - group.length, "0")}`;

/** People who have agreed to mails, there without a change that anything follows from. */
function agreed({ dataDir, tenantId, stack }: Stage, group: string, accountId: string, count: number): void {
  const bulk = new Bulk(dataDir);
  const now = stack.clock.now().toISOString();
  const put = (entity: Entity, row: object) => bulk.put(storedItem(entity, tenantPrefix(tenantId), row as AnyRow, BY));
  for (let n = 0; n < count; n++) {
    const id = personId(group, n);
    const base = { version: 1, createdAt: now, updatedAt: now };
    put(contact as unknown as Entity, {
      ...{ ...base, id, name: `客户${n}`, accountId, email: `p${n}@${group.toLowerCase()}.example`, role: group },
    });
    const said = { personId: id, channel: "email", purpose: "marketing", state: "given", at: now, consentId: "cns_1" };
    put(consentStanding as unknown as Entity, { ...base, id: standingId(id, "email", "marketing"), ...said });
  }
  bulk.close();
}

function exposeGarbageCollection(): void {
  setFlagsFromString("--expose-gc");
  (globalThis as { gc?: () => void }).gc = runInNewContext("gc") as () => void;
}

/** What the process holds on to, once what it does not is gone. */
function liveBytes(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage().heapUsed;
}

/** A campaign to a group, as it is once it was counted and sent: by the call, and by the turns of the stream behind it. */
async function campaignTo({ call, tenantId, stack }: Stage, group: string, templateId: string) {
  const filter = { all: [{ field: "role", op: "eq", value: group }] };
  const of = { of: "contact", kind: "rule", filter };
  const segment = await call<{ id: string }>("POST", "/v1/segments", { name: group, ...of });
  const body = { name: group, templateId, recipients: { segmentId: segment.id } };
  const { id } = await call<{ id: string }>("POST", "/v1/mail-campaigns", body);
  const work = await workOf(tenantId, stack.clock.now());
  const caller = callerOf(work, "bench");
  const read = () => work.table.get(mailCampaign, id);
  const row = await read();
  const { texts } = await textsOf(caller, row);
  const started = performance.now();
  const units = await spent(async () => {
    const { fields, to = "sending" } = await sent(caller, byMail, { ...row, texts });
    const begun = { ...fields, texts, status: to };
    await commit(caller, await replacement(caller, mailCampaignNoun, row, begun, { as: "send" }));
    for (let now = await read(); now.status === "counting"; now = await read()) {
      await countOn(byMail as unknown as Broadcast, now, work);
    }
  });
  return { id, units, seconds: (performance.now() - started) / 1_000 };
}

/** Takes one turn of a campaign after the other, as the stream brings them, until it is sent or the time is over. */
async function broadcast(stage: Stage, id: string) {
  const { table, ...work } = await workOf(stage.tenantId, stage.stack.clock.now());
  const before = liveBytes();
  const started = performance.now();
  let row = await table.get(mailCampaign, id);
  let most = 0;
  const units = await spent(async () => {
    while (row.status === "sending" && performance.now() - started < TIME_MS_MAX) {
      await turn(byMail as unknown as Broadcast, row, { table, ...work });
      row = await table.get(mailCampaign, id);
      if ((row.turns ?? 0) % TURNS_A_LOOK === 0) most = Math.max(most, liveBytes() - before);
    }
  });
  const queued = row.queued ?? 0;
  const perSecond = Math.round((1_000 * queued) / (performance.now() - started));
  return { queued, units, perSecond, megabytes: (most / 1e6).toFixed(1) };
}

/** What it costs that somebody comes into a segment that is tracked, or leaves it. */
async function memberships(stage: Stage, accountId: string): Promise<void> {
  const { call, tenantId, stack } = stage;
  agreed(stage, "SEG", accountId, TRAVELLERS);
  const filter = { all: [{ field: "role", op: "eq", value: "SEG" }] };
  const of = { name: "名单", of: "contact", kind: "rule", filter, tracked: true };
  const { id } = await call<{ id: string }>("POST", "/v1/segments", of);
  const work = await workOf(tenantId, stack.clock.now());
  const [row, people] = [
    await work.table.get(segment, id),
    Array.from({ length: TRAVELLERS }, (_, n) => personId("SEG", n)),
  ];
  const placing = (tracked: SegmentRow[]) =>
    spent(async () => {
      for (const one of people) await placed(callerOf(work, "bench"), one, tracked);
    });
  const [come, gone] = [await placing([row]), await placing([])];
  console.log(
    `Somebody who comes into a segment: ${each(come, TRAVELLERS)}; who leaves it: ${each(gone, TRAVELLERS)};`,
  );
  console.log(
    "the floor is 4 / 1.5 / 4 / 0: all read, as of a second ago; membership and person's row written together.\n",
  );
}

/** What one step of a journey costs: people who wait go on, are put on a list, and come to the end. */
async function steps({ call, stack }: Stage): Promise<void> {
  const list = await call<{ id: string }>("POST", "/v1/segments", { name: "名单", of: "lead", kind: "manual" });
  const { id } = await call<{ id: string }>("POST", "/v1/journeys", {
    ...{ name: "一步", of: "lead", trigger: { kind: "manual" } },
    steps: [
      { key: "wait", kind: "wait", for: { days: 1 }, next: "list" },
      { key: "list", kind: "segment", segmentId: list.id, change: "add" },
    ],
  });
  await call("POST", `/v1/journeys/${id}/publish`);
  for (let n = 0; n < TRAVELLERS; n++) {
    const { id: personId } = await call<{ id: string }>("POST", "/v1/leads", { name: `旅客${n}` });
    // A machine that is slow answers late, and the call is made again.
    await call("POST", `/v1/journeys/${id}/enrolments`, { personId }, `enrolment-${n}`);
  }
  await stack.settled({ withinMs: SETTLED_MS_MAX });
  // The first look of all looks back a month.
  await goOn();
  stack.clock.set(new Date(stack.clock.now().getTime() + 86_460_000));
  const units = await spent(() => goOn());
  console.log(
    `A step that puts somebody on a list, and the end behind it: ${each(units, TRAVELLERS)}; the floor is 4 / 4 / 4 / 2:`,
    "enrolment, journey, lead and list read; the enrolment twice, its place and the member written.",
  );
}

/** How fast a campaign's mails are counted, rendered and queued, in what memory, and what each costs beside its floor. */
async function queueing(stage: Stage): Promise<void> {
  const { id: accountId } = await stage.call<{ id: string }>("POST", "/v1/accounts", { name: "甲方有限公司" });
  const template = await stage.call<{ id: string }>("POST", "/v1/templates", {
    ...{ name: "信", channel: "email", purpose: "marketing", subject: "{{name}}，您好" },
    blocks: [{ kind: "paragraph", text: "{{name}}，请看" }],
  });
  console.log("Requests / read units / write units / index writes of one recipient; nobody delivers what is queued.");
  console.log("The floor is 0.04 / 3 / 1 / 3: the person and two standings of consent read, and the message put.\n");
  for (const [group, count] of [
    ["FEW", FEW],
    ["MANY", PEOPLE],
  ] as const) {
    agreed(stage, group, accountId, count);
    const { id, units: counting, seconds } = await campaignTo(stage, group, template.id);
    console.log(`${count} counted in ${seconds.toFixed(1)} s: ${each(counting, count)}`);
    const { queued, units, perSecond, megabytes } = await broadcast(stage, id);
    const share = queued < count ? `the first ${queued} of ${count}` : `${queued}`;
    console.log(
      `${share} queued: ${each(units, queued)}; ${perSecond} a second; ${megabytes} MB are held beside at most`,
    );
  }
  await memberships(stage, accountId);
  const puts = await floor(Math.min(FEW, 20_000));
  console.log(`${puts} puts a second by the server alone.\n`);
}

/** Turns are taken by the bench itself, so that nothing else takes its time; journeys go by the stream. */
export async function broadcasts(): Promise<void> {
  exposeGarbageCollection();
  await onStage(
    queueing,
    lambdas.filter(({ kind }) => kind === "api" || kind === "authorizer"),
  );
  await onStage(steps);
}
