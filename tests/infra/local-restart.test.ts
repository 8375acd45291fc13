import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { afterEach, describe, expect, test } from "@jest/globals";
import { fixtureLambdas } from "../support/fixtures/lambdas/declarations.ts";
import { dataFolder, startTestStack, type TestStack } from "../support/stack.ts";

const folder = dataFolder();
const started: TestStack[] = [];

async function start(more: { reset?: boolean; port?: number } = {}): Promise<TestStack> {
  const stack = await startTestStack({ lambdas: fixtureLambdas, dataDir: folder.path, ...more });
  started.push(stack);
  return stack;
}

afterEach(async () => {
  for (const stack of started.splice(0)) await stack.stop();
  folder.remove();
});

describe("a second start", () => {
  test("finds table, outbox, objects, clock, tokens and operator key as they were", async () => {
    const first = await start();
    await first.moveClock(new Date("2030-01-01T00:00:00Z"));
    await first.api("t").put("/things/1", "mail:a@example.com");
    await first.settled();
    first.objects.put("bucket", "key", Buffer.from("bytes"), {});
    const keys = (await first.api().get("/_local/issuer/jwks.json")).body;
    await first.stop();

    const second = await start();
    expect((await second.api("t").get("/things/1")).body.note).toBe("mail:a@example.com");
    expect(second.outbox("a@example.com")).toHaveLength(1);
    expect(second.objects.content(second.objects.get("bucket", "key")!).toString()).toBe("bytes");
    expect(second.clock.now().toISOString()).toMatch(/^2030-01-01T00:0/);
    expect((await second.api().get("/_local/issuer/jwks.json")).body).toEqual(keys);
    expect(second.operatorKey).toBe(first.operatorKey);
  });

  test("delivers nothing again that was delivered", async () => {
    const { batches } = await import("../support/fixtures/lambdas/copies.ts");
    const first = await start();
    await first.api("t").put("/things/1", "x");
    await first.settled();
    await first.stop();
    batches.length = 0;
    await (await start()).settled();
    expect(batches).toEqual([]);
  });

  test("with a reset begins anew", async () => {
    const first = await start();
    await first.api("t").put("/things/1", "mail:a@example.com");
    await first.settled();
    await first.stop();
    const second = await start({ reset: true });
    await second.settled();
    expect((await second.api("t").get("/things/1")).status).toBe(404);
    expect(second.outbox()).toEqual([]);
    expect(second.operatorKey).not.toBe(first.operatorKey);
  });

  test("after a kill in the middle of the work loses none of it", async () => {
    const first = await start();
    const asked = Promise.all(
      Array.from({ length: 40 }, (_, i) => {
        return first
          .api("t")
          .put(`/things/${i}`, `mail:${i}@example.com`)
          .then((reply) => (reply.status === 200 ? [i] : []))
          .catch(() => []);
      }),
    );
    await first.api("t").put("/things/first", "x");
    await first.kill();
    const accepted = (await asked).flat();
    const second = await start();
    await second.settled();
    for (const i of accepted) expect([i, second.outbox(`${i}@example.com`).length > 0]).toEqual([i, true]);
  });
});

test("a start is ready when what it prepares for others is there, and serves meanwhile", async () => {
  const stack = await start();
  const { promise, resolve } = Promise.withResolvers<string>();
  const prepared = stack.prepare(promise);
  const health = async () => {
    const { status, body } = await stack.api().get("/_local/health");
    return [status, body.ready];
  };
  expect(await health()).toEqual([503, false]);
  expect((await stack.api("t").put("/things/1", "x")).status).toBe(200);
  resolve("credentials");
  expect(await prepared).toBe("credentials");
  expect(await health()).toEqual([200, true]);
});

test("a start tells whether its demo is still being played, and nothing of one that it does not have", async () => {
  const stack = await start();
  const demo = async () => (await stack.api().get("/_local/health")).body.demo;
  expect(await demo()).toBeUndefined();
  const { promise, resolve } = Promise.withResolvers<string>();
  const played = stack.play(() => promise);
  expect(await demo()).toBe("playing");
  resolve("the day");
  expect(await played).toBe("the day");
  expect(await demo()).toBe("done");
});

describe("a start that cannot be", () => {
  test("because another stack uses the folder says so, and leaves that one alone", async () => {
    const first = await start();
    await expect(start()).rejects.toThrow("Another local stack is using");
    await expect(start({ reset: true })).rejects.toThrow("Another local stack is using");
    expect((await first.api().get("/_local/health")).status).toBe(200);
  });

  test("because the port is taken leaves nothing behind", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as { port: number };
    await expect(start({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
    server.close();
    expect(existsSync(`${folder.path}/database.pid`)).toBe(false);
    await start();
  });
});
