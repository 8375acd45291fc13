import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { type BuildOptions, build, type Metafile } from "esbuild";

/** The project's folder. */
export const ROOT = resolve(import.meta.dirname, "..");

/** What every Lambda may have: kilobytes minified, and of those after gzip. */
export const LIMITS = { minifiedKb: 400, gzipKb: 130 };

/** SDK clients that Lambda's runtime brings along and that are loaded, if at all, at their first use. */
const IN_THE_RUNTIME = ["client-s3", "client-ses", "client-sns", "client-sqs", "client-sts", "s3-request-presigner"];

/**
 * The build of every Lambda. `module` before `main` takes the tree-shakable half of each package; CommonJS packages need a
 * `require` for Node's own modules, which an ES module does not have by itself.
 */
export const BUILD: BuildOptions = {
  absWorkingDir: ROOT,
  bundle: true,
  format: "esm",
  // What is imported where it is used, and not at the top, is a file of its own and loaded then.
  splitting: true,
  chunkNames: "[name]-[hash]",
  platform: "node",
  target: "node24",
  mainFields: ["module", "main"],
  minify: true,
  legalComments: "none",
  sourcemap: "external",
  metafile: true,
  write: false,
  logLevel: "silent",
  outdir: "out",
  outExtension: { ".js": ".mjs" },
  banner: { js: 'import{createRequire as __require0}from"node:module";const require=__require0(import.meta.url);' },
  external: [...IN_THE_RUNTIME, "credential-provider-*", "nested-clients", "token-providers"].map(
    (n) => `@aws-sdk/${n}`,
  ),
};

/** Source that no Lambda may carry, because it needs what the bundle leaves out. */
const BUILD_TIME_ONLY = /\btoJSONSchema\b/;

/** The names that a module exports, each as a function that says why it cannot run. */
function leftOut(path: string): string {
  const source = readFileSync(path, "utf8");
  const names = [...source.matchAll(/^export (?:const|function|class) (\w+)/gm)].map(([, name]) => name);
  const renamed = [...source.matchAll(/^export \{ \w+ as (\w+) \};/gm)].map(([, name]) => name);
  const absent = '() => { throw new Error("This part of a package is left out of the bundle; see infra/bundle.ts."); }';
  return [
    `const absent = ${absent};`,
    // Schemas are given these methods when they are made, not when they are used.
    ...[...names, ...renamed].map((n) => `export const ${n} = ${n?.startsWith("create") ? "() => absent" : "absent"};`),
  ].join("\n");
}

/** JSON Schema is made from zod's schemas when the contract is generated and never in a Lambda: 17 KB of each bundle. */
const withoutJsonSchema: NonNullable<BuildOptions["plugins"]>[number] = {
  name: "without-json-schema",
  setup(on) {
    const filter = /[\\/]zod[\\/]v4[\\/]core[\\/](?:to-json-schema|json-schema-processors)\.js$/;
    on.onLoad({ filter }, ({ path }) => ({ contents: leftOut(path), loader: "js" }));
  },
};

/** What a Lambda needs on disk beside its bundle, if this source is part of it. */
const BESIDE = [
  ...["package.json", "index_bg.wasm"].map((file) => ({
    source: "functions/reports/png.ts",
    from: `node_modules/@resvg/resvg-wasm/${file}`,
    to: `node_modules/@resvg/resvg-wasm/${file}`,
  })),
  {
    source: "functions/reports/png.ts",
    from: "functions/reports/font/NotoSansSC-subset.ttf",
    to: "font/NotoSansSC-subset.ttf",
  },
  { source: "shared/search/readings.ts", from: "shared/search/data/readings.bin", to: "data/readings.bin" },
];

export type Bundle = {
  code: Uint8Array;
  sourceMap: Uint8Array;
  /** The files that `code` imports, at once or when they are needed. */
  chunks: { name: string; code: Uint8Array; sourceMap: Uint8Array }[];
  /** What is loaded with the handler, its files together; a package of several files is some KB larger than `gzipKb`. */
  minifiedKb: number;
  gzipKb: number;
  /** Bytes in the bundle by source file, its chunks included. */
  parts: Record<string, number>;
  metafile: Metafile;
  /** Files that lie beside the bundle, from the project's folder to the package. */
  beside: { from: string; to: string }[];
};

