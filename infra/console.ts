import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join, relative, resolve } from "node:path";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";
import { loadedWith } from "./bundle.ts";

const APP = resolve(import.meta.dirname, "../functions/console/app");
const ASSETS = "assets";

/** What was built: every file below the folder, and the page that a browser begins with. */
export type ConsoleBuild = {
  files: string[];
  entry: string;
  /** The scripts and styles that the page loads before anything is shown. */
  first: string[];
  metafile: Metafile;
};

/** What the components' library would write into style elements goes where a strict policy allows it. */
const withoutStyleElements: Plugin = {
  name: "without-style-elements",
  setup: (on) => {
    on.onResolve({ filter: /\/dynamicCSS(?:\.js)?$/ }, () => ({ path: join(APP, "styles/adopted.ts") }));
    on.onResolve({ filter: /\/cssUtils(?:\.js)?$/ }, () => ({ path: join(APP, "styles/icons.ts") }));
  },
};

/** What the console shares with the product asks Node for one thing: to be sure of something. */
const withoutNode: Plugin = {
  name: "without-node",
  setup: (on) => {
    on.onResolve({ filter: /^node:assert$/ }, () => ({ path: join(APP, "lib/assert.ts") }));
  },
};

/** `DatePicker` → `date-picker`, the folder of the component. */
const folderOf = (name: string): string => name.replace(/(?<!^)([A-Z])/g, "-$1").toLowerCase();

/**
 * Takes each component from its own file. Through the library's list of all of them, the first page would load whatever
 * any page uses.
 */
const byComponent: Plugin = {
  name: "by-component",
  setup: (on) => {
    on.onLoad({ filter: /console[\\/]app[\\/].*\.tsx$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const contents = text.replace(/^import \{([^}]*)\} from "antd";$/m, (_, names: string) =>
        names
          .split(",")
          .map((name) => name.trim())
          .filter((name) => name !== "")
          .map((name) => name.split(" as ") as [string, string?])
          .map(([name, as = name]) => `import ${as} from "antd/es/${folderOf(name)}/index.js";`)
          .join(" "),
      );
      return { contents, loader: "tsx" };
    });
  },
};

const options = (outdir: string) =>
  ({
    absWorkingDir: resolve(import.meta.dirname, ".."),
    entryPoints: { main: join(APP, "main.tsx") },
    bundle: true,
    format: "esm",
    splitting: true,
    platform: "browser",
    target: ["chrome111", "firefox113", "safari16.4"],
    jsx: "automatic",
    minify: true,
    legalComments: "none",
    sourcemap: false,
    metafile: true,
    outdir,
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    loader: { ".woff2": "file", ".svg": "file" },
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "silent",
    plugins: [withoutStyleElements, withoutNode, byComponent],
  }) satisfies BuildOptions;

/** The page itself: it names hashed files alone, so that everything but itself may be kept for ever. */
function page(scripts: readonly string[], styles: readonly string[]): string {
  const [main, ...further] = scripts;
  const head = [
    ...styles.map((file) => `<link rel="stylesheet" href="/${file}">`),
    ...further.map((file) => `<link rel="modulepreload" href="/${file}">`),
    `<script type="module" src="/${main}"></script>`,
  ];
  return readFileSync(join(APP, "index.html"), "utf8").replace("<!-- files -->", head.join("\n    "));
}

/** Builds the console into a folder that holds nothing else afterwards. */
export async function buildConsole(outDir: string): Promise<ConsoleBuild> {
  const folder = resolve(outDir);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, ASSETS), { recursive: true });
  const { metafile } = await build(options(join(folder, ASSETS)));
  const root = resolve(import.meta.dirname, "..");
  const nameOf = (path: string): string => relative(folder, join(root, path));
  const main = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint?.endsWith("app/main.tsx"));
  if (!main) throw new Error("The console has no main file.");
  const [path, { cssBundle }] = main;
  const scripts = loadedWith(path, metafile).map(nameOf);
  const styles = cssBundle ? [nameOf(cssBundle)] : [];
  const icon = readFileSync(join(APP, "icon.svg"));
  const iconName = `${ASSETS}/icon-${createHash("sha256").update(icon).digest("hex").slice(0, 8)}.svg`;
  writeFileSync(join(folder, iconName), icon);
  const entry = "index.html";
  writeFileSync(join(folder, entry), page(scripts, styles).replace("<!-- icon -->", `/${iconName}`));
  const files = [entry, iconName, ...Object.keys(metafile.outputs).map(nameOf)];
  return { files, entry: basename(entry), first: [...scripts, ...styles], metafile };
}
