import { type ChildProcess, fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { together } from "../../infra/local/demo/caller.ts";
import { close } from "../../infra/local/http.ts";
import { type Consumption, setMeter } from "../../shared/table/store.ts";
import { bare } from "./bare.ts";
import type { Outcome, Round, Sent } from "./caller-process.ts";
import { onStage, runningLambda, type Stage } from "./stage.ts";

/** Calls under way at once. */
const AT_ONCE = 8;
const CALLS = Number(process.env.CALLS ?? 1_000);
const WARM_UP = 300;
/** Calls of which requests and units are counted: measuring costs the database a little. */
const METERED = 100;
/** Rounds of each scenario; the one that took the least processor time stands, since other work only ever adds to it. */
const ROUNDS = Number(process.env.ROUNDS ?? 2);
const ONLY = process.env.ONLY?.split(",");

const ACCOUNT = "acc_00000000000000000001";
/** A tick of the processor's clock as Linux counts it. */
const TICK_MS = 10;

/** What a scenario is, with the calls a second that it is to reach on two quiet cores. */
type Scenario = { name: string; target?: number; isFloor?: true; sent(n: number, stage: Prepared): Sent };
type Prepared = { opportunityId: string; leadId: string };

/** As much text as a small record has. */
const TEXT = "x".repeat(300);

const person = (n: number): object => ({
  name: `王${n}`,
  company: `客户${n}有限公司`,
  email: `p${n}@firma${n}.example.com`,
});

const SCENARIOS: readonly Scenario[] = [
  {
    ...{ name: "floor: put a row", isFloor: true },
    sent: (n) => ({ method: "POST", path: "/rows", body: { id: `r${n}`, text: TEXT } }),
  },
  { ...{ name: "floor: a page of 25 rows", isFloor: true }, sent: () => ({ method: "GET", path: "/rows" }) },
  { ...{ name: "floor: read a row", isFloor: true }, sent: () => ({ method: "GET", path: "/rows/r1" }) },
  {
    ...{ name: "create an opportunity", target: 700 },
    sent: (n) => ({
      ...{ method: "POST", path: "/v1/opportunities" },
      body: { name: `年度订阅 ${n}`, accountId: ACCOUNT, amountMinor: 100_000 + n, currency: "CNY" },
    }),
  },
  {
    ...{ name: "create a lead", target: 400 },
    sent: (n) => ({ method: "POST", path: "/v1/leads", body: person(n) }),
  },
  {
    ...{ name: "create an account" },
    sent: (n) => ({ method: "POST", path: "/v1/accounts", body: { name: `丙方${n}有限公司` } }),
  },
  {
    ...{ name: "a page of 25 opportunities", target: 800 },
    sent: () => ({ method: "GET", path: "/v1/opportunities?limit=25" }),
  },
  { ...{ name: "a page of 25 leads", target: 800 }, sent: () => ({ method: "GET", path: "/v1/leads?limit=25" }) },
  {
    ...{ name: "read an opportunity", target: 1_500 },
    sent: (_, { opportunityId }) => ({ method: "GET", path: `/v1/opportunities/${opportunityId}` }),
  },
  {
    ...{ name: "read a lead", target: 1_500 },
    sent: (_, { leadId }) => ({ method: "GET", path: `/v1/leads/${leadId}` }),
  },
];

/** Asks the calling process for one round. */
function round(caller: ChildProcess, asked: Round): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    caller.once("message", (outcome: Outcome) =>
      outcome.failed.length === 0 ? resolve(outcome) : reject(new Error(outcome.failed[0])),
    );
    caller.send(asked);
  });
}

/** Processor time that another process has taken so far, its threads included. */
function cpuMsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

const ownCpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

/** Calls a second until the last answer; ms of a call by process, with all that follows from it until the stack is at rest. */
type Taken = { perSecond: number; caller: number; stack: number; database: number };

type Bench = { stage: Stage; databasePid: number; ask(sent: Sent[]): Promise<Outcome> };

async function measured({ stage, databasePid, ask }: Bench, sent: Sent[]): Promise<Taken> {
  const [stackFrom, databaseFrom] = [ownCpuMs(), cpuMsOf(databasePid)];
  const { wallMs, cpuMs } = await ask(sent);
  await stage.stack.settled();
  const each = (ms: number): number => ms / sent.length;
  return {
    ...{ perSecond: (1_000 * sent.length) / wallMs, caller: each(cpuMs) },
    ...{ stack: each(ownCpuMs() - stackFrom), database: each(cpuMsOf(databasePid) - databaseFrom) },
  };
}

