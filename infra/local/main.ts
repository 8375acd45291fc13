import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { lambdas } from "../../functions/modules.ts";
import { errorFields, log } from "../../shared/log.ts";
import { builtConsole } from "./console.ts";
import { type DemoAccess, demo } from "./demo/index.ts";
import { ROOT } from "./parts.ts";
import { type Stack, startStack } from "./stack.ts";

const PORT_DEFAULT = 3000;

/** What `credentials.json` holds: where the stack is, and how to sign in to the demo tenant. */
type Credentials = DemoAccess & { baseUrl: string; operatorKey: string };

function options(): { dataDir: string; reset: boolean; port: number; databaseEndpoint?: string } {
  const { values } = parseArgs({
    options: { reset: { type: "boolean", default: false }, data: { type: "string" }, port: { type: "string" } },
  });
  const port = Number(values.port ?? process.env.PORT ?? PORT_DEFAULT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error("PORT must be a number from 0 to 65535.");
  const dataDir = resolve(values.data ?? join(ROOT, ".local"));
  return { dataDir, reset: values.reset, port, databaseEndpoint: process.env.AWS_ENDPOINT_URL_DYNAMODB };
}

/** Seeds on the first start; later starts only write the address anew. */
async function signIn(stack: Stack, file: string): Promise<DemoAccess> {
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Credentials) : undefined;
  const access = kept ?? (await demo.seed(stack));
  const { baseUrl, operatorKey } = stack;
  writeFileSync(file, `${JSON.stringify({ ...access, baseUrl, operatorKey }, undefined, 2)}\n`, { mode: 0o600 });
  return access;
}

function stopOnSignal(stack: Stack): void {
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      // A second signal does not wait for what is still under way.
      if (stopping) process.exit(1);
      stopping = true;
      stack.stop().then(() => process.exit(0));
    });
  }
}

/** In AWS a promise that a handler forgot ends one sandbox; here it must not end everybody's. */
function surviveStrayRejections(): void {
  process.on("unhandledRejection", (error) => log.error("a rejection nobody handled", errorFields(error)));
}

async function main(): Promise<void> {
  const chosen = options();
  surviveStrayRejections();
  const stack = await startStack({ ...chosen, lambdas, userPool: true, console: builtConsole() });
  stopOnSignal(stack);
  const file = join(chosen.dataDir, "credentials.json");
  await stack.play(async () => {
    const access = await stack.prepare(stack.load().then(() => signIn(stack, file)));
    process.stdout.write(
      `Cashloop on this machine\n` +
        `  console      ${stack.baseUrl}/\n` +
        `  API          ${stack.baseUrl}/v1\n` +
        `  reference    ${stack.baseUrl}/docs\n` +
        `  outbox       ${stack.baseUrl}/_local/outbox\n` +
        `  credentials  ${relative(process.cwd(), file)}\n`,
    );
    await demo.play(stack, access);
  });
}

try {
  await main();
} catch (error) {
  const { message, code, stack = message } = error as NodeJS.ErrnoException;
  // Of a source that cannot be read its place is what one needs to know.
  const told = error instanceof SyntaxError ? stack : message;
  const detail = code === "EADDRINUSE" ? "The port is in use; choose another one with PORT=<number>." : told;
  process.stderr.write(`The local stack could not start. ${detail}\n`);
  process.exit(1);
}
