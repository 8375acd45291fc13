/**
 * What is loaded with a handler is one file. esbuild's chunks are cut by who shares what, and 10 to 40 of them are
 * loaded at once; joined, an import takes 4 to 10 ms less (`joined` in `infra/bundle.ts`).
 */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";
import { DESCRIBING, LEAVING_OUT, withoutWords } from "./left-out.ts";

/** The project's folder. */
export const ROOT = resolve(import.meta.dirname, "..");

/** What every Lambda may have: kilobytes minified, and of those after gzip. */
export const LIMITS = { minifiedKb: 400, gzipKb: 130 };

/** SDK clients that Lambda's runtime brings along and that are loaded, if at all, at their first use. */
const IN_THE_RUNTIME = [
  "client-cognito-identity-provider",
  "client-s3",
  "client-ses",
  "client-sesv2",
  "client-sns",
  "client-sqs",
  "client-sts",
  "s3-request-presigner",
];

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
  external: [
    ...[...IN_THE_RUNTIME, "nested-clients", "token-providers"].map((name) => `@aws-sdk/${name}`),
    "@duckdb/node-api",
  ],
};

/** Source that no Lambda may carry, because it needs what the bundle leaves out. */
const BUILD_TIME_ONLY = /\btoJSONSchema\b/;

/** The one source that needs the engine's native library, which is of Linux on x86. */
export const NATIVE = "functions/analytics/duck.ts";
const ENGINE = ["@duckdb/node-api", "@duckdb/node-bindings", "@duckdb/node-bindings-linux-x64", "detect-libc"];

/** What a Lambda needs on disk beside its bundle, if this source is part of it. */
const BESIDE = [
  ...["package.json", "index_bg.wasm"].map((file) => ({
    source: "functions/reports/png.ts",
    from: `node_modules/@resvg/resvg-wasm/${file}`,
    to: `node_modules/@resvg/resvg-wasm/${file}`,
  })),
  {
    source: "functions/reports/font.ts",
    from: "functions/reports/font/NotoSansSC-subset.ttf",
    to: "font/NotoSansSC-subset.ttf",
  },
  ...ENGINE.map((name) => ({ source: NATIVE, from: `node_modules/${name}`, to: `node_modules/${name}` })),
  // What each of these reads lies beside it under its own name.
  ...["readings.bin", "variants.txt", "words.txt"].map((file) => ({
    source: `shared/search/${file.split(".")[0]}.ts`,
    ...{ from: `shared/search/data/${file}`, to: `data/${file}` },
  })),
];

export type Bundle = {
  code: Uint8Array;
  sourceMap: Uint8Array;
  /** The files that are imported when they are needed. */
  chunks: { name: string; code: Uint8Array; sourceMap: Uint8Array }[];
  /** What is loaded with the handler. */
  minifiedKb: number;
  gzipKb: number;
  /** All files together. */
  totalKb: number;
  /** Bytes in the bundle by source file, its chunks included. */
  parts: Record<string, number>;
  metafile: Metafile;
  /** Files that lie beside the bundle, from the project's folder to the package. */
  beside: { from: string; to: string }[];
};

type Output = { path: string; text: string; map: Uint8Array };

const KB = 1_000;

/** Builds one Lambda's bundle in memory. Rejects where it would carry source that is for build time only. */
export async function bundle(entry: string): Promise<Bundle> {
  const entryPoints = { index: entry };
  const made = await built({ entryPoints }, [withoutWords]);
  return DESCRIBING in made.parts ? built({ entryPoints }) : made;
}