type Part = "authorizer" | "call" | "rest";
type Counted = Record<Part, { requests: number; write: number; index: number }>;

/** Requests and write units of a call, by who makes them. */
async function counted({ stage, ask }: Bench, sent: Sent[]): Promise<Counted> {
  const none = () => ({ requests: 0, write: 0, index: 0 });
  const sums: Counted = { authorizer: none(), call: none(), rest: none() };
  setMeter((c: Consumption) => {
    const lambda = runningLambda() ?? "";
    const part =
      lambda === "authorizer" ? "authorizer" : ["money", "rest", "sender", "sweep"].includes(lambda) ? "rest" : "call";
    sums[part].requests += 1;
    sums[part].write += c.writeUnits - c.indexWriteUnits;
    sums[part].index += c.indexWriteUnits;
  });
  await ask(sent);
  await stage.stack.settled();
  setMeter(undefined);
  for (const sum of Object.values(sums)) {
    for (const field of ["requests", "write", "index"] as const)
      sum[field] = Math.round((10 * sum[field]) / sent.length) / 10;
  }
  return sums;
}

async function prepared({ call, stack }: Stage): Promise<Prepared> {
  await call("POST", "/v1/accounts", { id: ACCOUNT, name: "甲方有限公司" });
  const many = Array.from({ length: 200 }, (_, n) => n);
  await together(many, (n) => call("POST", "/v1/opportunities", { name: `续约 ${n}`, accountId: ACCOUNT }));
  await together(many, (n) => call("POST", "/v1/leads", person(900_000 + n)));
  await stack.settled();
  const first = async (path: string): Promise<string> =>
    (await call<{ items: { id: string }[] }>("GET", `${path}?limit=1`)).items[0]?.id ?? "";
  return { opportunityId: await first("/v1/opportunities"), leadId: await first("/v1/leads") };
}

const written = ({ requests, write, index }: Counted[Part]): string => `${requests} / ${write} + ${index}`;

/**
 * Prints what calls take at a concurrency of 8: calls a second, processor time by process, requests and write units; first the
 * floor, a handler with the SDK and nothing else.
 */
export async function speed(): Promise<void> {
  await onStage(async (stage) => {
    const things = await prepared(stage);
    const caller = fork(join(import.meta.dirname, "caller-process.ts"));
    const databasePid = Number(readFileSync(join(stage.dataDir, "database.pid"), "utf8"));
    const floor = await bare();
    let numbers = 0;
    console.log("ms of processor time a call; requests / write units + index writes a call\n");
    console.log("| call | a second (target) | stack | database | caller | authorizer | call | what follows |");
    console.log("| --- | --- | --- | --- | --- | --- | --- | --- |");
    for (const { name, target, isFloor, sent } of SCENARIOS) {
      if (ONLY && !ONLY.some((word) => name.includes(word))) continue;
      const baseUrl = isFloor ? floor.url : stage.stack.baseUrl;
      const ask = (of: Sent[]): Promise<Outcome> =>
        round(caller, { baseUrl, token: stage.adminKey, sent: of, atOnce: AT_ONCE });
      const bench: Bench = { stage, databasePid, ask };
      const calls = (count: number): Sent[] =>
        Array.from({ length: count }, () => {
          numbers += 1;
          return sent(numbers, things);
        });
      await ask(calls(WARM_UP));
      await stage.stack.settled();
      const taken: Taken[] = [];
      for (let n = 0; n < ROUNDS; n++) taken.push(await measured(bench, calls(CALLS)));
      const total = (t: Taken): number => t.stack + t.database;
      const least = taken.reduce((best, t) => (total(t) < total(best) ? t : best));
      const units = await counted(bench, calls(METERED));
      const fastest = Math.max(...taken.map(({ perSecond }) => perSecond));
      const times = [least.stack, least.database, least.caller].map((value) => value.toFixed(2)).join(" | ");
      const requests = [units.authorizer, units.call, units.rest].map(written).join(" | ");
      console.log(`| ${name} | ${Math.round(fastest)} (${target ?? "–"}) | ${times} | ${requests} |`);
    }
    caller.disconnect();
    await close(floor.server);
  });
}
