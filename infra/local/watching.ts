import { spawn } from "node:child_process";
import { readdirSync, statSync, watch } from "node:fs";
import { join, resolve } from "node:path";

/** This file imports nothing of the product, which may be broken at any moment while somebody works on it. */
const ROOT = resolve(import.meta.dirname, "../..");
const FOLDERS = ["functions", "shared", "infra"];

/** What is generated is made of the sources, and no reason to make it again. */
const isSource = (file: string): boolean => file.endsWith(".ts") && !/(^|[\\/])generated[\\/]/.test(file);

type Running = { ended: Promise<number | null>; stop(): Promise<void> };

/** Runs a script of the project, which writes to this terminal. */
function run(script: string, args: readonly string[] = []): Running {
  const child = spawn(process.execPath, [join(ROOT, script), ...args], {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const ended = new Promise<number | null>((told) => child.once("exit", told));
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    await ended;
  };
  return { ended, stop };
}

/** Tells of changes of sources: `next` is the first one since it was asked for. */
class Changes {
  #tell: (file: string) => void = () => {};
  readonly #watched = new Set<string>();

  constructor() {
    for (const folder of FOLDERS) this.#watch(folder);
  }

  /** Each folder by itself: a file that an editor puts in another's place is seen there, whatever the platform. */
  #watch(folder: string): void {
    if (this.#watched.has(folder)) return;
    this.#watched.add(folder);
    watch(join(ROOT, folder), (_event, name) => {
      if (name === null) return;
      const path = join(folder, name);
      if (isSource(path)) this.#tell(path);
      else if (statSync(join(ROOT, path), { throwIfNoEntry: false })?.isDirectory()) this.#watch(path);
    });
    for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
      if (entry.isDirectory()) this.#watch(join(folder, entry.name));
    }
  }

  next(): Promise<string> {
    const { promise, resolve: tell } = Promise.withResolvers<string>();
    this.#tell = tell;
    return promise;
  }
}

/**
 * Builds what is generated and starts the stack, and does both again whenever a source changes. The data stays; `--reset`
 * counts for the first start alone. What is broken is said, and the next change is waited for.
 */
export async function watching(args: readonly string[]): Promise<never> {
  const changes = new Changes();
  let running: Running | undefined;
  let isStopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (isStopping) process.exit(1);
      isStopping = true;
      Promise.resolve(running?.stop()).then(() => process.exit(0));
    });
  }
  for (let given = args; ; given = args.filter((arg) => arg !== "--reset")) {
    const changed = changes.next();
    running = run("infra/generate.ts");
    const isBuilt = (await running.ended) === 0;
    if (isBuilt && !isStopping) running = run("infra/local/main.ts", given);
    const file = await changed;
    process.stdout.write(`\n${file} has changed: building and starting again.\n`);
    await running.stop();
  }
}
