import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll } from "@jest/globals";
import { build } from "esbuild";
import { BUILD, ROOT } from "../../infra/bundle.ts";
import type { Clock } from "../../shared/clock.ts";

/** One execution environment of a Lambda: what its module exports, with state that no other instance shares. */
export type Instance<M> = M & { setClock(clock: Clock): void; systemClient(): { destroy(): void } };

const folder = join(ROOT, ".local", `instances-${process.pid}`);
let made = 0;
const loaded: Instance<unknown>[] = [];

/**
 * Loads a module so many times over, each time with all it imports anew, as Lambda does for calls that come at once. It is
 * built into one file first, and that file is imported under as many names. Each
 * instance reads the environment of the running stack; its clock is the machine's until it is set.
 */
export async function instancesOf<M>(entry: string, count: number): Promise<Instance<M>[]> {
  const contents = [
    `export * from "./${entry}";`,
    'export { setClock } from "./shared/config.ts";',
    'export { systemClient } from "./shared/table/store.ts";',
    // A test tells of its calls by itself.
    'import { setLogSink } from "./shared/log.ts"; setLogSink(() => {});',
  ].join("\n");
  const { outputFiles = [] } = await build({
    ...BUILD,
    splitting: false,
    sourcemap: false,
    metafile: false,
    chunkNames: undefined,
    stdin: { contents, resolveDir: ROOT, loader: "ts" },
  });
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${made++}.mjs`);
  writeFileSync(file, outputFiles[0]?.contents ?? "");
  const { href } = pathToFileURL(file);
  const names = Array.from({ length: count }, (_, n) => `${href}?instance=${n}`);
  const instances = await Promise.all(names.map((name) => import(name) as Promise<Instance<M>>));
  loaded.push(...instances);
  return instances;
}

/** Removes what was built for a test file, and closes the connections of what was loaded. */
export const useInstances = (): void =>
  afterAll(() => {
    for (const { systemClient } of loaded) systemClient().destroy();
    rmSync(folder, { recursive: true, force: true });
  });