const KB = 1_000;

/** Builds one Lambda's bundle in memory. Rejects where it would carry source that is for build time only. */
export async function bundle(entry: string): Promise<Bundle> {
  const alias = { "@aws-sdk/client-dynamodb": join(ROOT, "infra/sdk/dynamodb.ts") };
  return built(await build({ ...BUILD, entryPoints: { index: entry }, alias, plugins: [withoutJsonSchema] }));
}

/** The outputs that are loaded with one: those that it imports at the top, and what these import. */
function loadedWith(entry: string, { outputs }: Metafile): string[] {
  const found = [entry];
  for (let at = 0; at < found.length; at++) {
    for (const { path, kind } of outputs[found[at] as string]?.imports ?? []) {
      if (kind === "import-statement" && path in outputs && !found.includes(path)) found.push(path);
    }
  }
  return found;
}

function refuseBuildTimeOnly(files: readonly string[], entry: string | undefined): void {
  for (const file of files) {
    if (/^(?:functions|shared)\//.test(file) && BUILD_TIME_ONLY.test(readFileSync(join(ROOT, file), "utf8"))) {
      throw new Error(`${file} is for build time only, but ${entry} carries it.`);
    }
  }
}

/** What esbuild made, with its figures; also for the peers of the bench. */
export function built({ outputFiles = [], metafile }: Awaited<ReturnType<typeof build>>): Bundle {
  const bytesOf = (path: string): Uint8Array =>
    outputFiles.find((f) => f.path === join(ROOT, path))?.contents ?? new Uint8Array();
  const outputs = Object.entries(metafile?.outputs ?? {}).filter(([path]) => path.endsWith(".mjs"));
  // A file that is imported when it is needed counts as an entry too; the handler's is the one named index.
  const [entry = "", main] =
    outputs.find(([path]) => /^(?:index|stdin)\.mjs$/.test(basename(path))) ?? outputs[0] ?? [];
  const used = outputs.flatMap(([, { inputs }]) => Object.entries(inputs)).filter(([, i]) => i.bytesInOutput > 0);
  const parts: Record<string, number> = {};
  for (const [file, { bytesInOutput }] of used) parts[file] = (parts[file] ?? 0) + bytesInOutput;
  refuseBuildTimeOnly(Object.keys(parts), main?.entryPoint);
  const loaded = loadedWith(entry, metafile!).map(bytesOf);
  const sumOf = (sizes: number[]): number => sizes.reduce((sum, size) => sum + size, 0) / KB;
  const file = (path: string) => ({ code: bytesOf(path), sourceMap: bytesOf(`${path}.map`) });
  return {
    ...file(entry),
    chunks: outputs.filter(([path]) => path !== entry).map(([path]) => ({ name: basename(path), ...file(path) })),
    minifiedKb: sumOf(loaded.map((code) => code.length)),
    gzipKb: gzipSync(Buffer.concat(loaded), { level: 9 }).length / KB,
    parts,
    metafile: metafile!,
    beside: BESIDE.filter(({ source }) => source in parts),
  };
}

/** Writes the package of a Lambda to `folder`; its source maps go next to the folder and are not deployed. */
export function writePackage({ code, sourceMap, chunks, beside }: Bundle, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "index.mjs"), code);
  writeFileSync(`${folder}.map`, sourceMap);
  for (const chunk of chunks) {
    writeFileSync(join(folder, chunk.name), chunk.code);
    writeFileSync(`${folder}.${chunk.name}.map`, chunk.sourceMap);
  }
  for (const { from, to } of beside) {
    mkdirSync(dirname(join(folder, to)), { recursive: true });
    copyFileSync(join(ROOT, from), join(folder, to));
  }
}
