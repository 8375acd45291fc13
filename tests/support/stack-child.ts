// A stack in a process of its own, so that a test can end it at any moment. What it needs to know is in its environment.
import { flushCompileCache } from "node:module";
import { readTarget } from "../../infra/local/points.ts";
import { type LambdaDeclaration, startStack } from "../../infra/local/stack.ts";
import { MORNING } from "./morning.ts";

const KEEP_COMPILED_MS = 200;
const { DATA_DIR, LAMBDAS_MODULE, LAMBDAS_EXPORT, FAULT_POINT } = process.env;
const module = (await import(LAMBDAS_MODULE!)) as Record<string, readonly LambdaDeclaration[]>;
const faultPoint = readTarget(FAULT_POINT) ?? "count";

// The test that started this process holds the other end, and must not leave it behind.
process.stdin.on("end", () => process.exit(0)).resume();

const stack = await startStack({
  lambdas: module[LAMBDAS_EXPORT!]!,
  dataDir: DATA_DIR!,
  faultPoint,
  startsAt: MORNING,
});
// Most children are ended abruptly, so what they have compiled is kept while they live.
setInterval(flushCompileCache, KEEP_COMPILED_MS).unref();
const aheadMs = stack.clock.now().getTime() - Date.now();
process.stdout.write(`${JSON.stringify({ baseUrl: stack.baseUrl, operatorKey: stack.operatorKey, aheadMs })}\n`);
