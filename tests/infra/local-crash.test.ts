import { join } from "node:path";
import { afterEach, describe, expect, test } from "@jest/globals";
import type { PointName } from "../../infra/local/points.ts";
import { type ChildStack, startChild } from "../support/crash.ts";
import { SOAK } from "../support/soak.ts";
import { dataFolder } from "../support/stack.ts";

const lambdas = {
  module: join(import.meta.dirname, "../support/fixtures/lambdas/declarations.ts"),
  name: "fixtureLambdas",
};
const MAIL = "mail:a@example.com";
const folders: { path: string; remove(): void }[] = [];
const children: (ChildStack | undefined)[] = [];

afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child?.kill()));
  for (const folder of folders.splice(0)) folder.remove();
});

async function start(
  dataDir: string,
  faultPoint?: { name: PointName; crossing: number },
): Promise<ChildStack | undefined> {
  const child = await startChild({ dataDir, faultPoint, lambdas });
  children.push(child);
  return child;
}

function freshFolder(): string {
  const folder = dataFolder();
  folders.push(folder);
  return folder.path;
}

/** Stores a thing that asks for a mail; false when the stack did not live to say that it has. */
async function ask(stack: ChildStack | undefined): Promise<boolean> {
  const reply = await stack
    ?.api("t")
    .put("/things/1", MAIL)
    .catch(() => undefined);
  return reply?.status === 200;
}

/** What the way from a request to a mail crosses at least once. */
const POINTS: PointName[] = [
  "database.write.before",
  "database.write.after",
  "handler.before",
  "handler.after",
  "checkpoint.before",
  "checkpoint.after",
  "queue.send.before",
  "queue.send.after",
  "queue.delete.before",
  "queue.delete.after",
  "mail.send.before",
  "mail.send.after",
];

/** A process and its restart take about a second, so the long run tries them all and the short one the riskiest. */
const TRIED = SOAK > 1 ? POINTS : POINTS.filter((_, i) => [1, 4, 7, 8, 10].includes(i));

describe("a stack that ends abruptly", () => {
  test("keeps what was stored, queued and sent", async () => {
    const dataDir = freshFolder();
    const first = await start(dataDir);
    expect(await ask(first)).toBe(true);
    expect(await first?.settled()).toBe(true);
    await first?.kill();
    const second = await start(dataDir);
    expect(await second?.settled()).toBe(true);
    expect((await second?.api("t").get("/things/1"))?.body).toEqual({ id: "1", note: MAIL });
    expect(await second?.outbox()).toHaveLength(1);
    expect(second?.operatorKey).toBe(first?.operatorKey);
  });

  test("crosses all its points on the way from a request to a mail", async () => {
    const stack = await start(freshFolder());
    await ask(stack);
    await stack?.settled();
    const crossings = (await stack?.crossings()) ?? {};
    expect(Object.keys(crossings).sort()).toEqual([...POINTS].sort());
  });

  test.each(TRIED)("loses nothing when it ends at %s", async (name) => {
    const dataDir = freshFolder();
    const first = await start(dataDir, { name, crossing: 1 });
    const asked = await ask(first);
    await first?.settled();
    expect(first?.crashed()).toBe(true);
    const second = await start(dataDir);
    // A caller that got no answer asks again.
    if (!asked) expect(await ask(second)).toBe(true);
    expect(await second?.settled()).toBe(true);
    const mails = await second?.outbox("a@example.com");
    // Between sending and noting that it was sent nothing can help: that mail goes out twice.
    expect(mails).toHaveLength(name === "mail.send.after" ? 2 : 1);
  });
});
