import { type ChildProcess, spawn } from "node:child_process";
import { cpSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OutboxItem } from "../../infra/local/outbox.ts";
import { FAULT_EXIT_STATUS, type PointName } from "../../infra/local/points.ts";
import { Store } from "../../infra/local/store.ts";
import { type Api, apiClient } from "./api.ts";

const SUPPORT = import.meta.dirname;

/** What one child has compiled of the sources the next one finds here: half of a start. */
const COMPILED = join(tmpdir(), "cashloop-compiled");

/** A module (by its path) and the name of its export that lists the Lambdas to run. */
export type LambdasFrom = { module: string; name: string };
const PRODUCT: LambdasFrom = { module: join(SUPPORT, "../../functions/modules.ts"), name: "lambdas" };

export type ChildOptions = {
  dataDir: string;
  /** Ends the process at the n-th crossing of a point. */
  faultPoint?: { name: PointName; crossing: number };
  lambdas?: LambdasFrom;
};

/** A stack in a process of its own. Every call to it rejects once it has ended. */
export type ChildStack = {
  baseUrl: string;
  operatorKey: string;
  /** What the stack's clock shows. */
  now(): Date;
  /** True once the process has ended at its fault point. */
  crashed(): boolean;
  /** Resolves with true when the stack has settled, with false when the process ended before. */
  settled(): Promise<boolean>;
  api(token?: string): Api;
  outbox(to?: string): Promise<OutboxItem[]>;
  /** How often each point was crossed. */
  crossings(): Promise<Partial<Record<PointName, number>>>;
  /** Ends the process at once. */
  kill(): Promise<void>;
};

/** What the clock of a stack shows. */
export const clockOf = async (stack: ChildStack): Promise<Date> =>
  new Date((await stack.api().get("/_local/clock")).body.now);

/**
 * Copies what a stack has left that ended when its clock showed `now`. The clock of the next one goes on from there: else it
 * would have run on with the machine's meanwhile, past what a test is to see it reach.
 */
export function copyOf(seeded: string, dataDir: string, now: Date): string {
  cpSync(seeded, dataDir, { recursive: true });
  const store = new Store(dataDir);
  store.set("clock.offsetMs", String(now.getTime() - Date.now()));
  store.close();
  return dataDir;
}

/** `aheadMs` is how far the stack's clock is ahead of the machine's. */
type Hello = { baseUrl: string; operatorKey: string; aheadMs: number };

function hello(child: ChildProcess, ended: Promise<void>): Promise<Hello | undefined> {
  const said = new Promise<Hello>((resolve) => {
    let text = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes("\n")) resolve(JSON.parse(text.slice(0, text.indexOf("\n"))) as Hello);
    });
  });
  return Promise.race([said, ended.then(() => undefined)]);
}

/** Starts a stack on a data folder; undefined when the process ended at its fault point while starting. */
export async function startChild(options: ChildOptions): Promise<ChildStack | undefined> {
  const { module, name } = options.lambdas ?? PRODUCT;
  const point = options.faultPoint ? `${options.faultPoint.name}:${options.faultPoint.crossing}` : "";
  const env = {
    ...process.env,
    DATA_DIR: options.dataDir,
    LAMBDAS_MODULE: module,
    LAMBDAS_EXPORT: name,
    FAULT_POINT: point,
  };
  const child = spawn(process.execPath, ["--no-warnings", join(SUPPORT, "stack-child.ts")], {
    // The options that Jest runs under mean nothing to the child.
    env: { ...env, NODE_OPTIONS: "", NODE_COMPILE_CACHE: COMPILED },
    stdio: ["pipe", "pipe", "inherit"],
  });
  let status: number | null | undefined;
  const ended = new Promise<void>((resolve) => {
    child.once("exit", (code) => {
      status = code;
      resolve();
    });
  });
  const greeting = await hello(child, ended);
  const crashed = (): boolean => status === FAULT_EXIT_STATUS;
  if (!greeting && !crashed()) throw new Error(`The stack ended with status ${status} while starting.`);
  if (!greeting) return undefined;
  const local = apiClient(greeting.baseUrl);
  return {
    baseUrl: greeting.baseUrl,
    operatorKey: greeting.operatorKey,
    now: () => new Date(Date.now() + greeting.aheadMs),
    crashed,
    api: (token) => apiClient(greeting.baseUrl, token),
    settled: async () => {
      const reply = await local.get("/_local/settled").catch(() => undefined);
      if (reply) return reply.status === 200;
      await ended;
      return false;
    },
    outbox: async (to) => {
      const query = to ? `?to=${encodeURIComponent(to)}` : "";
      return (await local.get(`/_local/outbox${query}`)).body.items as OutboxItem[];
    },
    crossings: async () => (await local.get("/_local/health")).body.crossings,
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
