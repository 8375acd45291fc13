import { type Caller, callerOf, together } from "../../infra/local/demo/caller.ts";
import { setMeter } from "../../shared/table/store.ts";
import { onStage, quantile, type Stage } from "./stage.ts";

/** Tenants that do nothing, and those that work. */
const IDLE = Number(process.env.TENANTS ?? 10_000);
const BUSY = 10;
/** Calls of the busy ones in a round, and how many are under way at once. */
const CALLS = Number(process.env.CALLS ?? 600);
const WARM_UP = 200;
const AT_ONCE = 4;
const OPENED_AT_ONCE = 8;
const REQUESTS_PER_SECOND = 10_000;
const HOUR_SECONDS = 3_600;

const PAGE = 25;
const NOUNS = [`a page of ${PAGE} accounts`, "create an account", "read an account"] as const;
type Work = { call: Caller; accountId: string };
type Latency = { name: string; p50: number; p95: number };
type Spent = { requests: number; read: number; write: number };

async function opened(stage: Stage, count: number, name: string): Promise<{ id: string; adminKey: string }[]> {
  const operator = callerOf(stage.stack.baseUrl, stage.stack.operatorKey);
  const made: { id: string; adminKey: string }[] = [];
  await together(
    Array.from({ length: count }, (_, n) => n),
    async (n) => {
      const input = { name: `${name} ${n}`, locale: "zh-CN", timeZone: "Asia/Shanghai", currency: "CNY" };
      made.push(await operator<{ id: string; adminKey: string }>("POST", "/v1/tenants", input));
    },
    OPENED_AT_ONCE,
  );
  return made;
}

async function busy(stage: Stage): Promise<Work[]> {
  const operator = callerOf(stage.stack.baseUrl, stage.stack.operatorKey);
  const works: Work[] = [];
  for (const { id, adminKey } of await opened(stage, BUSY, "忙碌")) {
    await operator("PATCH", `/v1/tenants/${id}`, { requestsPerSecondMax: REQUESTS_PER_SECOND });
    const call = callerOf(stage.stack.baseUrl, adminKey);
    const { id: accountId } = await call("POST", "/v1/accounts", { name: "甲方有限公司" });
    // A page is full from the first.
    for (let n = 1; n < PAGE; n++) await call("POST", "/v1/accounts", { name: `乙方 ${n} 有限公司` });
    works.push({ call, accountId });
  }
  return works;
}

/** What calls of each kind take, spread over the busy tenants. */
async function latencies(works: readonly Work[], calls: number): Promise<Latency[]> {
  const took = new Map<string, number[]>(NOUNS.map((name) => [name, []]));
  const one = async (n: number): Promise<void> => {
    const { call, accountId } = works[n % works.length] as Work;
    const name = NOUNS[n % NOUNS.length] as string;
    const from = performance.now();
    if (name === NOUNS[0]) await call("GET", `/v1/accounts?limit=${PAGE}`);
    else if (name === NOUNS[1]) await call("POST", "/v1/accounts", { name: `丙方 ${n} 有限公司` });
    else await call("GET", `/v1/accounts/${accountId}`);
    took.get(name)?.push(performance.now() - from);
  };
  await together(
    Array.from({ length: calls }, (_, n) => n),
    one,
    AT_ONCE,
  );
  return [...took].map(([name, ms]) => ({ name, p50: quantile(ms, 0.5), p95: quantile(ms, 0.95) }));
}

/** What the table charges for a piece of work and all that follows from it. */
async function spent({ stack }: Stage, work: () => Promise<unknown>): Promise<Spent> {
  const all: Spent = { requests: 0, read: 0, write: 0 };
  setMeter(({ readUnits, writeUnits }) => {
    all.requests += 1;
    all.read += readUnits;
    all.write += writeUnits;
  });
  await work();
  await stack.settled();
  setMeter(undefined);
  return all;
}

/** What the table charges in an hour of the clock in which nobody calls. */
async function idleHour(stage: Stage): Promise<Spent> {
  const { stack } = stage;
  const operator = callerOf(stack.baseUrl, stack.operatorKey);
  const pass = async (): Promise<void> => {
    await operator("POST", "/_local/clock", { advanceSeconds: HOUR_SECONDS });
    await stack.settled();
  };
  // What follows from what was done before comes to rest first: watches that find nothing end.
  await pass();
  return spent(stage, pass);
}

const shown = ({ requests, read, write }: Spent): string =>
  `${requests} requests, ${Math.round(10 * read) / 10} read units, ${Math.round(10 * write) / 10} write units`;

async function round(stage: Stage, works: readonly Work[]): Promise<{ of: Latency[]; hour: Spent; calls: Spent }> {
  const hour = await idleHour(stage);
  await latencies(works, WARM_UP);
  await stage.stack.settled();
  let of: Latency[] = [];
  const calls = await spent(stage, async () => {
    of = await latencies(works, CALLS);
  });
  return { of, hour, calls };
}

/** Prints what ten busy tenants wait for a call alone and among many idle ones, and what these cost an hour, in one run. */
export async function tenants(): Promise<void> {
  await onStage(async (stage) => {
    const works = await busy(stage);
    await stage.stack.settled();
    const alone = await round(stage, works);
    await opened(stage, IDLE, "闲置");
    await stage.stack.settled();
    const among = await round(stage, works);
    console.log(`| call, in ms | p50 of ${BUSY} tenants alone | among ${IDLE} idle ones | p95 alone | among |`);
    console.log("| --- | --- | --- | --- | --- |");
    for (const [n, { name, p50, p95 }] of alone.of.entries()) {
      const other = among.of[n] as Latency;
      const cells = [p50, other.p50, p95, other.p95].map((ms) => ms.toFixed(1));
      console.log(`| ${name} | ${cells.join(" | ")} |`);
    }
    const aCall = ({ calls: { requests, read, write } }: typeof alone): string =>
      [requests, read, write].map((all) => (all / CALLS).toFixed(2)).join(" / ");
    console.log(
      `\nA call, requests / read / write units with all that follows: alone ${aCall(alone)}, among ${aCall(among)}.`,
    );
    const each = (name: keyof Spent): string => ((among.hour[name] - alone.hour[name]) / IDLE).toFixed(4);
    console.log(
      `\nAn hour in which nobody calls, ${BUSY} tenants: ${shown(alone.hour)}; with ${IDLE} more: ${shown(among.hour)}.`,
    );
    console.log(
      `An idle tenant and hour: ${each("read")} read units, ${each("write")} write units, ${each("requests")} requests.`,
    );
  });
}