/** The outputs that are loaded with one: those that it imports at the top, and what these import. */
export function loadedWith(entry: string, { outputs }: Metafile): string[] {
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

/** What a chunk exports, by the name that it has in the handler's file. */
const renamed = (chunk: string, number: number, { outputs }: Metafile): string[] =>
  (outputs[chunk]?.exports ?? []).map((name) => `_${number}_${name}`);

/**
 * Joins what is loaded with the handler into one file. esbuild makes a chunk for every set of files that share code, and
 * Node reads, resolves and links each of them by itself: some milliseconds of every cold start. What is loaded later finds
 * in the place of such a chunk a file that names the same things in the handler's.
 */
async function joined(entry: string, chunks: string[], first: ReadonlyMap<string, Output>, metafile: Metafile) {
  const reexport = (chunk: string, number: number, from: string, inward: boolean): string => {
    const names = metafile.outputs[chunk]?.exports ?? [];
    const pairs = renamed(chunk, number, metafile).map((as, n) =>
      inward ? `${names[n]} as ${as}` : `${as} as ${names[n]}`,
    );
    return `export {${pairs.join(", ")}} from "./${basename(from)}";\n`;
  };
  const inlined = ({ text, map }: Output): string =>
    `${text}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString("base64")}`;
  const fromMemory: Plugin = {
    name: "from-memory",
    setup(on) {
      on.onResolve({ filter: /^\.\// }, ({ path, kind }) =>
        kind === "dynamic-import" ? { path, external: true } : { path: basename(path), namespace: "memory" },
      );
      on.onLoad({ filter: /./, namespace: "memory" }, ({ path }) => ({
        contents: inlined(first.get(path) as Output),
        loader: "js",
      }));
    },
  };
  const contents = [
    `export * from "./${basename(entry)}";\n`,
    ...chunks.map((chunk, n) => reexport(chunk, n, chunk, true)),
  ].join("");
  const { outputFiles = [] } = await build({
    ...BUILD,
    ...{ splitting: false, chunkNames: undefined, banner: {}, plugins: [fromMemory], metafile: false },
    stdin: { contents, resolveDir: ROOT, loader: "js", sourcefile: "index.js" },
  });
  const bytesOf = (end: string): Uint8Array =>
    outputFiles.find(({ path }) => path.endsWith(end))?.contents ?? new Uint8Array();
  return {
    ...{ code: bytesOf(".mjs"), sourceMap: bytesOf(".mjs.map") },
    stands: chunks.map((chunk, n) => ({
      name: basename(chunk),
      code: Buffer.from(reexport(chunk, n, "index.mjs", false)),
    })),
  };
}

const isEntry = (path: string): boolean => /^(?:index|stdin)\.mjs$/.test(basename(path));

/** What is imported where it is used stays where it is: it is not loaded with the handler. */
const laterElsewhere: Plugin = {
  name: "later-elsewhere",
  setup(on) {
    on.onResolve({ filter: /./ }, ({ kind, path }) =>
      kind === "dynamic-import" ? { path, external: true } : undefined,
    );
  },
};

/** Lambdas that are built at once share what is read; each takes esbuild over a hundred megabytes until all are done. */
const BUILT_AT_ONCE = 12;

/** The kilobytes that are loaded with the handler of each Lambda, by its name: the quick way to compare two trees. */
export async function loadedKb(entries: Readonly<Record<string, string>>): Promise<Record<string, number>> {
  const all = Object.entries(entries);
  const sizes: Record<string, number> = {};
  for (let at = 0; at < all.length; at += BUILT_AT_ONCE) {
    const { outputFiles = [] } = await build({
      ...BUILD,
      ...{ splitting: false, chunkNames: undefined, sourcemap: false, metafile: false },
      entryPoints: Object.fromEntries(all.slice(at, at + BUILT_AT_ONCE)),
      plugins: [laterElsewhere, ...LEAVING_OUT, withoutWords],
    });
    for (const { path, contents } of outputFiles) sizes[basename(path, ".mjs")] = contents.length / KB;
  }
  return sizes;
}

/** Builds a bundle with the settings of every Lambda; also for the peers of the bench. */
export async function built(
  of: Pick<BuildOptions, "entryPoints" | "stdin">,
  further: readonly Plugin[] = [],
): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    ...BUILD,
    ...{
      write: false,
      metafile: true,
      plugins: [...LEAVING_OUT, ...further],
    },
    ...of,
  });
  const bytesOf = (path: string): Uint8Array =>
    outputFiles.find((f) => f.path === join(ROOT, path))?.contents ?? new Uint8Array();
  const outputs = Object.entries(metafile.outputs).filter(([path]) => path.endsWith(".mjs"));
  // A file that is imported when it is needed counts as an entry too; the handler's is the one named index.
  const [entry = "", main] = outputs.find(([path]) => isEntry(path)) ?? outputs[0] ?? [];
  const used = outputs.flatMap(([, { inputs }]) => Object.entries(inputs)).filter(([, i]) => i.bytesInOutput > 0);
  const parts: Record<string, number> = {};
  for (const [file, { bytesInOutput }] of used) parts[file] = (parts[file] ?? 0) + bytesInOutput;
  refuseBuildTimeOnly(Object.keys(parts), main?.entryPoint);
  const early = loadedWith(entry, metafile);
  const late = outputs.map(([path]) => path).filter((path) => !early.includes(path));
  const shared = early.filter((path) => path !== entry);
  const named = shared.filter((path) => late.some((of) => metafile.outputs[of]?.imports.some((i) => i.path === path)));
  const texts = new Map(
    early.map((path) => [
      basename(path),
      { path, text: Buffer.from(bytesOf(path)).toString(), map: bytesOf(`${path}.map`) },
    ]),
  );
  const { code, sourceMap, stands } = await joined(entry, named, texts, metafile);
  const chunks = [
    ...late.map((path) => ({ name: basename(path), code: bytesOf(path), sourceMap: bytesOf(`${path}.map`) })),
    ...stands.map((stand) => ({ ...stand, sourceMap: Buffer.from("{}") })),
  ];
  return {
    ...{ code, sourceMap, chunks, parts, metafile },
    minifiedKb: code.length / KB,
    gzipKb: gzipSync(code, { level: 9 }).length / KB,
    totalKb: chunks.reduce((sum, chunk) => sum + chunk.code.length, code.length) / KB,
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
    if (!existsSync(join(ROOT, from))) {
      throw new Error(`${from} is not installed; on other machines than Linux on x86: npm i --os linux --cpu x64.`);
    }
    mkdirSync(dirname(join(folder, to)), { recursive: true });
    cpSync(join(ROOT, from), join(folder, to), { recursive: true, dereference: true });
  }
}
