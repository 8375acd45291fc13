import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { Context } from "aws-lambda";
import { lambdas } from "../../functions/modules.ts";
import type { LambdaDeclaration } from "../../shared/module.ts";
import type { Answered } from "./apart-child.ts";

const HERE = import.meta.dirname;
const ROOT = join(HERE, "../..");
const RUNNER = "jobRunner";

/** The Lambdas without those of stream and clock; jobs run in a process of their own, as they do in AWS. */
export const jobsApart: readonly LambdaDeclaration[] = lambdas
  .filter(({ kind }) => kind !== "stream" && kind !== "schedule")
  .map((one) => (one.name === RUNNER ? { ...one, entry: "tests/support/apart.ts" } : one));

let child: ChildProcess | undefined;
let heapMb = 0;
let asked = 0;
const waiting = new Map<number, (told: Answered) => void>();

/** Ends the process of jobs. */
export async function endApart(): Promise<void> {
  if (!child) return;
  const ended = new Promise((resolve) => child?.once("exit", resolve));
  child.disconnect();
  child = undefined;
  await ended;
}

/** Says how much heap the process of jobs may have; it begins at the first event. */
export async function beginApart(mb: number): Promise<void> {
  await endApart();
  heapMb = mb;
}

/** The process, begun at the first event: by then the environment says where the stack is. */
function running(): ChildProcess {
  if (child) return child;
  const entry = lambdas.find(({ name }) => name === RUNNER)?.entry as string;
  const options = {
    execArgv: ["--no-warnings", `--max-old-space-size=${heapMb}`],
    env: { ...process.env, NODE_OPTIONS: "" },
  };
  const begun = fork(join(HERE, "apart-child.ts"), [join(ROOT, entry)], options);
  begun.on("message", (told: Answered) => {
    waiting.get(told.number)?.(told);
    waiting.delete(told.number);
  });
  begun.on("exit", (code, signal) => {
    const error = `The process of jobs ended (${code ?? signal}): it has ${heapMb} MB of heap.`;
    for (const [number, tell] of waiting) tell({ number, error, heldBytes: 0 });
    waiting.clear();
  });
  child = begun;
  return begun;
}

function ask(event?: unknown, endsAt?: number): Promise<Answered> {
  const number = ++asked;
  return new Promise((resolve) => {
    waiting.set(number, resolve);
    running().send({ number, event, endsAt });
  });
}

/** The most bytes that were in use at once since this was last asked: what is reachable, and nothing that is to be collected. */
export const heldBytes = async (): Promise<number> => (await ask()).heldBytes;

export async function handler(event: unknown, context: Context): Promise<unknown> {
  const { result, error } = await ask(event, Date.now() + context.getRemainingTimeInMillis());
  if (error !== undefined) throw new Error(error);
  return result;
}
