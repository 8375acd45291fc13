import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../parts.ts";
import type { DemoAccess } from "./seed.ts";

/** What a running stack has left for its callers. */
export type Credentials = DemoAccess & { baseUrl: string; operatorKey: string };

/** Reads `.local/credentials.json`, or says how to get one. `DATA_DIR` names another folder than `.local`. */
export function credentials(): Credentials {
  const file = join(process.env.DATA_DIR ?? join(ROOT, ".local"), "credentials.json");
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Credentials;
  } catch {
    throw new Error(`There is no ${file}; npm start writes it on its first start.`);
  }
}

/** Runs a command against the running stack; says in one line why it could not. */
export async function command(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    const { message, cause } = error as Error & { cause?: { code?: string } };
    const down = cause?.code === "ECONNREFUSED";
    process.stderr.write(`${down ? "The local stack is not running; npm start starts it." : message}\n`);
    process.exitCode = 1;
  }
}
