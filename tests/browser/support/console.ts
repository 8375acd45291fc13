import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { afterAll, beforeAll } from "@jest/globals";
import type { Page } from "playwright-core";
import { buildConsole } from "../../../functions/console/build.ts";
import { ASSETS, headersOf } from "../../../functions/console/serve.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".html": "text/html; charset=utf-8",
};

/** The console and the API of a stack on one host, with the headers that it has in AWS. */
export function useConsole(api: () => string): () => string {
  const folder = mkdtempSync(join(tmpdir(), "console-"));
  let server: Server;
  beforeAll(async () => {
    const { files, entry } = await buildConsole(folder);
    server = createServer((incoming, outgoing) => {
      const { pathname } = new URL(incoming.url ?? "/", "http://console");
      if (pathname.startsWith("/v1/")) {
        const { method, headers } = incoming;
        const onwards = request(new URL(incoming.url ?? "/", api()), { method, headers }, (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        });
        incoming.pipe(onwards);
        return;
      }
      const file = files.includes(pathname.slice(1)) ? pathname.slice(1) : entry;
      outgoing.writeHead(200, {
        "content-type": TYPES[extname(file)] ?? "application/octet-stream",
        ...headersOf(pathname.startsWith(ASSETS), []),
      });
      outgoing.end(readFileSync(join(folder, file)));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  });
  return () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Goes to a page as whoever has the key. */
export async function enter(page: Page, path: string, key: string): Promise<void> {
  await page.goto(path);
  await page.locator("#api-key").fill(key);
  await page.locator("#api-key").press("Enter");
  await page.locator("main#main h1, main#main h2").first().waitFor();
}
