import { createHash, randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { resetConfig, setClock } from "../../shared/config.ts";
import { attachDatabase, type Database, launchDatabase } from "./database.ts";
import { environment, POOL_ID, TABLE_NAME } from "./environment.ts";
import { close, json, listen, type Serve, send } from "./http.ts";
import { logInto } from "./log-file.ts";
import { Parts, ROOT, type StackOptions } from "./parts.ts";
import type { Points } from "./points.ts";
import { type Interceptor, startProxy } from "./proxy.ts";
import { type Open, Stack } from "./running.ts";
import { Store } from "./store.ts";
import { streamArn } from "./streams.ts";
import { dropTable, ensureTable } from "./table.ts";
import { startWires } from "./wires.ts";

export type { LambdaDeclaration } from "./declarations.ts";
export type { StackOptions } from "./parts.ts";
export type { Stack } from "./running.ts";

/** What a reset removes from the data folder. A fetched database server stays. */
const DATA_FILES = ["table.db", "table.db-wal", "table.db-shm", "objects", "stack.log", "credentials.json"];
const STORE_FILES = ["stack.db", "stack.db-wal", "stack.db-shm"];

const portOf = (url: string): number => Number(new URL(url).port);

/** Empties the data folder, unless a running stack holds it. */
function emptyFolder(dataDir: string): void {
  new Store(dataDir).close();
  for (const file of [...DATA_FILES, ...STORE_FILES]) rmSync(join(dataDir, file), { recursive: true, force: true });
}

async function openDatabase(options: StackOptions, port: number | undefined): Promise<Database> {
  const { databaseEndpoint, dataDir, reset } = options;
  const database = databaseEndpoint
    ? await attachDatabase(databaseEndpoint)
    : await launchDatabase(ROOT, dataDir, port);
  if (reset && databaseEndpoint) await dropTable(database.endpoint, TABLE_NAME);
  await ensureTable(database.endpoint, TABLE_NAME);
  database.tune();
  return database;
}

/** Crosses the points around each write, besides what the caller's interceptor does. */
function watched(points: Points, inner: Interceptor | undefined): Interceptor {
  return {
    before: (call) => {
      if (call.isWrite) points.cross("database.write.before");
      return inner?.before?.(call);
    },
    ...(inner?.around && { around: inner.around }),
    after: (call) => {
      inner?.after?.(call);
      if (call.isWrite) points.cross("database.write.after");
    },
  };
}

/** Opens everything, or closes again what was opened and rejects. */
async function open(options: StackOptions, parts: Parts, serve: Serve): Promise<Open> {
  const endLog = logInto(options.dataDir, parts.clock);
  const undo: (() => unknown)[] = [endLog, () => parts.store.close()];
  try {
    return { ...(await openParts(options, parts, serve, undo)), endLog };
  } catch (error) {
    for (const step of undo.reverse()) await step();
    throw error;
  }
}

async function openParts(
  options: StackOptions,
  parts: Parts,
  serve: Serve,
  undo: (() => unknown)[],
): Promise<Omit<Open, "endLog">> {
  const { ports = {} } = options;
  const needsProxy = options.interceptor !== undefined || options.faultPoint !== undefined;
  const database = await openDatabase(options, needsProxy ? undefined : ports.database);
  undo.push(() => database.stop());
  const interceptor = watched(parts.points, options.interceptor);
  const proxy = needsProxy ? await startProxy(database.endpoint, interceptor, ports.database) : undefined;
  if (proxy) undo.push(() => proxy.stop());
  const wires = await startWires(ports.wires ?? 0, { ...parts });
  undo.push(() => close(wires.server, true));
  const web = await listen(options.port || (ports.web ?? 0), serve);
  return { database, proxy, wires, web };
}

/**
 * Starts the stack: database, emulated services, gateway, and the consumers of the declared Lambdas. Points this process's
 * environment, clock and log at it. Rejects where the folder is in use by another stack, or a port by anything.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  if (options.reset) emptyFolder(options.dataDir);
  const parts = new Parts(options);
  let stack: Stack | undefined;
  const held = await open(options, parts, async (request, response) => {
    if (stack) return stack.serve(request, response);
    send(response, json(503, { ready: false }));
  });
  const operatorKey = await parts.store.keep("operator.key", () => `op_${randomBytes(24).toString("base64url")}`);
  const at = { database: held.proxy?.endpoint ?? held.database.endpoint, wires: held.wires.url, baseUrl: held.web.url };
  const OPERATOR_KEY_HASH = createHash("sha256").update(operatorKey).digest("hex");
  const USER_POOL_ID = options.userPool ? POOL_ID : "";
  Object.assign(process.env, environment(at), { OPERATOR_KEY_HASH, USER_POOL_ID }, options.env);
  const taken = { database: portOf(at.database), wires: portOf(at.wires), web: portOf(at.baseUrl) };
  Object.assign(options.ports ?? {}, taken);
  resetConfig();
  setClock(parts.clock);
  stack = new Stack(parts, held, operatorKey, await streamArn(held.database.endpoint, TABLE_NAME), options.console);
  return stack;
}
