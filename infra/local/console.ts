import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { ASSETS, headersOf, PAGE } from "../../functions/console/serve.ts";
import { buildConsole } from "../console.ts";
import type { Reply } from "./http.ts";
import { ROOT } from "./parts.ts";

/** Where the console is built to, and the file that says of which sources. */
const BUILDS = join(ROOT, ".build/console");
const NOTE = `${BUILDS}.json`;
const SOURCES = "functions/console";

/** What files are, by the ends of their names. */
export const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".json": "application/json",
};
/** What comes compressed already. */
const DENSE = [".woff2"];
/** A path below these is the API's or the stack's own, whether it is there or not. */
const OTHERS = /^\/(v1|_local)(\/|$)|^\/(docs|openapi\.json)$/;

/** How sources stand: any that was changed, or came, has another time or size. */
const standOf = (files: readonly string[]): string =>
  JSON.stringify(
    files.map((file) => {
      const stat = statSync(join(ROOT, file), { throwIfNoEntry: false });
      return [file, stat?.mtimeMs ?? 0, stat?.size ?? 0];
    }),
  );

const own = (): string[] =>
  readdirSync(join(ROOT, SOURCES), { recursive: true, encoding: "utf8" })
    .map((file) => join(SOURCES, file))
    .sort();

type Note = { folder: string; files: string[]; stand: string };

/** Puts a folder or a file in its place at once, so that nobody who builds at the same time finds half of it. */
function place(from: string, to: string): string {
  try {
    renameSync(from, to);
  } catch (error) {
    rmSync(from, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  }
  return to;
}

/** The folder of the built console. It is built where a source of it has changed, which takes a second or two. */
export async function builtConsole(): Promise<string> {
  if (existsSync(NOTE)) {
    const { folder, files, stand } = JSON.parse(readFileSync(NOTE, "utf8")) as Note;
    if (existsSync(folder) && standOf([...own(), ...files]) === stand) return folder;
  }
  const begun = `${BUILDS}-${process.pid}`;
  const { metafile } = await buildConsole(begun);
  // All other files are named by what they hold, and the page names them.
  const hash = createHash("sha256")
    .update(readFileSync(join(begun, PAGE)))
    .digest("hex")
    .slice(0, 12);
  const folder = place(begun, `${BUILDS}-${hash}`);
  // What lies among packages changes with the lock file alone.
  const inputs = Object.keys(metafile.inputs).filter((file) => !file.includes("node_modules"));
  const files = [...inputs.filter((file) => !file.startsWith(SOURCES)).sort(), "package-lock.json"];
  writeFileSync(
    `${begun}.json`,
    JSON.stringify({ folder, files, stand: standOf([...own(), ...files]) } satisfies Note),
  );
  place(`${begun}.json`, NOTE);
  return folder;
}

type File = { type: string; body: Buffer; packed: Buffer | undefined };

/** The console's files as CloudFront serves them, with the same headers but the one that asks for TLS. */
export class ConsoleFiles {
  readonly #files: Promise<Map<string, File>>;
  readonly #connect: readonly string[];

  constructor(folder: Promise<string>, connect: readonly string[]) {
    this.#files = folder.then((at) => {
      const names = readdirSync(at, { recursive: true, encoding: "utf8" }).filter((name) => extname(name) !== "");
      return new Map(names.map((name) => [`/${name}`, ConsoleFiles.#file(join(at, name))]));
    });
    // Whoever asks for a file is told; nobody else need be.
    this.#files.catch(() => {});
    this.#connect = connect;
  }

  static #file(path: string): File {
    const body = readFileSync(path);
    const packed = DENSE.includes(extname(path)) ? undefined : gzipSync(body);
    return { type: TYPES[extname(path)] ?? "application/octet-stream", body, packed };
  }

  /** A file, or the page for a path that names none; nothing for what is not the console's. */
  async reply(method: string, url: string, acceptsGzip: boolean): Promise<Reply | undefined> {
    if (!URL.canParse(url, "http://local")) return undefined;
    const { pathname } = new URL(url, "http://local");
    if ((method !== "GET" && method !== "HEAD") || OTHERS.test(pathname)) return undefined;
    const files = await this.#files;
    const found = files.get(extname(pathname) === "" ? `/${PAGE}` : pathname);
    const headers = headersOf(found !== undefined && pathname.startsWith(ASSETS), this.#connect);
    if (!found) return { status: 404, headers: { ...headers, "content-type": "text/plain" }, body: "Not found" };
    const { type, body, packed } = found;
    const coded: Record<string, string> = packed && acceptsGzip ? { "content-encoding": "gzip" } : {};
    return {
      status: 200,
      headers: { ...headers, ...coded, "content-type": type, vary: "accept-encoding" },
      body: packed && acceptsGzip ? packed : body,
    };
  }
}
