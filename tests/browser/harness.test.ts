import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { inBrowser } from "./support/browser.ts";

const PAGES: Record<string, [status: number, body: string]> = {
  "/": [
    200,
    '<!doctype html><html lang="zh-CN"><head><meta name="viewport" content="width=device-width">' +
      "<title>到款</title></head><body><main><h1>到款</h1></main></body></html>",
  ],
  "/bad": [
    200,
    '<!doctype html><html><head><title>x</title></head><body><img src="/missing.png"><input>' +
      '<script src="/thrown.js"></script><script>console.error("never seen")</script></body></html>',
  ],
  "/thrown.js": [200, 'console.error("said so"); throw new Error("nobody caught this")'],
};

let server: Server;
let address = "";
beforeAll(async () => {
  server = createServer((request, response) => {
    const [status, body] = PAGES[request.url ?? ""] ?? [404, ""];
    const type = request.url?.endsWith(".js") ? "text/javascript" : "text/html; charset=utf-8";
    response.writeHead(status, { "content-type": type, "content-security-policy": "script-src 'self'" }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
});

inBrowser("the tests' browser", (open) => {
  test("finds nothing on a page that has nothing, at both widths and in both languages", async () => {
    for (const [look, language, width] of [
      ["desk", "en", 1_440],
      ["phone", "zh-CN", 390],
    ] as const) {
      const { page, problems, axe } = await open(address, { screen: look, language });
      await page.goto("/");
      expect(await page.title()).toBe("到款");
      const seen = await page.evaluate("[innerWidth, navigator.language, new Date(0).getHours()]");
      expect(seen).toEqual([width, language, 8]);
      expect([problems.list(/favicon/), await axe()]).toEqual([[], []]);
    }
  });

  test("sees errors, what the policy forbids, replies that failed, and what axe finds", async () => {
    const { page, problems, axe } = await open(address);
    await page.goto("/bad");
    const lines = problems.list(/favicon/).join("\n");
    expect(lines).toMatch(/console: said so/);
    expect(lines).toMatch(/uncaught: nobody caught this/);
    expect(lines).toMatch(/reply: 404 GET \/missing\.png/);
    expect(lines).toMatch(/Content Security Policy/);
    expect(lines).not.toMatch(/never seen/);
    expect(problems.list(/./)).toEqual([]);
    const found = (await axe()).map((line) => line.split(":")[0]);
    expect(found).toEqual(expect.arrayContaining(["html-has-lang", "image-alt", "label"]));
  });

  test("keeps nothing from one visit to the next", async () => {
    const [first, second] = [await open(address), await open(address)];
    await first.page.goto("/");
    await first.page.evaluate('localStorage.setItem("kept", "yes")');
    await second.page.goto("/");
    expect(await second.page.evaluate('localStorage.getItem("kept")')).toBeNull();
  });
});
