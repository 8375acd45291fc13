import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { ROOT } from "../../infra/bundle.ts";

const folder = mkdtempSync(join(tmpdir(), "watch-"));
let child: ChildProcess | undefined;
afterAll(async () => {
  if (child?.exitCode === null) {
    child.kill("SIGTERM");
    await once(child, "exit");
  }
  rmSync(folder, { recursive: true, force: true });
});

/** What a process prints, to be waited for piece by piece. */
class Printed {
  #text = "";
  #more = Promise.withResolvers<void>();

  constructor({ stdout, stderr }: ChildProcess) {
    for (const stream of [stdout, stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        this.#text += chunk;
        this.#more.resolve();
        this.#more = Promise.withResolvers();
      });
    }
  }

  /** Waits until something is printed, and forgets all before its end. */
  async until(what: RegExp): Promise<void> {
    for (let found = what.exec(this.#text); ; found = what.exec(this.#text)) {
      if (found) {
        this.#text = this.#text.slice(found.index + found[0].length);
        return;
      }
      await this.#more.promise;
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

const edit = (path: string, from: string, to: string): void => {
  const text = readFileSync(join(folder, path), "utf8");
  expect(text).toContain(from);
  writeFileSync(join(folder, path), text.replace(from, to));
};

test("a change of a source is built and served, with the data, and one that breaks it waits for the next", async () => {
  for (const name of ["functions", "shared", "infra", "package.json"]) {
    cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  const port = await freePort();
  const env = { PATH: process.env.PATH };
  const args = ["infra/local/start.ts", "--watch", "--reset", "--port", String(port)];
  child = spawn(process.execPath, args, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  const printed = new Printed(child);
  const served = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).text();
  const credentials = () => JSON.parse(readFileSync(join(folder, ".local/credentials.json"), "utf8"));
  await printed.until(/credentials {2}/);
  expect(await served("/v1/nothing")).toContain("There is no such route");
  const before = credentials();

  edit("functions/docs/routes.ts", "This contract as pages", "This contract as a book");
  await printed.until(/routes\.ts has changed/);
  await printed.until(/credentials {2}/);
  expect(await served("/openapi.json")).toContain("This contract as a book");
  expect(credentials()).toEqual(before);

  edit("shared/http/unanswered.ts", "export function", "export functio");
  await printed.until(/unanswered\.ts has changed/);
  await printed.until(/could not start[\s\S]*unanswered\.ts/);
  edit("shared/http/unanswered.ts", "export functio ", "export function ");
  edit("shared/http/unanswered.ts", "There is no such route", "There is no such path");
  await printed.until(/credentials {2}/);
  expect(await served("/v1/nothing")).toContain("There is no such path");

  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([0, null]);
  await expect(served("/v1/nothing")).rejects.toThrow("fetch failed");
});
