import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { type BuildOptions, build, type Metafile } from "esbuild";

/** The project's folder. */
export const ROOT = resolve(import.meta.dirname, "..");

/** What a Lambda may have: kilobytes minified, and of those after gzip. One that paints charts is excepted. */
export const LIMITS = { minifiedKb: 240, gzipKb: 80 };

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
  minifiedKb: number;
  gzipKb: number;
  /** Bytes in the bundle by source file. */
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

/** What esbuild made, with its figures; also for the peers of the bench. */
export function built({ outputFiles = [], metafile }: Awaited<ReturnType<typeof build>>): Bundle {
  const find = (end: string) => outputFiles.find((f) => f.path.endsWith(end))?.contents ?? new Uint8Array();
  const code = find(".mjs");
  const output = Object.values(metafile?.outputs ?? {}).find((o) => o.entryPoint !== undefined);
  const used = Object.entries(output?.inputs ?? {}).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  for (const [file] of used) {
    if (/^(?:functions|shared)\//.test(file) && BUILD_TIME_ONLY.test(readFileSync(join(ROOT, file), "utf8"))) {
      throw new Error(`${file} is for build time only, but ${output?.entryPoint} carries it.`);
    }
  }
  const parts = Object.fromEntries(used.map(([file, { bytesInOutput }]) => [file, bytesInOutput]));
  return {
    code,
    sourceMap: find(".map"),
    minifiedKb: code.length / KB,
    gzipKb: gzipSync(code, { level: 9 }).length / KB,
    parts,
    metafile: metafile!,
    beside: BESIDE.filter(({ source }) => source in parts),
  };
}

/** Writes the package of a Lambda to `folder`; its source map goes next to the folder and is not deployed. */
export function writePackage({ code, sourceMap, beside }: Bundle, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "index.mjs"), code);
  writeFileSync(`${folder}.map`, sourceMap);
  for (const { from, to } of beside) {
    mkdirSync(dirname(join(folder, to)), { recursive: true });
    copyFileSync(join(ROOT, from), join(folder, to));
  }
}
