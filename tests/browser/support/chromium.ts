import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { ROOT } from "../../../infra/bundle.ts";

/** A browser that can be started: its program, and what it needs in its environment. */
export type Chromium = { program: string; env: Record<string, string>; from: string };

/** Where people have one, by the name of the program or its place. */
const PROGRAMS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const PLACES = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];
/** The package has a browser for this platform and for no other. */
const PACKED_FOR = "linux x64";

const PACKAGE = join(ROOT, "node_modules/@sparticuz/chromium");
/** The letters of the product's documents, so that Chinese is drawn on a machine that has no font for it. */
const FONTS = join(ROOT, "functions/reports/font");

function canRun(program: string): boolean {
  try {
    accessSync(program, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function ofTheMachine(): Chromium | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const named = PROGRAMS.flatMap((name) => folders.map((folder) => join(folder, name)));
  const program = [...named, ...PLACES].find(canRun);
  return program ? { program, env: {}, from: "the machine" } : undefined;
}

/** Fonts that a machine has, those of the package, and the product's own. */
const fontSettings = (folder: string): string =>
  `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${[
    FONTS,
    join(folder, "fonts/fonts"),
    "/usr/share/fonts",
  ]
    .map((dir) => `<dir>${dir}</dir>`)
    .join("")}<cachedir>${join(folder, "font-cache")}</cachedir></fontconfig>`;

/**
 * Unpacks the browser of the package. A process of its own does it, since the package unpacks into the folder for temporary
 * files and asks its environment whether it is to bring along the libraries that a bare machine lacks. Whoever is first
 * moves the whole folder to its place; others throw theirs away.
 */
function unpack(into: string): void {
  const own = `${into}-${process.pid}`;
  mkdirSync(own, { recursive: true });
  const script = `import chromium from "@sparticuz/chromium"; await chromium.executablePath();`;
  const env = { PATH: process.env.PATH, TMPDIR: own, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x" };
  execFileSync(process.execPath, ["--input-type=module", "-e", script], { cwd: ROOT, env });
  writeFileSync(join(own, "fonts.conf"), fontSettings(into));
  try {
    renameSync(own, into);
  } catch (error) {
    rmSync(own, { recursive: true, force: true });
    if (!existsSync(into)) throw error;
  }
}

function ofThePackage(): Chromium | undefined {
  if (`${process.platform} ${process.arch}` !== PACKED_FOR || !existsSync(PACKAGE)) return undefined;
  const { version } = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8")) as { version: string };
  const folder = join(ROOT, ".build", `chromium-${version}`);
  if (!existsSync(folder)) unpack(folder);
  const env = { LD_LIBRARY_PATH: join(folder, "al2023/lib"), FONTCONFIG_FILE: join(folder, "fonts.conf") };
  return { program: join(folder, "chromium"), env, from: "its package" };
}

/**
 * The browser of the tests: the one that npm has brought along, the same everywhere, or the machine's own where the package
 * has none for its platform. `undefined` where there is neither.
 */
export const findChromium = (): Chromium | undefined => ofThePackage() ?? ofTheMachine();
