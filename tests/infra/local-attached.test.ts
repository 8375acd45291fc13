import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Database, launchDatabase } from "../../infra/local/database.ts";
import { ROOT } from "../../infra/local/parts.ts";
import { batches } from "../support/fixtures/lambdas/copies.ts";
import { fixtureLambdas } from "../support/fixtures/lambdas/declarations.ts";
import { dataFolder, startTestStack, type TestStack } from "../support/stack.ts";

const [ours, elsewhere] = [dataFolder(), dataFolder()];
let database: Database;

beforeAll(async () => {
  database = await launchDatabase(ROOT, elsewhere.path);
});

afterAll(async () => {
  await database.stop();
  for (const folder of [ours, elsewhere]) folder.remove();
});

async function during(more: { reset?: boolean }, work: (stack: TestStack) => Promise<void>): Promise<void> {
  const databaseEndpoint = database.endpoint;
  const stack = await startTestStack({ lambdas: fixtureLambdas, dataDir: ours.path, databaseEndpoint, ...more });
  try {
    await work(stack);
  } finally {
    await stack.stop();
  }
}

describe("a database that belongs to somebody else", () => {
  test("is used, its stream too, and left running; a reset empties only the table", async () => {
    await during({}, async (stack) => {
      await stack.api("t").put("/things/1", "x");
      await stack.settled();
      expect(batches).toEqual([1]);
    });
    await during({}, async (stack) => {
      expect((await stack.api("t").get("/things/1")).body.note).toBe("x");
    });
    await during({ reset: true }, async (stack) => {
      expect((await stack.api("t").get("/things/1")).status).toBe(404);
    });
  });
});
