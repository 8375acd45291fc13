import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import { databaseBinary } from "./binary.ts";
import { privateFile, privateFolder } from "./private.ts";
import { awsJson } from "./protocol.ts";

const START_MS_MAX = 15_000;
const STOP_MS_MAX = 5_000;

/**
 * Runs the server beneath a shell that holds the other end of a pipe: when the stack's process ends, however it ends,
 * the pipe closes and the shell stops the server. It prints the server's process id first.
 */
const KEEPER = `
exec 3<&0
"$0" "$@" 3<&- >/dev/null 2>&1 &
server=$!
echo "$server"
{ cat <&3 >/dev/null; kill -9 "$server" 2>/dev/null; } &
keeper=$!
exec 3<&-
wait "$server"
kill "$keeper" 2>/dev/null
`;

export type Database = {
  endpoint: string;
  /** A number that changes when something was committed; undefined where the server's file is out of reach. */
  changes(): number | undefined;
  /** Indexes what the server itself searches linearly; to be called once the table exists. */
  tune(): void;
  stop(): Promise<void>;
};

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("No free port was found.");
  return address.port;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Waits until the server that an earlier, crashed stack left behind has been stopped by its keeper. */
async function predecessorGone(pidFile: string): Promise<void> {
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, "utf8"));
  const deadline = Date.now() + STOP_MS_MAX;
  while (pid > 0 && isRunning(pid) && Date.now() < deadline) await wait(5);
  rmSync(pidFile, { force: true });
}

async function healthy(endpoint: string, child: ChildProcess | undefined): Promise<void> {
  const deadline = Date.now() + START_MS_MAX;
  for (;;) {
    try {
      await awsJson(endpoint, "DynamoDB_20120810.ListTables", {});
      return;
    } catch (cause) {
      if (child && child.exitCode !== null) throw new Error("The database server ended while starting.", { cause });
      if (Date.now() > deadline) throw new Error(`No database answers at ${endpoint}.`, { cause });
      await wait(10);
    }
  }
}

function spawnServer(binary: string, args: string[]): ChildProcess {
  const stdio = ["pipe", "pipe", "ignore"] as const;
  if (process.platform === "win32") return spawn(binary, args, { stdio: [...stdio] });
  return spawn("/bin/sh", ["-c", KEEPER, binary, ...args], { stdio: [...stdio], detached: true });
}

async function serverPid(child: ChildProcess): Promise<number> {
  if (process.platform === "win32") return child.pid ?? 0;
  const [line] = await new Promise<string[]>((resolve, reject) => {
    child.once("error", reject);
    child.stdout?.once("data", (chunk: Buffer) => resolve(chunk.toString().split("\n")));
  });
  return Number(line);
}

/** Uses the server that `endpoint` names, which belongs to somebody else and is left running. */
export async function attachDatabase(endpoint: string): Promise<Database> {
  await healthy(endpoint, undefined);
  return { endpoint, changes: () => undefined, tune: () => {}, stop: async () => {} };
}

/** Starts the embedded server on a file in `folder`. */
export async function launchDatabase(root: string, folder: string, port?: number): Promise<Database> {
  privateFolder(folder);
  const pidFile = join(folder, "database.pid");
  await predecessorGone(pidFile);
  const file = privateFile(folder, "table.db");
  const chosen = port || (await freePort());
  const endpoint = `http://127.0.0.1:${chosen}`;
  const child = spawnServer(databaseBinary(root), ["serve", "--port", String(chosen), "--db-path", file]);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const pid = await serverPid(child);
  writeFileSync(pidFile, String(pid));
  await healthy(endpoint, child);
  // The servers of the stack keep this process alive; the database alone must not.
  child.unref();
  for (const pipe of [child.stdin, child.stdout]) (pipe as Socket | null)?.unref();
  const watch = new DatabaseSync(file, { readOnly: true });
  const version = watch.prepare("PRAGMA data_version");
  return {
    endpoint,
    changes: () => (watch.isOpen ? (version.get()?.data_version as number) : undefined),
    tune: () => tune(file),
    stop: async () => {
      watch.close();
      // What was committed is safe in SQLite's log, so the server needs no time to say goodbye.
      if (isRunning(pid)) process.kill(pid, "SIGKILL");
      child.ref();
      child.stdin?.destroy();
      await ended;
      rmSync(pidFile, { force: true });
    },
  };
}

/**
 * With a stream switched on, the server looks through all earlier stream records at every write. This index, made on its
 * file from outside, keeps writing as fast at the millionth record as at the first.
 */
function tune(file: string): void {
  const db = new DatabaseSync(file, { timeout: STOP_MS_MAX });
  db.exec(
    "CREATE INDEX IF NOT EXISTS local_stream_order ON _stream_records (table_name, CAST(sequence_number AS INTEGER))",
  );
  db.close();
}
